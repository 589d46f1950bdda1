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

/// <param name="Added">Files whose bytes were not there before.</param>
/// <param name="Removed">Files whose bytes are there no more.</param>
public sealed record FileChange(
    FormSection Section,
    FormField Field,
    IReadOnlyList<FilePart> Added,
    IReadOnlyList<FilePart> Removed
);

/// <summary>What changed in a dossier since it was filed or judged before, or since the dossier that it goes on from.</summary>
/// <param name="Back">The address of the dossier's page.</param>
/// <param name="Since">What it is compared with.</param>
/// <param name="Opinions">What was said of the earlier dossier; null where it is compared with a filing of its own.</param>
public sealed record ChangesPage(
    string Title,
    string Back,
    ComparedState Since,
    IReadOnlyList<AnswerChange> Answers,
    IReadOnlyList<FileChange> Files,
    Opinions? Opinions
)
{
    public bool HasChanges => Answers.Count + Files.Count > 0;

    /// <summary>The earlier dossier's own steps, with what was said of them; null where it isn't compared with one.</summary>
    public DossierSteps? Steps { get; init; }
}

/// <summary>Compares a dossier with what it was.</summary>
public sealed class ChangesPages(PortalDbContext db, FormCache forms, FilingDesk desk)
{
    /// <summary>The draft as its team writes it, beside what was filed last or, before that, beside the earlier dossier.</summary>
    /// <returns>Null where the viewer sees nothing to compare.</returns>
    public async Task<ChangesPage?> OfTeamAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        if (await SeenAsync(db.DossiersOf(viewer), id, cancellation) is not { } dossier)
            return null;
        var now = await DraftAsync(dossier, viewer, cancellation);
        var form = await forms.OfAsync(db, dossier, cancellation);
        var earlier = dossier.CarriedFrom is { } from
            ? await SeenAsync(db.DossiersOf(viewer), from, cancellation)
            : null;
        var own = dossier.FilingId is { } filed
            ? Compare(dossier, form, await FiledAsync(dossier.Id, filed, viewer, cancellation), now)
            : null;
        if (earlier is null)
            return own;
        // What was filed since stands as it is: what it changed of the earlier one is told.
        var shown = own is { HasChanges: true }
            ? own
            : Compare(dossier, form, await StateAsync(earlier, viewer, cancellation), now);
        return shown with
        {
            Opinions = await Opinions.ReadAsync(db, earlier, await db.NowAsync(cancellation), cancellation),
            Steps = await DossierSteps.ReadAsync(db, forms, earlier.Id, $"/dossiers/{earlier.Id.Value}", cancellation),
        };
    }

    /// <summary>What is filed, beside what was judged before it or, where nothing was, beside the earlier dossier.</summary>
    /// <returns>Null where the viewer sees nothing to compare.</returns>
    public async Task<ChangesPage?> OfStaffAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        if (await SeenAsync(db.DossiersStaffedBy(viewer), id, cancellation) is not { } dossier)
            return null;
        if (await BeforeAsync(dossier, viewer, cancellation) is not { } before)
            return null;
        var form = await forms.FiledAsync(db, dossier.FilingId!.Value, cancellation);
        var (then, now) = (
            await FiledAsync(before, Sight.All, cancellation),
            await FiledAsync(dossier.FilingId!.Value, Sight.All, cancellation)
        );
        return Compare(dossier, form, then, now) with { Title = dossier.Number!, Back = $"/staff/dossiers/{id.Value}" };
    }

    /// <summary>Whether staff has something to compare a dossier with, which they see.</summary>
    public async Task<bool> HasBeforeAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation) =>
        await BeforeAsync(dossier, viewer, cancellation) is not null;

    /// <summary>The filing that was judged last before the present one, or what the earlier dossier filed.</summary>
    private async Task<FilingId?> BeforeAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation)
    {
        var judged = await db
            .Verdicts.Where(verdict => verdict.DossierId == dossier.Id && verdict.FilingId != dossier.FilingId)
            .OrderByDescending(verdict => verdict.At)
            .Select(verdict => (FilingId?)verdict.FilingId)
            .FirstOrDefaultAsync(cancellation);
        return judged
            ?? await db.DossiersStaffedBy(viewer)
                .Where(earlier => earlier.Id == dossier.CarriedFrom)
                .Select(earlier => earlier.FilingId)
                .SingleOrDefaultAsync(cancellation);
    }

    private static ChangesPage Compare(Dossier dossier, Form form, ComparedState before, ComparedState now) =>
        new(
            dossier.Title,
            $"/dossiers/{dossier.Id.Value}",
            before,
            AnswerChange.Between(form, before.Answers, now.Answers),
            [.. FilesBetween(form, before.Files, now.Files)],
            Opinions: null
        );

    private static IEnumerable<FileChange> FilesBetween(
        Form form,
        IReadOnlyList<FilePart> before,
        IReadOnlyList<FilePart> now
    ) =>
        from section in form.Sections
        from field in section.Fields
        where field.Type == FieldType.File
        let added = Missing(now, before, field)
        let removed = Missing(before, now, field)
        where added.Count + removed.Count > 0
        select new FileChange(section, field, added, removed);

    private static IReadOnlyList<FilePart> Missing(
        IReadOnlyList<FilePart> from,
        IReadOnlyList<FilePart> there,
        FormField field
    ) =>
        [
            .. from.Where(file =>
                file.Field == field.Key
                && !there.Any(one => (one.Field, one.Partner, one.Sha256) == (file.Field, file.Partner, file.Sha256))
            ),
        ];

    private static Task<Dossier?> SeenAsync(
        IQueryable<Dossier> visible,
        DossierId id,
        CancellationToken cancellation
    ) => visible.AsNoTracking().Include(one => one.Members).SingleOrDefaultAsync(one => one.Id == id, cancellation);

    private Task<ComparedState> StateAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation) =>
        dossier.FilingId is { } filed
            ? FiledAsync(dossier.Id, filed, viewer, cancellation)
            : DraftAsync(dossier, viewer, cancellation);

    private async Task<ComparedState> DraftAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation)
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

    private async Task<ComparedState> FiledAsync(
        DossierId dossier,
        FilingId filing,
        Viewer viewer,
        CancellationToken cancellation
    ) => await FiledAsync(filing, (await db.SightAsync(dossier, viewer, cancellation))!, cancellation);

    private async Task<ComparedState> FiledAsync(FilingId id, Sight sight, CancellationToken cancellation)
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
