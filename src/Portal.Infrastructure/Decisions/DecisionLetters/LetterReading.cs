using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.DecisionLetters;

/// <summary>Reads what a letter says: for the dossier's team once it is told, for staff before.</summary>
public sealed class LetterReading(PortalDbContext db)
{
    /// <returns>Null where nothing is told yet, or the reader isn't of the team.</returns>
    public async Task<LetterMatter?> ToldAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var told = db.DecisionsRevealedAt(now)
            .Where(one => one.DossierId == dossier && db.DossiersOf(viewer).Any(own => own.Id == dossier));
        return await ReadAsync(told, cancellation);
    }

    /// <returns>Null where one doesn't work on the list, or is in the dossier's team.</returns>
    public async Task<LetterMatter?> PreviewAsync(
        WinnerListId list,
        DossierId dossier,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var carried = db.DecisionsOnOthersDossiers(viewer)
            .Where(one =>
                one.ListId == list
                && one.DossierId == dossier
                && db.WinnerListsStaffedBy(viewer).Any(seen => seen.Id == list)
            );
        return await ReadAsync(carried, cancellation);
    }

    /// <summary>For a mail to its carrier.</summary>
    /// <returns>Null where nothing is told yet.</returns>
    internal async Task<LetterMatter?> OfAsync(DecisionId decision, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        return await ReadAsync(db.DecisionsRevealedAt(now).Where(one => one.Id == decision), cancellation);
    }

    private async Task<LetterMatter?> ReadAsync(IQueryable<Decision> decisions, CancellationToken cancellation)
    {
        var found = await (
            from decision in decisions
            where decision.Outcome != Outcome.Declined
            join list in db.WinnerLists on decision.ListId equals list.Id
            join dossier in db.Dossiers.IgnoreAutoIncludes() on decision.DossierId equals dossier.Id
            join call in db.Calls on dossier.CallId equals call.Id
            orderby list.PublishAt descending
            select new
            {
                Decision = decision,
                dossier.Number,
                dossier.Title,
                dossier.IsDemonstration,
                Carrier = db.Users.First(account => account.Id == dossier.Carrier.Value).Name,
                call.Presentation,
                List = list,
            }
        )
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == found.Decision.WaveId, cancellation);
        return new LetterMatter(
            found.Decision,
            found.Number!,
            found.Title,
            found.Carrier,
            found.Presentation,
            wave,
            found.List.Letters,
            await SignatoryAsync(found.List, found.Decision.CorrectedAt, cancellation),
            found.Decision.CorrectedAt ?? found.List.PublishAt,
            found.IsDemonstration
        );
    }

    /// <summary>Who signed last: the list, or the correction of it that decided anew.</summary>
    private async Task<Signatory> SignatoryAsync(
        WinnerList list,
        DateTimeOffset? correctedAt,
        CancellationToken cancellation
    )
    {
        var correction = await db
            .Corrections.AsNoTracking()
            .FirstOrDefaultAsync(one => one.ListId == list.Id && one.PublishedAt == correctedAt, cancellation);
        var (steps, by) = correction is null
            ? (list.Steps, list.ApprovedBy)
            : (correction.Steps, correction.ApprovedBy);
        var name = by is { } person
            ? await db.Users.Where(one => one.Id == person.Value).Select(one => one.Name).SingleAsync(cancellation)
            : null;
        return new Signatory(name, steps[^1].Title);
    }
}
