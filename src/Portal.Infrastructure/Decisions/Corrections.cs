using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>A list and all that it decides.</summary>
public sealed record DecidedList(WinnerList List, IReadOnlyList<(Dossier Dossier, Decision Decision)> Decided)
{
    public IReadOnlyList<Decision> Decisions => [.. Decided.Select(one => one.Decision)];
}

/// <summary>Prepares, signs, drops and publishes corrections of public lists; each is one transaction on the list.</summary>
public sealed class Corrections(PortalDbContext db)
{
    /// <summary>A public list of one's own charge, to correct; null where there is none.</summary>
    public async Task<DecidedList?> FindAsync(WinnerListId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var seen = db.WinnerListsPublicAt(now)
            .Where(list => db.WinnerListsInChargeOf(viewer).Any(own => own.Id == list.Id));
        return await seen.AnyAsync(list => list.Id == id, cancellation) ? await ReadAsync(id, cancellation) : null;
    }

    /// <param name="plan">Made of the list as it stands, which nobody changes meanwhile.</param>
    /// <returns>The list; null where there is none.</returns>
    public async Task<WinnerList?> PrepareAsync(
        WinnerListId id,
        Viewer by,
        Func<DecidedList, CorrectionPlan> plan,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await HoldAsync(id, cancellation);
        if (await FindAsync(id, by, cancellation) is not { } found)
            return null;
        if (
            await db.Corrections.AnyAsync(
                one => one.ListId == id && one.PublishedAt == null && one.DroppedAt == null,
                cancellation
            )
        )
            throw new RefusedException(DecisionRefusals.CorrectionUnderWay);
        var correction = Correction.Prepare(
            found.List,
            found.Decided,
            plan(found),
            await StepsAsync(found.List.WaveId, cancellation),
            by.Id!.Value,
            await db.NowAsync(cancellation)
        );
        if ((await TeamsAsync(correction, cancellation)).Contains(by.Id.Value))
            throw new RefusedException(DecisionRefusals.OwnDossier);
        db.Corrections.Add(correction);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return found.List;
    }

    /// <returns>The correction; null where there is none.</returns>
    public Task<Correction?> SignAsync(CorrectionId id, Viewer by, CancellationToken cancellation) =>
        ActAsync(
            db.WinnerListsStaffedBy(by),
            id,
            async (correction, now) =>
                correction.Sign(
                    by.Id!.Value,
                    await db.SignatoryRolesAsync(by, correction.WaveId, cancellation),
                    await TeamsAsync(correction, cancellation),
                    now
                ),
            cancellation
        );

    /// <returns>The correction; null where there is none.</returns>
    public Task<Correction?> DropAsync(CorrectionId id, Viewer by, CancellationToken cancellation) =>
        ActAsync(
            db.WinnerListsStaffedBy(by),
            id,
            (correction, now) =>
            {
                correction.Drop(by.Id!.Value, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <summary>Lets a correction count whose moment has come: the decisions, the winners and the word of it at once.</summary>
    internal async Task PublishAsync(Correction correction, DateTimeOffset now, CancellationToken cancellation)
    {
        await HoldAsync(correction.ListId, cancellation);
        var (list, decided) = await ReadAsync(correction.ListId, cancellation);
        var lost = correction
            .Items.Where(item => item.After.Outcome != Outcome.Funded)
            .Select(item => (DossierId?)item.Dossier);
        // What loses its list is gone: said to the context before it finds it without one.
        db.Winners.RemoveRange(list.Winners.Where(winner => lost.Contains(winner.DossierId)));
        correction.Publish(list, decided, now);
    }

    private async Task<Correction?> ActAsync(
        IQueryable<WinnerList> seen,
        CorrectionId id,
        Func<Correction, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var found = db.Corrections.Where(one => one.Id == id && seen.Any(list => list.Id == one.ListId));
        if (await found.Select(one => (WinnerListId?)one.ListId).SingleOrDefaultAsync(cancellation) is not { } list)
            return null;
        await HoldAsync(list, cancellation);
        var correction = await found.SingleAsync(cancellation);
        await act(correction, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return correction;
    }

    private async Task<DecidedList> ReadAsync(WinnerListId id, CancellationToken cancellation)
    {
        var list = await db.WinnerLists.Include(one => one.Winners).SingleAsync(one => one.Id == id, cancellation);
        var decisions = await db.Decisions.Where(one => one.ListId == id).ToListAsync(cancellation);
        var ids = decisions.Select(one => one.DossierId).ToList();
        var dossiers = await db
            .Dossiers.Include(dossier => dossier.Filings)
                .ThenInclude(filing => filing.Organisations)
            .Where(dossier => ids.Contains(dossier.Id))
            .ToDictionaryAsync(dossier => dossier.Id, cancellation);
        return new DecidedList(
            list,
            [
                .. decisions
                    .Select(decision => (Dossier: dossiers[decision.DossierId], decision))
                    .OrderBy(one => one.Dossier.Number, StringComparer.Ordinal),
            ]
        );
    }

    private async Task<IReadOnlyList<Domain.Calls.ApprovalStep>> StepsAsync(
        WaveId wave,
        CancellationToken cancellation
    ) =>
        await db
            .Calls.Where(call => db.Waves.Any(one => one.Id == wave && one.CallId == call.Id))
            .Select(call => call.Approvals)
            .SingleAsync(cancellation);

    /// <summary>The people of the teams that it is about.</summary>
    private async Task<IReadOnlySet<PersonId>> TeamsAsync(Correction correction, CancellationToken cancellation)
    {
        var dossiers = correction.Items.Select(item => item.Dossier).ToList();
        return await db
            .Members.Where(member => dossiers.Contains(member.DossierId))
            .Select(member => member.Person)
            .ToHashSetAsync(cancellation);
    }

    private Task<int> HoldAsync(WinnerListId list, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"select 1 from winner_lists where id = {list.Value} for no key update",
            cancellation
        );
}
