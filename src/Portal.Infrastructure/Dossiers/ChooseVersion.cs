using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Takes an earlier version of an answer up again, or leaves it: the choice between two that were written at once.</summary>
public sealed class ChooseVersion(PortalDbContext db, PortalClock clock)
{
    /// <returns>The version; null where there is none that the viewer may take up.</returns>
    public Task<FieldVersion?> RestoreAsync(
        DossierId dossier,
        FieldVersionId version,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        RunAsync(
            dossier,
            version,
            viewer,
            (section, its, now) => section.Restore(its, viewer.Id!.Value, now),
            cancellation
        );

    /// <inheritdoc cref="RestoreAsync"/>
    public Task<FieldVersion?> LeaveAsync(
        DossierId dossier,
        FieldVersionId version,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        RunAsync(
            dossier,
            version,
            viewer,
            (section, its, now) => section.KeepStanding(its, viewer.Id!.Value, now),
            cancellation
        );

    private async Task<FieldVersion?> RunAsync(
        DossierId dossier,
        FieldVersionId id,
        Viewer viewer,
        Action<Section, FieldVersion, DateTimeOffset> choose,
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
        var section = await db.SectionsWritableBy(viewer, now)
            .SingleOrDefaultAsync(one => one.DossierId == dossier && one.Key == version.SectionKey, cancellation);
        if (section is null)
            return null;
        var title = section.Answers.Text(CommonFields.Title);
        choose(section, version, now);
        await db.KeepWorkingTitleAsync(section, title, viewer.Id!.Value, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return version;
    }
}
