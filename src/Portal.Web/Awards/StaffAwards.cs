using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Web.Awards;

/// <summary>Reads an edition as officers prepare it: what is filed, what is shortlisted, how the public votes.</summary>
public sealed class StaffAwards(PortalDbContext db, AwardReading reading)
{
    /// <returns>Null where the wave isn't of a call that gives awards, or isn't one's to see.</returns>
    public async Task<StaffAwardPage?> FindAsync(WaveId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from wave in db.WavesStaffedBy(viewer).IgnoreAutoIncludes()
            join call in db.Calls on wave.CallId equals call.Id
            where wave.Id == id && call.Kind == CallKind.AwardByCategory
            select new
            {
                wave.Number,
                call.Presentation,
                MayAct = viewer.Is(PortalRole.Officer) && db.WavesInChargeOf(viewer).Any(own => own.Id == id),
                Edition = db.AwardEditions.FirstOrDefault(edition => edition.WaveId == id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var edition = found.Edition ?? new AwardEdition(id, AwardEdition.UsualField);
        var entries = await EntriesAsync(id, viewer, cancellation);
        return new StaffAwardPage(
            id,
            found.Presentation.Title,
            found.Number,
            edition.ShortlistedAt is not null,
            edition.VotesUntil,
            await RowsAsync(edition, entries, cancellation),
            await SeriesAsync(id, entries, cancellation),
            found.MayAct
        );
    }

    /// <summary>What is filed, in the order of its numbers.</summary>
    private async Task<IReadOnlyList<(string Number, Filing Filing)>> EntriesAsync(
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var seen = await db.DossiersStaffedBy(viewer)
            .IgnoreAutoIncludes()
            .Where(one => one.WaveId == wave && one.Withdrawal == null)
            .OrderBy(one => one.Number)
            .Select(one => new { one.Id, one.Number })
            .ToListAsync(cancellation);
        var filings = await reading.EntriesAsync([.. seen.Select(one => one.Id)], cancellation);
        return [.. seen.Where(one => filings.ContainsKey(one.Id)).Select(one => (one.Number!, filings[one.Id]))];
    }

    private async Task<IReadOnlyList<AwardEntryRow>> RowsAsync(
        AwardEdition edition,
        IReadOnlyList<(string Number, Filing Filing)> entries,
        CancellationToken cancellation
    )
    {
        var filings = entries.ToDictionary(one => one.Filing.DossierId, one => one.Filing);
        var options = await reading.OptionsAsync(filings, edition.CategoryField, cancellation);
        var votes = await reading.VotesAsync(edition.WaveId, cancellation);
        return
        [
            .. entries.Select(one => new AwardEntryRow(
                one.Filing.DossierId,
                one.Number,
                one.Filing.Title,
                one.Filing.Lead,
                options.GetValueOrDefault(one.Filing.Answers.Text(edition.CategoryField))
                    ?? new LocalizedText("–", "–"),
                edition.Shortlist.Any(entry => entry.Dossier == one.Filing.DossierId),
                votes.GetValueOrDefault(one.Filing.DossierId)
            )),
        ];
    }

    /// <summary>Of votes, what series are seen by: nobody's address is read.</summary>
    private async Task<IReadOnlyList<SeriesPart>> SeriesAsync(
        WaveId wave,
        IReadOnlyList<(string Number, Filing Filing)> entries,
        CancellationToken cancellation
    )
    {
        var titles = entries.ToDictionary(one => one.Filing.DossierId, one => one.Filing.Title);
        var votes = await db
            .Votes.Where(one => one.WaveId == wave && one.ConfirmedAt != null)
            .Select(one => new CountedVote(one.DossierId, one.Network, one.CastAt))
            .ToListAsync(cancellation);
        return
        [
            .. VoteSeries
                .In(votes)
                .Where(one => titles.ContainsKey(one.Dossier))
                .Select(one => new SeriesPart(titles[one.Dossier], one.Count, one.First, one.Last)),
        ];
    }
}
