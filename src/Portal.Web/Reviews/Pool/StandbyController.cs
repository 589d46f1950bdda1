using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Pool;

/// <summary>Who stands by for a wave, in which order; and taking whom a declining person suggests into the pool.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StandbyController(PortalDbContext db, PoolDesk desk) : Controller
{
    [HttpPost("/staff/experts/{id:guid}/standby")]
    public async Task<IActionResult> Add(Guid id, [FromServices] PutOnStandby put, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        await put.RunAsync(expert, User.Person(), cancellation);
        return Done(expert);
    }

    /// <summary>Lets an expert change places with the one before.</summary>
    [HttpPost("/staff/experts/{id:guid}/standby/up")]
    public async Task<IActionResult> Raise(Guid id, [FromServices] RaiseOnStandby raise, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        await raise.RunAsync(expert, User.Person(), cancellation);
        return Done(expert);
    }

    [HttpPost("/staff/experts/{id:guid}/standby/off")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        expert.StandBy(place: null, User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Done(expert);
    }

    /// <summary>Takes whom a person who declined suggested into the pool, for the same role.</summary>
    [HttpPost("/staff/experts/{id:guid}/substitute")]
    public async Task<IActionResult> TakeSubstitute(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        var sent = await db
            .ExpertInvitations.AsNoTracking()
            .SingleOrDefaultAsync(one => one.PoolExpertId == expert.Id, cancellation);
        if (sent?.Substitute is not { } named)
            return NotFound();
        var facts = expert.FactsOf(named);
        var added = await desk.AddAsync(expert.WaveId, facts, User.Person(), cancellation);
        TempData["Said"] = "pool.added";
        return Redirect($"/staff/experts/{added.Value}");
    }

    private Task<PoolExpert?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.PoolInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new PoolExpertId(id), cancellation);

    private RedirectResult Done(PoolExpert expert)
    {
        TempData["Said"] = "pool.standby-set";
        return Redirect($"/staff/waves/{expert.WaveId.Value}/experts#standby");
    }
}
