using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// Notes the winner lists whose moment has come and lets the letters go. The public reads a list from its second
/// on by the query's own clock, whether or not this has run. Dossiers that were kept for the next cut-off go there after.
/// </summary>
public sealed class PublishLists(PortalDbContext db, OneByOne oneByOne, Corrections corrections)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db.WinnerListsPublicAt(now)
            .Where(list => list.PublishedAt == null)
            .Select(list => list.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<WinnerList, WinnerListId>(
            due,
            list => PublishAsync(list, now, cancellation),
            cancellation
        );
        await CorrectAsync(now, cancellation);
        await MoveOnAsync(now, cancellation);
    }

    /// <summary>Its winners are read with it: what they got together is kept.</summary>
    private async Task PublishAsync(WinnerList list, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Entry(list).Collection(one => one.Winners).LoadAsync(cancellation);
        list.Publish(now);
    }

    /// <summary>A list says what corrects it in one transaction: readers see all of a correction, or nothing.</summary>
    private async Task CorrectAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var due = await db
            .Corrections.Where(one => one.ApprovedAt != null && one.PublishAt <= now && one.PublishedAt == null)
            .Select(one => one.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Correction, CorrectionId>(
            due,
            correction => corrections.PublishAsync(correction, now, cancellation),
            cancellation
        );
    }

    /// <summary>What was decided for the next cut-off goes there once it is told, where its earlier reviews weigh nothing.</summary>
    private async Task MoveOnAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var moving = await db.DecisionsRevealedAt(now)
            .Where(decision => decision.MovesTo != null && decision.MovedAt == null)
            .Select(decision => decision.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Decision, DecisionId>(
            moving,
            decision => MoveOnAsync(decision, now, cancellation),
            cancellation
        );
    }

    private async Task MoveOnAsync(Decision decision, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.HoldDossierAsync(decision.DossierId, cancellation);
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == decision.DossierId, cancellation);
        await db.CountOnCalendarAsync(dossier.WaveId, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        if (decision.MoveOn(dossier, wave, now))
            await db.SetReviewsAsideAsync(dossier.Id, now, cancellation);
    }
}
