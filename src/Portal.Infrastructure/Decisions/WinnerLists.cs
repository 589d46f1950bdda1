using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>Prepares, changes, signs and drops the winner list of a wave; each is one transaction on the list and its decisions.</summary>
public sealed class WinnerLists(PortalDbContext db)
{
    /// <summary>Puts all decisions of a wave that no list carries on a new list.</summary>
    public async Task PrepareAsync(WaveId wave, DateTimeOffset publishAt, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var decisions = await db
            .Decisions.Where(decision => decision.WaveId == wave && decision.ListId == null)
            .ToListAsync(cancellation);
        var ids = decisions.Select(decision => decision.DossierId).ToList();
        if (await db.Members.AnyAsync(one => ids.Contains(one.DossierId) && one.Person == by, cancellation))
            throw new RefusedException(DecisionRefusals.OwnDossier);
        var dossiers = await db
            .Dossiers.Include(dossier => dossier.Filings)
                .ThenInclude(filing => filing.Organisations)
            .Where(dossier => ids.Contains(dossier.Id))
            .ToDictionaryAsync(dossier => dossier.Id, cancellation);
        var its = await WaveAsync(wave, cancellation);
        var call = await db
            .Calls.Where(one => one.Id == its.CallId)
            .Select(one => new { one.Approvals, one.Letters })
            .SingleAsync(cancellation);
        var list = WinnerList.Prepare(
            its,
            [.. decisions.Select(decision => (dossiers[decision.DossierId], decision))],
            publishAt,
            by,
            now,
            call.Approvals,
            call.Letters
        );
        db.WinnerLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Signs the next step of a list that one sees.</summary>
    /// <param name="seen">How many changes the list had when it was read.</param>
    /// <returns>The list; null where there is none.</returns>
    public async Task<WinnerList?> SignAsync(WinnerListId id, Viewer by, int seen, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(db.WinnerListsStaffedBy(by), id, cancellation) is not { } list)
            return null;
        var now = await db.NowAsync(cancellation);
        var roles = await db.SignatoryRolesAsync(by, list.WaveId, cancellation);
        list.Sign(by.Id!.Value, roles, await db.TeamsOfAsync(id, cancellation), seen, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return list;
    }

    /// <summary>Decides anew on a dossier whose decision a list carries; to be saved by the caller, in its transaction.</summary>
    /// <param name="dossier">Held by the caller.</param>
    /// <param name="decision">On it.</param>
    /// <param name="ruling">What is decided now.</param>
    /// <param name="by">Who decides.</param>
    public async Task ReviseAsync(
        Dossier dossier,
        Decision decision,
        Ruling ruling,
        PersonId by,
        CancellationToken cancellation
    )
    {
        var list = (await HoldAsync(db.WinnerLists, decision.ListId!.Value, cancellation))!;
        await db.Entry(dossier)
            .Collection(one => one.Filings)
            .Query()
            .Include(filing => filing.Organisations)
            .LoadAsync(cancellation);
        // What loses its list is gone: said to the context before it finds it without one.
        if (
            ruling.Outcome != Outcome.Funded
            && list.Winners.FirstOrDefault(one => one.DossierId == dossier.Id) is { } was
        )
            db.Winners.Remove(was);
        list.Revise(
            (dossier, decision),
            await CarriedAsync(list.Id, cancellation),
            await WaveAsync(list.WaveId, cancellation),
            ruling,
            by,
            await db.NowAsync(cancellation)
        );
    }

    /// <returns>The list; null where there is none.</returns>
    public async Task<WinnerList?> RescheduleAsync(
        WinnerListId id,
        DateTimeOffset to,
        Viewer by,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(db.WinnerListsInChargeOf(by), id, cancellation) is not { } list)
            return null;
        await EnsureNotOwnAsync(id, by, cancellation);
        var (decisions, wave) = (await CarriedAsync(id, cancellation), await WaveAsync(list.WaveId, cancellation));
        list.Reschedule(to, decisions, wave, by.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return list;
    }

    /// <returns>The list; null where there is none.</returns>
    public async Task<WinnerList?> DropAsync(WinnerListId id, Viewer by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(db.WinnerListsStaffedBy(by), id, cancellation) is not { } list)
            return null;
        await EnsureNotOwnAsync(id, by, cancellation);
        list.Drop(await CarriedAsync(id, cancellation), by.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return list;
    }

    /// <summary>Who is in a dossier's team has no hand in its list, nor learns from a refusal what stands on it.</summary>
    private async Task EnsureNotOwnAsync(WinnerListId list, Viewer by, CancellationToken cancellation)
    {
        if ((await db.TeamsOfAsync(list, cancellation)).Contains(by.Id!.Value))
            throw new RefusedException(DecisionRefusals.OwnDossier);
    }

    /// <summary>Nobody signs what somebody else changes meanwhile, nor the other way round.</summary>
    private async Task<WinnerList?> HoldAsync(
        IQueryable<WinnerList> seen,
        WinnerListId id,
        CancellationToken cancellation
    )
    {
        if (!await seen.AnyAsync(one => one.Id == id, cancellation))
            return null;
        await db.Database.ExecuteSqlAsync(
            $"select 1 from winner_lists where id = {id.Value} for no key update",
            cancellation
        );
        return await db
            .WinnerLists.Include(one => one.Winners)
            .Include(one => one.Signatures)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == id, cancellation);
    }

    private Task<List<Decision>> CarriedAsync(WinnerListId list, CancellationToken cancellation) =>
        db.Decisions.Where(decision => decision.ListId == list).ToListAsync(cancellation);

    private Task<Wave> WaveAsync(WaveId wave, CancellationToken cancellation) =>
        db.Waves.AsNoTracking().SingleAsync(one => one.Id == wave, cancellation);
}
