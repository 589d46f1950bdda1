using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;
using Portal.Web.Decisions;

namespace Portal.Web.Awards;

/// <summary>Reads editions of awards: what is shortlisted once it is announced, votes once they are over, winners once public.</summary>
public sealed class AwardReading(PortalDbContext db, PortalClock clock, FormCache forms)
{
    public async Task<CeremonyPage?> CeremonyAsync(string slug, int number, CancellationToken cancellation)
    {
        var found = await (
            from wave in db.Waves.IgnoreAutoIncludes()
            join call in db.PublicCalls() on wave.CallId equals call.Id
            where call.Slug == slug && wave.Number == number && call.Kind == CallKind.AwardByCategory
            select new
            {
                wave.Id,
                call.Presentation,
                Edition = db.AwardEditions.FirstOrDefault(edition => edition.WaveId == wave.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        // A list of winners can be out without a shortlist.
        var (one, now) = (found.Edition ?? new AwardEdition(found.Id, AwardEdition.UsualField), clock.GetUtcNow());
        var winners = await WinnersAsync(slug, found.Id, number, cancellation);
        var ids = one.Shortlist.Select(entry => entry.Dossier).Union(winners.Keys).ToList();
        var entries = await EntriesAsync(ids, cancellation);
        var votes = one.TellsVotesAt(now) ? await VotesAsync(found.Id, cancellation) : null;
        var options = await OptionsAsync(entries, one.CategoryField, cancellation);
        return new CeremonyPage(
            slug,
            found.Presentation,
            number,
            [
                .. CategoriesOf(one, entries, winners)
                    .Select(category => new CategoryPart(
                        options.GetValueOrDefault(category.Key) ?? new LocalizedText(category.Key, category.Key),
                        [
                            .. one
                                .Shortlist.Where(entry =>
                                    entry.Category == category.Key && entries.ContainsKey(entry.Dossier)
                                )
                                .Select(entry => PartOf(entries[entry.Dossier], votes)),
                        ],
                        [.. category.Where(winners.ContainsKey).Select(entry => winners[entry])]
                    )),
            ],
            one.TakesVotesAt(now),
            one.VotesUntil
        );
    }

    /// <returns>Null where its call isn't public.</returns>
    public Task<AwardEdition?> EditionAsync(string slug, int number, CancellationToken cancellation) =>
        (
            from edition in db.AwardEditions
            join wave in db.Waves.IgnoreAutoIncludes() on edition.WaveId equals wave.Id
            join call in db.PublicCalls() on wave.CallId equals call.Id
            where call.Slug == slug && wave.Number == number
            select edition
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);

    /// <summary>What is shortlisted by its category, and winners who weren't by the category that they filed for.</summary>
    private static IEnumerable<IGrouping<string, DossierId>> CategoriesOf(
        AwardEdition edition,
        Dictionary<DossierId, Filing> entries,
        Dictionary<DossierId, AwardedPart> winners
    ) =>
        edition
            .Shortlist.Select(entry => (entry.Category, entry.Dossier))
            .Concat(
                winners
                    .Keys.Where(id => entries.ContainsKey(id) && edition.Shortlist.All(entry => entry.Dossier != id))
                    .Select(id => (Category: entries[id].Answers.Text(edition.CategoryField), Dossier: id))
            )
            .GroupBy(entry => entry.Category, entry => entry.Dossier, StringComparer.Ordinal);

    private static ShortlistedPart PartOf(Filing filing, Dictionary<DossierId, int>? votes) =>
        new(
            filing.DossierId,
            filing.Title,
            filing.Lead,
            filing.Answers.Text(CommonFields.Summary),
            votes?.GetValueOrDefault(filing.DossierId)
        );

    internal async Task<Dictionary<DossierId, Filing>> EntriesAsync(
        IReadOnlyList<DossierId> ids,
        CancellationToken cancellation
    ) =>
        await (
            from dossier in db.Dossiers.IgnoreAutoIncludes()
            where ids.Contains(dossier.Id) && dossier.Withdrawal == null
            join filing in db.Filings.IgnoreAutoIncludes() on dossier.FilingId equals filing.Id
            select filing
        )
            .AsNoTracking()
            .ToDictionaryAsync(filing => filing.DossierId, cancellation);

    internal async Task<Dictionary<string, LocalizedText>> OptionsAsync(
        Dictionary<DossierId, Filing> entries,
        string field,
        CancellationToken cancellation
    )
    {
        var options = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var id in entries.Values.Select(filing => filing.FormId).Distinct())
        {
            var form = await forms.GetAsync(db, id, cancellation);
            foreach (var option in form.Fields.Where(one => one.Key == field).SelectMany(one => one.Options))
                options.TryAdd(option.Key, option.Label);
        }
        return options;
    }

    internal async Task<Dictionary<DossierId, int>> VotesAsync(WaveId wave, CancellationToken cancellation) =>
        await db
            .Votes.Where(one => one.WaveId == wave && one.ConfirmedAt != null)
            .GroupBy(one => one.DossierId)
            .Select(its => new { its.Key, Count = its.Count() })
            .ToDictionaryAsync(its => its.Key, its => its.Count, cancellation);

    private async Task<Dictionary<DossierId, AwardedPart>> WinnersAsync(
        string slug,
        WaveId wave,
        int number,
        CancellationToken cancellation
    )
    {
        var found = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            where
                winner.DossierId != null && db.WinnerLists.Any(list => list.Id == winner.ListId && list.WaveId == wave)
            select new
            {
                winner.DossierId,
                winner.Title,
                winner.Lead,
                winner.Number,
            }
        ).ToListAsync(cancellation);
        return found.ToDictionary(
            one => one.DossierId!.Value,
            one => new AwardedPart(one.Title, one.Lead, PublicList.PathOf(slug, number, one.Number))
        );
    }

    public async Task<OwnVotePage?> VoteAsync(string key, CancellationToken cancellation)
    {
        var found = await (
            from vote in db.Votes
            where vote.Key == key
            join edition in db.AwardEditions on vote.WaveId equals edition.WaveId
            join wave in db.Waves.IgnoreAutoIncludes() on vote.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            select new
            {
                Vote = vote,
                Edition = edition,
                call.Slug,
                call.Presentation,
                wave.Number,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var ids = found
            .Edition.Shortlist.Where(one => one.Category == found.Vote.Category)
            .Select(one => one.Dossier)
            .ToList();
        var entries = await EntriesAsync(ids, cancellation);
        return new OwnVotePage(
            key,
            found.Vote.DossierId,
            [.. ids.Where(entries.ContainsKey).Select(id => PartOf(entries[id], votes: null))],
            found.Presentation.Title,
            found.Slug,
            found.Number,
            found.Vote.ConfirmedAt is not null,
            !found.Edition.TakesVotesAt(clock.GetUtcNow())
        );
    }
}
