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

/// <summary>Compares a dossier with what it was: for its team, and for staff.</summary>
public sealed class ChangesPages(PortalDbContext db, FormCache forms, ComparedStates states)
{
    /// <summary>The draft as its team writes it, beside what was filed last or, before that, beside the earlier dossier.</summary>
    /// <returns>Null where the viewer sees nothing to compare.</returns>
    public async Task<ChangesPage?> OfTeamAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        if (await SeenAsync(db.DossiersOf(viewer), id, cancellation) is not { } dossier)
            return null;
        var now = await states.DraftAsync(dossier, viewer, cancellation);
        var form = await forms.OfAsync(db, dossier, cancellation);
        var earlier = dossier.CarriedFrom is { } from
            ? await SeenAsync(db.DossiersOf(viewer), from, cancellation)
            : null;
        var own = dossier.FilingId is { } filed
            ? Compare(dossier, form, await states.FiledAsync(dossier.Id, filed, viewer, cancellation), now)
            : null;
        if (earlier is null)
            return own;
        // What was filed since stands as it is: what it changed of the earlier one is told.
        var shown = own is { HasChanges: true }
            ? own
            : Compare(dossier, form, await states.StateAsync(earlier, viewer, cancellation), now);
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
            await states.FiledAsync(before, Sight.All, cancellation),
            await states.FiledAsync(dossier.FilingId!.Value, Sight.All, cancellation)
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
            FileChange.Between(form, before.Files, now.Files),
            Opinions: null
        );

    private static Task<Dossier?> SeenAsync(
        IQueryable<Dossier> visible,
        DossierId id,
        CancellationToken cancellation
    ) => visible.AsNoTracking().Include(one => one.Members).SingleOrDefaultAsync(one => one.Id == id, cancellation);
}
