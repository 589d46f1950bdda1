using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>A draft as it is written now, all sections together.</summary>
/// <param name="Typed">All answers as typed, where a question for a file is answered by anything.</param>
/// <param name="Obstacles">What is wrong or missing, the rules of the call included; time and signatures aside.</param>
internal sealed record Draft(
    Form Form,
    Answers Typed,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlySet<string> Asked,
    IReadOnlyList<SectionTask> Tasks
)
{
    /// <summary>Per cent of the work that is done, by the weights of the sections.</summary>
    public int Progress =>
        Tasks.Sum(task => task.Weight) is > 0 and var all
            ? 100 * Tasks.Where(task => task.IsComplete).Sum(task => task.Weight) / all
            : 0;
}

/// <summary>Reads a draft with its task list: each section, what it lacks, who writes it and who saved it last.</summary>
internal static class Drafts
{
    /// <param name="db">The database.</param>
    /// <param name="id">The dossier.</param>
    /// <param name="form">The form that it answers.</param>
    /// <param name="known">
    /// All that keeps it from being filed, where that is read already; else what its answers and files say by themselves.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Draft> ReadAsync(
        PortalDbContext db,
        DossierId id,
        Form form,
        IReadOnlyList<Obstacle>? known,
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
            join author in db.Users
                on (section.Author == null ? Guid.Empty : section.Author.Value.Value) equals author.Id
                into authors
            from author in authors.DefaultIfEmpty()
            select new
            {
                section.Key,
                section.Answers,
                section.SavedAt,
                SavedBy = writer == null ? null : writer.Name,
                section.Author,
                AuthorName = author == null ? null : author.Name,
            }
        )
            .AsNoTracking()
            .ToDictionaryAsync(section => section.Key, cancellation);
        var files = await db
            .Attachments.Where(file => file.DossierId == id && file.RemovedAt == null)
            .Select(file => new { file.FieldKey, file.Partner })
            .Distinct()
            .ToListAsync(cancellation);
        var typed = files.Aggregate(
            Answers.Merge(saved.Values.Select(section => section.Answers)),
            (all, file) => all.With(file.FieldKey, "1")
        );
        var given = files.Select(file => (file.FieldKey, file.Partner)).ToList();
        var obstacles = known ?? [.. FormObstacles.In(form, typed), .. FormObstacles.OfPartners(form, typed, given)];
        var asked = Derivation.AskedOf(form, typed).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        var tasks = form
            .Sections.Where(section => section.Fields.Any(field => asked.Contains(field.Key)))
            .Select(section =>
            {
                var found = saved[section.Key];
                var here = obstacles.Where(obstacle => obstacle.Section == section.Key).ToList();
                var missing = here.Count(obstacle => obstacle.IsMissing);
                return new SectionTask(
                    section.Key,
                    section.Title,
                    section.Weight,
                    missing,
                    here.Count - missing,
                    IsEmpty: !section.Fields.Any(field => typed.Has(field.Key)),
                    found.SavedAt,
                    found.SavedBy,
                    found.Author,
                    found.AuthorName
                );
            });
        return new Draft(form, typed, obstacles, asked, [.. tasks]);
    }
}
