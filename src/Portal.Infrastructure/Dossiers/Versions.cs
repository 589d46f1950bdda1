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

    /// <summary>The answers that were written at the same time as those that stand, and wait for a choice.</summary>
    public static IQueryable<FieldVersion> OpenConflictsOf(this PortalDbContext db, DossierId dossier) =>
        db.FieldVersions.Where(version =>
            version.DossierId == dossier && version.Kind == FieldVersionKind.SetAside && version.Settled == null
        );
}
