using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
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
        return await ReadAsync(told, now, cancellation);
    }

    /// <summary>As it would go out, with the letters of its list, or of the call while no list carries it.</summary>
    /// <returns>Null where nothing is decided, or one doesn't work on the dossier.</returns>
    public async Task<LetterMatter?> PreviewAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation)
    {
        var taken = db.DecisionsThatStand()
            .Where(one => one.DossierId == dossier && db.DossiersStaffedBy(viewer).Any(seen => seen.Id == dossier));
        return await ReadAsync(taken, await db.NowAsync(cancellation), cancellation);
    }

    /// <summary>For a mail to its carrier.</summary>
    /// <returns>Null where nothing is told yet.</returns>
    internal async Task<LetterMatter?> OfAsync(DecisionId decision, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        return await ReadAsync(db.DecisionsRevealedAt(now).Where(one => one.Id == decision), now, cancellation);
    }

    /// <summary>The last that was decided of those; no letter says that the aid was given up.</summary>
    private async Task<LetterMatter?> ReadAsync(
        IQueryable<Decision> decisions,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await (
            from decision in decisions
            join its in db.WinnerLists on decision.ListId equals its.Id into lists
            from list in lists.DefaultIfEmpty()
            join dossier in db.Dossiers.IgnoreAutoIncludes() on decision.DossierId equals dossier.Id
            join filing in db.Filings.IgnoreAutoIncludes() on dossier.FilingId equals (FilingId?)filing.Id
            join call in db.Calls on dossier.CallId equals call.Id
            orderby list.PublishAt descending
            select new
            {
                Decision = decision,
                List = list,
                dossier.Number,
                dossier.IsDemonstration,
                filing.Title,
                filing.Lead,
                Carrier = db.Users.First(account => account.Id == dossier.Carrier.Value).Name,
                call.Presentation,
                call.Letters,
                call.Approvals,
            }
        )
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellation);
        if (found is null || found.Decision.Outcome == Outcome.Declined)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == found.Decision.WaveId, cancellation);
        return new LetterMatter(
            found.Decision,
            found.Number!,
            found.Title,
            found.Lead,
            found.Carrier,
            found.Presentation,
            wave,
            found.List is null ? found.Letters : found.List.Letters,
            found.List is null
                ? new Signatory(null, (found.Approvals.Count > 0 ? found.Approvals : ApprovalStep.Default)[^1].Title)
                : await SignatoryAsync(found.List, found.Decision.CorrectedAt, cancellation),
            found.Decision.CorrectedAt ?? found.List?.PublishAt ?? now,
            found.List is not null && found.List.IsPublicAt(now),
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
        var correction = correctedAt is { } at
            ? await db
                .Corrections.AsNoTracking()
                .SingleOrDefaultAsync(one => one.ListId == list.Id && one.PublishedAt == at, cancellation)
            : null;
        var (steps, by) = correction is null
            ? (list.Steps, list.ApprovedBy)
            : (correction.Steps, correction.ApprovedBy);
        var name = by is { } person
            ? await db.Users.Where(one => one.Id == person.Value).Select(one => one.Name).SingleAsync(cancellation)
            : null;
        return new Signatory(name, steps[^1].Title);
    }
}
