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
    /// <summary>Puts an expert at the end of the list.</summary>
    [HttpPost("/staff/experts/{id:guid}/standby")]
    public async Task<IActionResult> Add(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        if (await db.ExpertInvitations.AnyAsync(one => one.PoolExpertId == expert.Id, cancellation))
            throw new RefusedException(ReviewRefusals.AlreadyInvited);
        var last = await ListOf(expert.WaveId).MaxAsync(one => one.Standby, cancellation) ?? 0;
        if (expert.Standby is null)
            expert.StandBy(last + 1, User.Person(), await db.NowAsync(cancellation));
        return await DoneAsync(expert, cancellation);
    }

    /// <summary>Lets an expert change places with the one before.</summary>
    [HttpPost("/staff/experts/{id:guid}/standby/up")]
    public async Task<IActionResult> Raise(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        var before = await ListOf(expert.WaveId)
            .Where(one => one.Standby < expert.Standby)
            .OrderByDescending(one => one.Standby)
            .FirstOrDefaultAsync(cancellation);
        if (before is not null)
        {
            var (place, higher) = (expert.Standby, before.Standby);
            before.StandBy(place, User.Person(), now);
            expert.StandBy(higher, User.Person(), now);
        }
        return await DoneAsync(expert, cancellation);
    }

    [HttpPost("/staff/experts/{id:guid}/standby/off")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } expert)
            return NotFound();
        expert.StandBy(place: null, User.Person(), await db.NowAsync(cancellation));
        return await DoneAsync(expert, cancellation);
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
        if (sent?.Substitute is not { } named || !EmailAddress.TryParse(named.Email, out var address))
            return NotFound();
        var facts = new ExpertFacts(
            named.Name,
            address,
            expert.Role,
            Organisation: "",
            Siren: null,
            Region: null,
            ExpertFacts.UsualDossiers,
            expert.Language
        );
        var added = await desk.AddAsync(expert.WaveId, facts, User.Person(), cancellation);
        TempData["Said"] = "pool.added";
        return Redirect($"/staff/experts/{added.Value}");
    }

    private IQueryable<PoolExpert> ListOf(WaveId wave) =>
        db.PoolExperts.Where(one => one.WaveId == wave && one.Standby != null);

    private Task<PoolExpert?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.PoolInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new PoolExpertId(id), cancellation);

    private async Task<IActionResult> DoneAsync(PoolExpert expert, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "pool.standby-set";
        return Redirect($"/staff/waves/{expert.WaveId.Value}/experts#standby");
    }
}
