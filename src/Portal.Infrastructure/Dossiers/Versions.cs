using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Reads earlier versions of answers. Who may see the dossier is asked before.</summary>
public static class Versions
{
    /// <summary>The answers of a section as they stood at a revision.</summary>
    public static async Task<Answers> AnswersAtAsync(
        this PortalDbContext db,
        DossierId dossier,
        string section,
        int revision,
        CancellationToken cancellation
    )
    {
        var versions = await db
            .FieldVersions.FromSql(
                $"""
                select distinct on (field_key) * from field_versions
                where dossier_id = {dossier.Value} and section_key = {section} and revision <= {revision}
                  and kind <> {nameof(FieldVersionKind.SetAside)}
                order by field_key, revision desc
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return Answers.Merge(versions.Select(version => version.Answers));
    }

    /// <summary>
    /// The versions of one answer, the newest first, whichever section asked for it when they were written: a newer form
    /// may have moved it.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="field">The question.</param>
    /// <param name="before">Those before this one; the newest where it isn't told.</param>
    public static IQueryable<FieldVersion> VersionsOf(
        this PortalDbContext db,
        DossierId dossier,
        string field,
        FieldVersionId? before
    ) =>
        db
            .FieldVersions.Where(version => version.DossierId == dossier && version.FieldKey == field)
            .Where(version =>
                before == null
                || db.FieldVersions.Any(shown =>
                    shown.Id == before
                    && EF.Functions.LessThan(
                        ValueTuple.Create(version.At, version.Revision, version.Id),
                        ValueTuple.Create(shown.At, shown.Revision, shown.Id)
                    )
                )
            )
            .OrderByDescending(version => version.At)
            .ThenByDescending(version => version.Revision)
            .ThenByDescending(version => version.Id);

    /// <summary>The answers that were written at the same time as those that stand, and wait for a choice.</summary>
    public static IQueryable<FieldVersion> OpenConflictsOf(this PortalDbContext db, DossierId dossier) =>
        db.FieldVersions.Where(version =>
            version.DossierId == dossier && version.Kind == FieldVersionKind.SetAside && version.Settled == null
        );
}
