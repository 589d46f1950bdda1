using System.Text;
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
        if (proposal?.Panel?.ChancesSha256() is null)
            return NotFound();
        var dossiers = proposal.Panel.Dossiers.Select(one => one.Id).ToList();
        var numbers = await db.DossiersStaffedBy(User.Viewer())
            .Where(one => dossiers.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, one => one.Number!, cancellation);
        // Codes: who checks a draw needs to know which pairs are one expert's, and not whose.
        var experts = proposal.Panel.Experts.Select(one => one.Id).ToList();
        var lines = proposal
            .Panel.Chances()
            .Where(one => numbers.ContainsKey(one.Pair.Dossier))
            .Select(one =>
                FormattableString.Invariant(
                    $"{numbers[one.Pair.Dossier]},expert-{experts.IndexOf(one.Pair.Expert) + 1},{one.Hundredths / 100m}\n"
                )
            )
            .Prepend("dossier,expert,probability\n");
        var now = await db.NowAsync(cancellation);
        db.History.Add(HistoryEntry.Of(new AssignmentChancesFetched(proposal.Id, proposal.WaveId, User.Person(), now)));
        await db.SaveChangesAsync(cancellation);
        return File(Encoding.UTF8.GetBytes(string.Concat(lines)), "text/csv; charset=utf-8", "probabilities.csv");
    }
}
