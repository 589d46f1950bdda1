using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;

namespace Portal.Web.Juries;

/// <summary>Reads what a jury has before it: each dossier of the agenda as it was filed, and what the experts say of it.</summary>
public sealed class PackReading(PortalDbContext db, FormCache forms, SittingReading sittings)
{
    /// <param name="id">The sitting.</param>
    /// <param name="only">One item; null for all that the viewer may hear of.</param>
    /// <param name="viewer">Who reads.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where there is no such sitting, or no such item, for the viewer.</returns>
    public async Task<Pack?> ReadAsync(SittingId id, AgendaItemId? only, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from one in db.SittingsOf(viewer).Include(one => one.Items)
            where one.Id == id
            join jury in db.Juries on one.JuryId equals jury.Id
            select new { Sitting = one, jury.Name }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var agenda = await sittings.AgendaAsync(found.Sitting, viewer, cancellation);
        var heard = agenda.Where(row => row.IsHeard && (only is null || row.Id == only)).ToList();
        return only is not null && heard.Count == 0
            ? null
            : new Pack(
                id,
                found.Name,
                found.Sitting.Start,
                found.Sitting.Place,
                agenda,
                heard.Count > Pack.Most ? [] : await ItemsAsync(found.Sitting.WaveId, heard, viewer, cancellation)
            );
    }

    private async Task<IReadOnlyList<PackItem>> ItemsAsync(
        WaveId wave,
        IReadOnlyList<AgendaRow> heard,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var ids = heard.Select(row => row.Dossier!.Value).ToList();
        var filings = await db
            .Filings.AsNoTracking()
            .Where(filing => db.Dossiers.Any(one => ids.Contains(one.Id) && one.FilingId == filing.Id))
            .ToDictionaryAsync(filing => filing.DossierId, cancellation);
        var asked = await forms.GetAsync(db, filings.Values.Select(filing => filing.FormId), cancellation);
        var files = await FilesAsync([.. filings.Values.Select(filing => filing.Id)], cancellation);
        var reviews = await ReviewsAsync(ids, viewer, cancellation);
        var syntheses = await SynthesesAsync(ids, viewer, cancellation);
        var isHidden = await db.WavesHiddenFrom(viewer).AnyAsync(one => one.Id == wave, cancellation);
        return
        [
            .. heard.Select(row =>
            {
                var filing = filings[row.Dossier!.Value];
                var form = asked[filing.FormId].UpTo(filing.Step);
                var content = new AnswersPart(form, filing.Answers, [.. files[filing.Id]]);
                return new PackItem(
                    row,
                    isHidden ? content.WithoutCarrier() : content,
                    [.. reviews[row.Dossier.Value]],
                    syntheses.GetValueOrDefault(row.Dossier.Value)
                );
            }),
        ];
    }

    private async Task<ILookup<FilingId, FilePart>> FilesAsync(
        IReadOnlyList<FilingId> filings,
        CancellationToken cancellation
    )
    {
        var filed = await db
            .FiledFiles.Where(one => filings.Contains(one.FilingId))
            .Select(one => new { one.FilingId, one.AttachmentId })
            .ToListAsync(cancellation);
        var ids = filed.Select(one => one.AttachmentId).ToList();
        var parts = await FilePart
            .Query(db.Attachments.Where(file => ids.Contains(file.Id)).OrderBy(file => file.UploadedAt))
            .ToListAsync(cancellation);
        var of = filed.ToLookup(one => one.AttachmentId, one => one.FilingId);
        return parts
            .SelectMany(part => of[part.Id].Select(filing => (Filing: filing, Part: part)))
            .ToLookup(one => one.Filing, one => one.Part);
    }

    /// <summary>Under the letters by which experts know each other.</summary>
    private async Task<ILookup<DossierId, PackReview>> ReviewsAsync(
        IReadOnlyList<DossierId> ids,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var reviews = await (
            from review in db.ReviewsBeforeJury(viewer)
            where ids.Contains(review.DossierId)
            join grid in db.Grids on review.GridId equals grid.Id
            select new
            {
                review.Id,
                review.DossierId,
                review.Score,
                review.Sheet,
                Grid = grid,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var letters = await LettersAsync(ids, cancellation);
        return reviews
            .Select(one => (one.DossierId, Review: new PackReview(letters[one.Id], one.Score, one.Sheet, one.Grid)))
            .OrderBy(one => one.Review.Letter, StringComparer.Ordinal)
            .ToLookup(one => one.DossierId, one => one.Review);
    }

    private async Task<IReadOnlyDictionary<DossierId, PackSynthesis>> SynthesesAsync(
        IReadOnlyList<DossierId> ids,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await (
            from synthesis in db.SynthesesBeforeJury(viewer)
            where ids.Contains(synthesis.DossierId)
            join grid in db.Grids on synthesis.GridId equals grid.Id
            select new
            {
                synthesis.DossierId,
                synthesis.Sheet,
                Grid = grid,
                Agree = synthesis.Opinions.Count(one =>
                    one.Agrees && db.ReviewsThatCount().Any(its => its.Id == one.ReviewId)
                ),
                Object = synthesis.Opinions.Count(one =>
                    !one.Agrees && db.ReviewsThatCount().Any(its => its.Id == one.ReviewId)
                ),
            }
        )
            .AsNoTracking()
            .ToDictionaryAsync(
                one => one.DossierId,
                one => new PackSynthesis(one.Sheet, one.Grid, one.Agree, one.Object),
                cancellation
            );

    private async Task<IReadOnlyDictionary<ReviewId, string>> LettersAsync(
        IReadOnlyList<DossierId> ids,
        CancellationToken cancellation
    )
    {
        var all = await db
            .Reviews.IgnoreQueryFilters()
            .Where(review => ids.Contains(review.DossierId))
            .Select(review => new { review.DossierId, review.Id })
            .ToListAsync(cancellation);
        return all.GroupBy(one => one.DossierId, one => one.Id)
            .SelectMany(Pseudonyms.Of)
            .ToDictionary(one => one.Key, one => one.Value);
    }
}

/// <summary>The documents of a sitting, as one person may read them.</summary>
public sealed record Pack(
    SittingId Sitting,
    string Jury,
    Deadline Start,
    string Place,
    IReadOnlyList<AgendaRow> Agenda,
    IReadOnlyList<PackItem> Items
)
{
    /// <summary>Dossiers in one document: a longer one is printed item by item.</summary>
    public const int Most = 30;
}

/// <param name="Synthesis">What the experts agree on; null where none was submitted.</param>
public sealed record PackItem(
    AgendaRow Row,
    AnswersPart Content,
    IReadOnlyList<PackReview> Reviews,
    PackSynthesis? Synthesis
);

/// <param name="Agree">How many of the other experts agree.</param>
/// <param name="Object">How many don't.</param>
public sealed record PackSynthesis(ReviewSheet Sheet, Grid Grid, int Agree, int Object);

/// <summary>An expert's review, under a letter.</summary>
public sealed record PackReview(string Letter, decimal? Score, ReviewSheet Sheet, Grid Grid);
