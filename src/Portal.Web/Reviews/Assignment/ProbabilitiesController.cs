using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Assignment;

/// <summary>What an assignment was drawn from, for whoever checks the draw.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class ProbabilitiesController(PortalDbContext db) : Controller
{
    [HttpGet("/staff/assignments/{id:guid}/probabilities.csv")]
    public async Task<IActionResult> Fetch(Guid id, CancellationToken cancellation)
    {
        var proposal = await db.ProposalsStaffedBy(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new ProposalId(id), cancellation);
        if (proposal?.Panel?.ProbabilitiesFile() is not { } file)
            return NotFound();
        var dossiers = proposal.Panel.Dossiers.Select(one => one.Id).ToList();
        // Its hash is of all of it: who may not read of one of its dossiers gets none.
        if (
            await db.DossiersStaffedBy(User.Viewer()).CountAsync(one => dossiers.Contains(one.Id), cancellation)
            < dossiers.Count
        )
            return NotFound();
        var now = await db.NowAsync(cancellation);
        db.History.Add(
            HistoryEntry.Of(new AssignmentProbabilitiesFetched(proposal.Id, proposal.WaveId, User.Person(), now))
        );
        await db.SaveChangesAsync(cancellation);
        return File(file, "text/csv; charset=utf-8", "probabilities.csv");
    }
}
