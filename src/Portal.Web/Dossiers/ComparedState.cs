using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>A state of a dossier to compare with: what was filed, or what a draft says.</summary>
/// <param name="Number">Null for a draft that was never filed.</param>
/// <param name="Version">The filing; null for a draft.</param>
/// <param name="At">When it was filed, UTC; null for a draft.</param>
public sealed record ComparedState(
    string? Number,
    int? Version,
    DateTimeOffset? At,
    Answers Answers,
    IReadOnlyList<FilePart> Files
);

/// <summary>Reads the states of a dossier, each as its reader may see it.</summary>
public sealed class ComparedStates(PortalDbContext db, FormCache forms, FilingDesk desk)
{
    /// <summary>As it was filed last or, where it never was, as it was written.</summary>
    public Task<ComparedState> StateAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation) =>
        dossier.FilingId is { } filed
            ? FiledAsync(dossier.Id, filed, viewer, cancellation)
            : DraftAsync(dossier, viewer, cancellation);

    public async Task<ComparedState> DraftAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation)
    {
        var matter = await desk.DraftOfAsync(dossier, cancellation);
        var files = await FilePart.Query(db.AttachmentsOfDraft(dossier.Id)).ToListAsync(cancellation);
        var sight = (await db.SightAsync(dossier.Id, viewer, cancellation))!;
        return Seen(
            new ComparedState(Number: null, Version: null, At: null, matter.Answers, files),
            matter.Form,
            sight
        );
    }

    public async Task<ComparedState> FiledAsync(
        DossierId dossier,
        FilingId filing,
        Viewer viewer,
        CancellationToken cancellation
    ) => await FiledAsync(filing, (await db.SightAsync(dossier, viewer, cancellation))!, cancellation);

    public async Task<ComparedState> FiledAsync(FilingId id, Sight sight, CancellationToken cancellation)
    {
        var filing = await db.Filings.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var number = await db
            .Dossiers.Where(one => one.Id == filing.DossierId)
            .Select(one => one.Number)
            .SingleAsync(cancellation);
        var files = await FilePart.Query(db.AttachmentsFiledIn(id)).ToListAsync(cancellation);
        var form = await forms.OfAsync(db, filing, cancellation);
        return Seen(new ComparedState(number, filing.Version, filing.FiledAt, filing.Answers, files), form, sight);
    }

    /// <summary>Without what is others' own, as the reader's place in that very dossier says.</summary>
    private static ComparedState Seen(ComparedState state, Form form, Sight sight) =>
        sight.SeesAll
            ? state
            : state with
            {
                Answers = sight.In(form.Fields, state.Answers),
                Files = FilePart.SeenBy(sight, form, state.Files),
            };
}
