using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
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
            from edition in db.AwardEditions
            join wave in db.Waves.IgnoreAutoIncludes() on edition.WaveId equals wave.Id
            join call in db.PublicCalls() on wave.CallId equals call.Id
            where call.Slug == slug && wave.Number == number
            select new { Edition = edition, Call = call }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (one, now) = (found.Edition, clock.GetUtcNow());
        var ids = one.Shortlist.Select(entry => entry.Dossier).ToList();
        var entries = await EntriesAsync(ids, cancellation);
        var votes = one.TellsVotesAt(now) ? await VotesAsync(one.WaveId, cancellation) : null;
        var options = await OptionsAsync(entries, one.CategoryField, cancellation);
        var winners = await WinnersAsync(slug, one.WaveId, number, cancellation);
        return new CeremonyPage(
            slug,
            found.Call.Presentation,
            number,
            [
                .. one
                    .Shortlist.GroupBy(entry => entry.Category, StringComparer.Ordinal)
                    .Select(category => new CategoryPart(
                        options.GetValueOrDefault(category.Key) ?? new LocalizedText(category.Key, category.Key),
                        [
                            .. category
                                .Where(entry => entries.ContainsKey(entry.Dossier))
                                .Select(entry => PartOf(entries[entry.Dossier], votes)),
                        ],
                        [
                            .. category
                                .Where(entry => winners.ContainsKey(entry.Dossier))
                                .Select(entry => winners[entry.Dossier]),
                        ]
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

    private static ShortlistedPart PartOf(Filing filing, Dictionary<DossierId, int>? votes) =>
        new(
            filing.DossierId,
            filing.Title,
            filing.Lead,
            filing.Answers.Text(CommonFields.Summary),
            votes?.GetValueOrDefault(filing.DossierId)
        );

    private async Task<Dictionary<DossierId, Filing>> EntriesAsync(
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

    private async Task<Dictionary<string, LocalizedText>> OptionsAsync(
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

    private async Task<Dictionary<DossierId, int>> VotesAsync(WaveId wave, CancellationToken cancellation) =>
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

    /// <summary>What officers shortlist from: the filed entries of a wave whose call gives awards.</summary>
    public async Task<StaffAwardPage?> StaffAsync(WaveId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from wave in db.WavesStaffedBy(viewer).IgnoreAutoIncludes()
            join call in db.Calls on wave.CallId equals call.Id
            where wave.Id == id && call.Kind == CallKind.AwardByCategory
            select new
            {
                wave.Number,
                call.Presentation,
                call.Id,
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var edition = await db.AwardEditions.AsNoTracking().SingleOrDefaultAsync(one => one.WaveId == id, cancellation);
        var seen = await db.DossiersStaffedBy(viewer)
            .IgnoreAutoIncludes()
            .Where(one => one.WaveId == id && one.Withdrawal == null)
            .OrderBy(one => one.Number)
            .Select(one => new { one.Id, one.Number })
            .ToListAsync(cancellation);
        var entries = await EntriesAsync([.. seen.Select(one => one.Id)], cancellation);
        var field = edition?.CategoryField ?? AwardDesk.CategoryField;
        var options = await OptionsAsync(entries, field, cancellation);
        var votes = await db
            .Votes.AsNoTracking()
            .Where(one => one.WaveId == id && one.ConfirmedAt != null)
            .ToListAsync(cancellation);
        var counts = votes.CountBy(one => one.DossierId).ToDictionary();
        return new StaffAwardPage(
            id,
            found.Presentation.Title,
            found.Number,
            edition?.ShortlistedAt is not null,
            edition?.VotesUntil,
            [
                .. seen.Where(one => entries.ContainsKey(one.Id))
                    .Select(one => new AwardEntryRow(
                        one.Id,
                        one.Number!,
                        entries[one.Id].Title,
                        entries[one.Id].Lead,
                        options.GetValueOrDefault(entries[one.Id].Answers.Text(field)) ?? new LocalizedText("–", "–"),
                        edition?.Shortlist.Any(entry => entry.Dossier == one.Id) == true,
                        counts.GetValueOrDefault(one.Id)
                    )),
            ],
            [
                .. VoteSeries
                    .In(votes)
                    .Where(one => entries.ContainsKey(one.Dossier))
                    .Select(one => new SeriesPart(entries[one.Dossier].Title, one.Count, one.First, one.Last)),
            ],
            viewer.Is(PortalRole.Officer)
                && await db.CallsInChargeOf(viewer).AnyAsync(call => call.Id == found.Id, cancellation)
        );
    }
}
