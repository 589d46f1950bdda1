using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Wishes;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews.Wishes;

/// <summary>Reads what an expert may wish for, with what the blind mode of the wave lets them know.</summary>
public sealed class WishReading(PortalDbContext db, FormCache forms, PortalClock clock, Texts texts)
{
    /// <summary>The expert and their wave; null where it isn't the viewer.</summary>
    public async Task<(Expert Expert, Wave Wave)?> FindAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from expert in db.Experts.AsNoTracking()
            where expert.Id == new ExpertId(id) && expert.Person == viewer.Id
            join wave in db.Waves.AsNoTracking() on expert.WaveId equals wave.Id
            select new { expert, wave }
        ).SingleOrDefaultAsync(cancellation);
        return found is null ? null : (found.expert, found.wave);
    }

    /// <summary>Null where wishes aren't asked for.</summary>
    public async Task<WishesPage?> PageOfAsync(
        Expert expert,
        Wave wave,
        WishFilter filter,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (!wave.TakesWishes(clock.GetUtcNow()))
            return null;
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == wave.CallId, cancellation);
        var open = db.DossiersToWishFor(expert.Id, viewer);
        var found = Matching(open, expert.Id, filter, viewer);
        var number = await found.CountAsync(cancellation);
        filter.Page = Math.Clamp(filter.Page, 1, Math.Max((number + WishesPage.Size - 1) / WishesPage.Size, 1));
        return new WishesPage(
            expert.Id,
            call.Presentation,
            wave.Number,
            wave.WishesUntil!,
            await RowsAsync(
                found,
                expert.Id,
                wave.Terms.CarrierHidden,
                call.Thesaurus,
                filter.Page,
                viewer,
                cancellation
            ),
            filter,
            await db.WishesOf(expert.Id, viewer)
                .CountAsync(wish => open.Any(one => one.Id == wish.DossierId), cancellation),
            await open.CountAsync(cancellation),
            number
        );
    }

    /// <summary>By number and title: what is hidden from experts isn't found either.</summary>
    private IQueryable<Dossier> Matching(IQueryable<Dossier> open, ExpertId expert, WishFilter filter, Viewer viewer)
    {
        if (filter.Unsaid)
            open = open.Where(one => !db.WishesOf(expert, viewer).Any(wish => wish.DossierId == one.Id));
        if (string.IsNullOrWhiteSpace(filter.Search))
            return open;
        var pattern = $"%{Escaped(filter.Search.Trim())}%";
        return open.Where(one =>
            db.Filings.Any(filing =>
                filing.Id == one.FilingId
                && EF.Functions.ILike(
                    PortalFunctions.Unaccent(one.Number + " " + filing.Title),
                    PortalFunctions.Unaccent(pattern)
                )
            )
        );
    }

    private async Task<IReadOnlyList<WishRow>> RowsAsync(
        IQueryable<Dossier> found,
        ExpertId expert,
        bool isCarrierHidden,
        IReadOnlyList<Keyword> thesaurus,
        int page,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var filings = await (
            from dossier in found
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                dossier.Id,
                dossier.Number,
                Filing = filing,
            }
        )
            .AsNoTracking()
            .Skip((page - 1) * WishesPage.Size)
            .Take(WishesPage.Size)
            .ToListAsync(cancellation);
        var shown = filings.ConvertAll(one => one.Id);
        var said = await db.WishesOf(expert, viewer)
            .Where(one => shown.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, one => one.Kind, cancellation);
        var known = await forms.GetAsync(db, filings.Select(one => one.Filing.FormId), cancellation);
        var summaries = filings.ConvertAll(one => SummaryOf(one.Filing, known[one.Filing.FormId], isCarrierHidden));
        var words = SaidWords.Of(
            [.. filings.Zip(summaries, (one, summary) => $"{one.Filing.Title}\n{summary}")],
            thesaurus
        );
        return
        [
            .. filings.Select(
                (one, place) =>
                    new WishRow(
                        one.Id,
                        one.Number!,
                        one.Filing.Title,
                        summaries[place],
                        [
                            .. thesaurus
                                .Where(word => words[place].Contains(word.Key))
                                .Select(word => word.Name.In(texts.Language)),
                        ],
                        isCarrierHidden ? null : one.Filing.Lead,
                        said.GetValueOrDefault(one.Id)
                    )
            ),
        ];
    }

    private static string Escaped(string text) =>
        text.Replace("\0", "", StringComparison.Ordinal)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);

    private static string SummaryOf(Filing filing, Form form, bool isCarrierHidden) =>
        isCarrierHidden && !HiddenCarrier.ReadableIn(form).Contains(CommonFields.Summary)
            ? ""
            : filing.Answers.Text(CommonFields.Summary);
}
