using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>The task list of a dossier: each section, what it lacks, who saved it last.</summary>
internal static class SectionTasks
{
    public static async Task<IReadOnlyList<SectionTask>> ReadAsync(
        PortalDbContext db,
        DossierId id,
        Form form,
        CancellationToken cancellation
    )
    {
        var saved = await (
            from section in db.Sections
            where section.DossierId == id
            join account in db.Users
                on (section.SavedBy == null ? Guid.Empty : section.SavedBy.Value.Value) equals account.Id
                into writers
            from writer in writers.DefaultIfEmpty()
            select new
            {
                section.Key,
                section.Answers,
                section.SavedAt,
                SavedBy = writer == null ? null : writer.Name,
            }
        )
            .AsNoTracking()
            .ToDictionaryAsync(section => section.Key, cancellation);
        var files = await db
            .Attachments.Where(file => file.DossierId == id && file.RemovedAt == null)
            .Select(file => file.FieldKey)
            .Distinct()
            .ToListAsync(cancellation);
        return
        [
            .. form.Sections.Select(section =>
            {
                var found = saved[section.Key];
                var obstacles = Obstacles(section, found.Answers, files);
                var missing = obstacles.Count(obstacle => obstacle.IsMissing);
                var empty = !found.Answers.Keys.Any() && !section.Fields.Any(field => files.Contains(field.Key));
                return new SectionTask(
                    section.Key,
                    section.Title,
                    missing,
                    obstacles.Count - missing,
                    empty,
                    found.SavedAt,
                    found.SavedBy
                );
            }),
        ];
    }

    /// <summary>What a section lacks, its files counted as the answers that they are.</summary>
    public static IReadOnlyList<Obstacle> Obstacles(
        FormSection section,
        Answers answers,
        IEnumerable<string> fieldsWithFiles
    )
    {
        var withFiles = fieldsWithFiles.Distinct().Aggregate(answers, (all, field) => all.With(field, "1"));
        return [.. FormObstacles.In(section, withFiles)];
    }
}
