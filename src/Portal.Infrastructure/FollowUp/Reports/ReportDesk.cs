using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>What a writer sends of a report.</summary>
/// <param name="Revision">The revision that they began with.</param>
/// <param name="Read">Reads the answers to a section's questions.</param>
public sealed record ReportDraft(int Revision, Func<FormSection, Answers> Read);

/// <summary>The team writes a report, and its coordinator submits it.</summary>
public sealed class ReportDesk(PortalDbContext db, WriteReport write)
{
    /// <returns>The report as saved; null where the viewer writes none there.</returns>
    /// <exception cref="RefusedException">It isn't written now, or somebody else saved it since.</exception>
    public Task<ProjectReport?> SaveAsync(
        DossierId id,
        string milestone,
        ReportDraft draft,
        Viewer by,
        CancellationToken cancellation
    ) => write.ActAsync(id, milestone, by, (held, now) => SaveAsync(held, draft, by, now, cancellation), cancellation);

    /// <summary>Saves what was sent and, where nothing is missing, submits it. What is submitted already stays so.</summary>
    /// <returns>The report, still written where something is missing; null where the viewer writes none there.</returns>
    public Task<ProjectReport?> SubmitAsync(
        DossierId id,
        string milestone,
        ReportDraft draft,
        Viewer by,
        CancellationToken cancellation
    ) =>
        write.ActAsync(
            id,
            milestone,
            by,
            async (held, now) =>
            {
                if (!held.Report.IsWritten)
                    return;
                await SaveAsync(held, draft, by, now, cancellation);
                if (held.Report.Obstacles.Count == 0)
                    held.Report.Submit(held.Project, held.Dossier, by.Id!.Value, now);
            },
            cancellation
        );

    private async Task SaveAsync(
        HeldReport held,
        ReportDraft draft,
        Viewer by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var report = held.Report;
        var typed = Answers.Merge(report.Sections.Select(draft.Read)).Identified($"r{report.Revision}-");
        if (
            report.Form.Fields.SelectMany(field => FormObstacles.BeyondKeeping(field, typed)).ToList() is [_, ..] beyond
        )
            throw new RefusedException([.. beyond]);
        var answers = await WithFilesAsync(typed, held, cancellation);
        report.Save(held.Milestone, answers, draft.Revision, by.Id!.Value, now);
    }

    /// <summary>A question for a file is answered by the names of its files.</summary>
    private async Task<Answers> WithFilesAsync(Answers typed, HeldReport held, CancellationToken cancellation)
    {
        var key = held.Milestone.Key;
        var standing = await db.FilesOfReport(held.Dossier.Id, key)
            .Where(file => file.RemovedAt == null)
            .Select(file => new { file.FieldKey, file.Name })
            .ToListAsync(cancellation);
        return standing
            .GroupBy(file => ReportFile.FieldOf(key, file.FieldKey), file => file.Name)
            .Aggregate(typed, (all, named) => all.With(named.Key, string.Join(", ", named)));
    }
}
