using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>A whole dossier to print or to take away: the filing that counts, or the draft as it is saved now.</summary>
/// <param name="Filed">What counts; null for a draft.</param>
/// <param name="At">When it was filed, or read.</param>
/// <param name="IsWhole">Whether nothing of it is kept from the reader.</param>
public sealed record WholeDossier(
    DossierId Id,
    string Title,
    string? Number,
    CallPresentation Call,
    int Wave,
    AnswersPart Content,
    FiledPart? Filed,
    DateTimeOffset At,
    bool IsWithdrawn,
    bool IsDemonstration,
    bool IsWhole = true
)
{
    /// <summary>The call's name in addresses; read of drafts alone.</summary>
    public string Slug { get; init; } = "";

    /// <summary>How its files are called: by its number, or as a draft of its call on its day.</summary>
    public string FileNameIn(Texts texts) =>
        Filed is null
            ? $"{texts["printed.draft-name"]}-{Slug}-{Dates.Civil(At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            : Number!;
}

public sealed record FiledPart(int Version, string Sha256, string CanonicalCopy, ReceiptPage Receipt);

/// <summary>Reads whole dossiers, for whoever sees them.</summary>
public sealed class WholeDossiers(PortalDbContext db, FormCache forms, FilingDesk desk)
{
    /// <param name="visible">The dossiers that the reader sees.</param>
    /// <param name="id">The dossier.</param>
    /// <param name="draft">The draft, even where something is filed: for the team alone.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where the reader sees no such dossier.</returns>
    public Task<WholeDossier?> ReadAsync(
        IQueryable<Dossier> visible,
        DossierId id,
        bool draft,
        CancellationToken cancellation
    ) => ReadAllAsync(visible, id, draft, cancellation);

    /// <summary>The same for a person of its team, without what is others' own.</summary>
    public async Task<WholeDossier?> ReadAsync(Viewer viewer, DossierId id, bool draft, CancellationToken cancellation)
    {
        if (
            await db.SightAsync(id, viewer, cancellation) is not { } sight
            || await ReadAllAsync(db.DossiersOf(viewer), id, draft, cancellation) is not { } all
        )
            return null;
        var seen = all.Content.SeenBy(sight);
        return all with
        {
            Content = seen,
            IsWhole = sight.IsWhole(seen.Form),
            Filed = all.Filed is { } filed ? filed with { Receipt = filed.Receipt with { Files = seen.Files } } : null,
        };
    }

    private async Task<WholeDossier?> ReadAllAsync(
        IQueryable<Dossier> visible,
        DossierId id,
        bool draft,
        CancellationToken cancellation
    )
    {
        if (await visible.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } dossier)
            return null;
        return draft || dossier.FilingId is null
            ? await DraftAsync(dossier, cancellation)
            : await FilingAsync(visible, dossier, cancellation);
    }

    private async Task<WholeDossier> DraftAsync(Dossier dossier, CancellationToken cancellation)
    {
        var matter = await desk.DraftOfAsync(dossier, cancellation);
        var call = await db
            .Calls.Where(one => one.Id == dossier.CallId)
            .Select(one => new { one.Slug, one.Presentation })
            .SingleAsync(cancellation);
        return new WholeDossier(
            dossier.Id,
            dossier.Title,
            dossier.Number,
            call.Presentation,
            matter.Wave.Number,
            new AnswersPart(matter.Form, matter.Answers, [.. matter.Attachments.Select(FilePart.Of)]),
            Filed: null,
            await db.NowAsync(cancellation),
            dossier.Withdrawal is not null,
            dossier.IsDemonstration
        )
        {
            Slug = call.Slug,
        };
    }

    private async Task<WholeDossier?> FilingAsync(
        IQueryable<Dossier> visible,
        Dossier dossier,
        CancellationToken cancellation
    )
    {
        if (await Receipts.ReadAsync(db, forms, visible, dossier.Id, cancellation) is not { } receipt)
            return null;
        // The one that the receipt is of, even if another was filed since.
        var filing = await db
            .Filings.AsNoTracking()
            .SingleAsync(one => one.DossierId == dossier.Id && one.Version == receipt.Version, cancellation);
        return new WholeDossier(
            dossier.Id,
            filing.Title,
            receipt.Number,
            receipt.Call,
            receipt.Wave,
            new AnswersPart(await forms.OfAsync(db, filing, cancellation), filing.Answers, receipt.Files),
            new FiledPart(filing.Version, filing.Sha256, filing.CanonicalCopy, receipt),
            filing.FiledAt,
            receipt.IsWithdrawn,
            receipt.IsDemonstration
        );
    }
}
