using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Pool;

/// <summary>Noting what keeps a dossier from an expert, and lifting it: one proposes, another confirms.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PoolConflictsController(PortalDbContext db) : Controller
{
    private const int ReasonLimit = Domain.Reviews.Pool.Conflict.MaxLength;

    [HttpPost("/staff/experts/{id:guid}/conflicts")]
    public async Task<IActionResult> Note(Guid id, Guid? dossier, string? reason, CancellationToken cancellation)
    {
        if (await FindAsync(db.PoolInChargeOf(User.Viewer()), id, cancellation) is not { } expert)
            return NotFound();
        if (dossier is not { } chosen)
            throw new RefusedException(PoolRefusals.DossierNeeded);
        var of = db.DossiersInChargeOf(User.Viewer()).Where(one => one.WaveId == expert.WaveId);
        if (!await of.AnyAsync(one => one.Id == new DossierId(chosen), cancellation))
            return NotFound();
        var words = (reason ?? "").Shortened(ReasonLimit);
        expert.NoteConflict(new DossierId(chosen), words, User.Person(), await db.NowAsync(cancellation));
        return await DoneAsync(id, "pool.conflict-noted", cancellation);
    }

    [HttpPost("/staff/experts/{id:guid}/conflicts/{dossier:guid}/{kind}/propose")]
    public async Task<IActionResult> Propose(
        Guid id,
        Guid dossier,
        ConflictKind? kind,
        string? reason,
        CancellationToken cancellation
    )
    {
        if (
            kind is not { } known
            || await FindAsync(db.PoolInChargeOf(User.Viewer()), id, cancellation) is not { } expert
        )
            return NotFound();
        var (of, team) = (new DossierId(dossier), await TeamAsync(dossier, cancellation));
        var words = (reason ?? "").Shortened(ReasonLimit);
        expert.ProposeLifting(of, known, words, User.Person(), team, await db.NowAsync(cancellation));
        return await DoneAsync(id, "pool.lifting-proposed", cancellation);
    }

    /// <summary>By another officer of the call, or by who publishes.</summary>
    [HttpPost("/staff/experts/{id:guid}/conflicts/{dossier:guid}/{kind}/confirm")]
    public async Task<IActionResult> Confirm(
        Guid id,
        Guid dossier,
        ConflictKind? kind,
        long proposed,
        CancellationToken cancellation
    )
    {
        if (
            kind is not { } known
            || await FindAsync(db.PoolConfirmableBy(User.Viewer()), id, cancellation) is not { } expert
        )
            return NotFound();
        var (of, team) = (new DossierId(dossier), await TeamAsync(dossier, cancellation));
        var read = new DateTimeOffset(Math.Clamp(proposed, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        expert.ConfirmLifting(of, known, read, User.Person(), team, await db.NowAsync(cancellation));
        return await DoneAsync(id, "pool.lifting-confirmed", cancellation);
    }

    private async Task<IActionResult> DoneAsync(Guid id, string said, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect($"/staff/experts/{id}#conflicts");
    }

    private static Task<PoolExpert?> FindAsync(IQueryable<PoolExpert> of, Guid id, CancellationToken cancellation) =>
        of.Include(one => one.Conflicts).SingleOrDefaultAsync(one => one.Id == new PoolExpertId(id), cancellation);

    private Task<HashSet<PersonId>> TeamAsync(Guid dossier, CancellationToken cancellation) =>
        db
            .Members.Where(member => member.DossierId == new DossierId(dossier))
            .Select(member => member.Person)
            .ToHashSetAsync(cancellation);
}
