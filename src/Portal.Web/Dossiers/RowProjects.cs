using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>Where a winner's project stands, as its team's list says it.</summary>
/// <param name="ToSignSince">Since when an agreement waits for the carrier's signature; null where none does.</param>
/// <param name="Next">What is owed first; null where nothing is.</param>
public sealed record RowProject(ProjectState State, DateTimeOffset? ToSignSince, RowReport? Next)
{
    /// <summary>When what asks for an act first asks for it; null where nothing does.</summary>
    public DateTimeOffset? AsksAt => ToSignSince ?? Next?.Due.At;
}

/// <summary>A report that a project owes.</summary>
public sealed record RowReport(LocalizedText Title, Deadline Due, MilestoneState State);

/// <summary>Reads the projects of dossiers that won.</summary>
internal static class RowProjects
{
    public static async Task<IReadOnlyDictionary<DossierId, RowProject>> ReadAsync(
        PortalDbContext db,
        IReadOnlyCollection<DossierId> won,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (won.Count == 0)
            return new Dictionary<DossierId, RowProject>();
        var found = await db
            .Projects.Where(project => won.Contains(project.DossierId))
            .Select(project => new
            {
                Project = project,
                ToSign = db
                    .Agreements.Where(agreement =>
                        agreement.ProjectId == project.Id
                        && agreement.SentAt != null
                        && agreement.ByCarrier == null
                        && agreement.DroppedAt == null
                    )
                    .Select(agreement => agreement.SentAt)
                    .FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancellation);
        return found.ToDictionary(
            one => one.Project.DossierId,
            one => new RowProject(one.Project.StateAt(now), one.ToSign, NextOf(one.Project, now))
        );
    }

    /// <summary>Nothing is asked for while a project rests.</summary>
    private static RowReport? NextOf(Project project, DateTimeOffset now) =>
        project.StateAt(now) != ProjectState.Suspended
        && project.Milestones.FirstOrDefault(one => one.IsAwaited) is { } next
            ? new RowReport(next.Title, next.Due, next.StateAt(project.Suspension, now))
            : null;
}
