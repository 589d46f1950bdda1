using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Takes an earlier version of an answer up again, or leaves it: the choice between two that were written at once.</summary>
public sealed class ChooseVersion(PortalDbContext db, FormCache forms, PortalClock clock)
{
    /// <returns>What was chosen; null where there is no version that the viewer may take up.</returns>
    public Task<ChosenVersion?> RestoreAsync(
        DossierId dossier,
        FieldVersionId version,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        RunAsync(
            dossier,
            version,
            viewer,
            (section, its, seen, now) => section.Restore(its, seen, viewer.Id!.Value, now),
            cancellation
        );

    /// <inheritdoc cref="RestoreAsync"/>
    public Task<ChosenVersion?> LeaveAsync(
        DossierId dossier,
        FieldVersionId version,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        RunAsync(
            dossier,
            version,
            viewer,
            (section, its, _, now) => section.KeepStanding(its, viewer.Id!.Value, now),
            cancellation
        );

    private async Task<ChosenVersion?> RunAsync(
        DossierId dossier,
        FieldVersionId id,
        Viewer viewer,
        Action<Section, FieldVersion, Answers, DateTimeOffset> choose,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var version = await db.FieldVersions.SingleOrDefaultAsync(
            one => one.Id == id && one.DossierId == dossier,
            cancellation
        );
        if (version is null || !(await db.FieldsWritableAsync(dossier, cancellation)).Include(version.FieldKey))
            return null;
        var form = await forms.OfAsync(db, dossier, cancellation);
        // Where the form asks for it now: another section may have had it when it was written.
        if (form.Sections.FirstOrDefault(one => one.Field(version.FieldKey) is not null) is not { } asking)
            return null;
        var section = await db.SectionsWritableBy(viewer, now)
            .SingleOrDefaultAsync(one => one.DossierId == dossier && one.Key == asking.Key, cancellation);
        var field = asking.Field(version.FieldKey)!;
        if (section is null || await SeenAsync(section, field, version, viewer, cancellation) is not { } seen)
            return null;
        var title = section.Answers.Text(CommonFields.Title);
        choose(section, version, seen, now);
        await db.KeepWorkingTitleAsync(section, title, viewer.Id!.Value, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return new ChosenVersion(dossier, section.Key, field.Key);
    }

    /// <summary>
    /// The answer as it would be with what the person sees of the version: others' parts stay as they stand. Null where they
    /// see nothing of it.
    /// </summary>
    private async Task<Answers?> SeenAsync(
        Section section,
        FormField field,
        FieldVersion version,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await db.SightAsync(section.DossierId, viewer, cancellation) is not { } sight)
            return null;
        if (field.Budget is null || !field.PerPartner || sight.SeesAll)
            return version.Answers;
        var rows = section.Answers.Rows(field.Key).Concat(version.Answers.Rows(field.Key));
        var seen = sight.Over(
            field,
            section.Answers,
            version.Answers,
            rows.Select(row => row.GetValueOrDefault(Answers.RowId, ""))
        );
        return seen.Same(field.Key, section.Answers) ? null : seen;
    }
}

/// <summary>The question whose answer was chosen, and the section that asks it.</summary>
public sealed record ChosenVersion(DossierId Dossier, string Section, string Field);
