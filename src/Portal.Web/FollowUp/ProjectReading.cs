using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp;

/// <summary>Reads a project for its page.</summary>
public sealed class ProjectReading(PortalDbContext db)
{
    /// <summary>What the team reads of it; of anything else, who judges and how staff works, it learns by what is decided.</summary>
    private static readonly string[] ToldToTeam =
    [
        "project.opened",
        "project.agreement-sent",
        "project.agreement-signed",
        "project.agreement-in-force",
        "project.agreement-dropped",
        "project.end-moved",
        "project.milestone-moved",
        "project.suspended",
        "project.resumed",
        "project.ended",
        "project.overruled",
        "project.confirmed",
        "project.report-submitted",
        "project.report-sent-back",
        "project.report-accepted",
        "project.interim-decided",
        "project.payment-requested",
        "project.payment-ordered",
        "project.payment-made",
        "project.payment-refused",
        "project.recovery-ordered",
        "project.recovery-received",
        "project.change-asked",
        "project.change-decided",
    ];

    private const int LongestStory = 200;

    /// <returns>Null where the reader isn't of its team.</returns>
    public Task<ProjectPage?> OfTeamAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(db.ProjectsOf(viewer).Where(one => one.DossierId == dossier), viewer, isStaff: false, cancellation);

    /// <returns>Null where the reader doesn't staff it.</returns>
    public Task<ProjectPage?> OfStaffAsync(ProjectId id, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(db.ProjectsStaffedBy(viewer).Where(one => one.Id == id), viewer, isStaff: true, cancellation);

    private async Task<ProjectPage?> ReadAsync(
        IQueryable<Project> projects,
        Viewer viewer,
        bool isStaff,
        CancellationToken cancellation
    )
    {
        var found = await (
            from project in projects
            join dossier in db.Dossiers on project.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals (FilingId?)filing.Id
            join call in db.Calls on project.CallId equals call.Id
            join wave in db.Waves on project.WaveId equals wave.Id
            select new
            {
                Project = project,
                dossier.Number,
                dossier.IsDemonstration,
                filing.Title,
                filing.Lead,
                call.Presentation,
                call.Slug,
                Wave = wave.Number,
                MayAct = isStaff
                    ? db.ProjectsInChargeOf(viewer).Any(one => one.Id == project.Id)
                    : dossier.Members.Any(one => one.Person == viewer.Id && one.Role == MemberRole.Coordinator),
                MaySecond = isStaff && db.ProjectsSecondedBy(viewer).Any(one => one.Id == project.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (its, now) = (found.Project, await db.NowAsync(cancellation));
        return new ProjectPage(
            its.Id,
            its.DossierId,
            found.Number!,
            found.Title,
            found.Lead,
            found.Presentation.Title,
            found.Slug,
            found.Wave,
            its.WaveId,
            its.StateAt(now),
            its.Aid,
            its.Conditions,
            its.StartsOn,
            its.EndsOn?.AddDays(-1),
            its.Suspension,
            its.Ending,
            [.. its.Milestones.Select(one => RowOf(one, its.Suspension, now))],
            await StoryAsync(its.Id, isStaff, cancellation),
            found.IsDemonstration,
            isStaff,
            found.MayAct,
            found.MaySecond
        )
        {
            OverruledTo = its.IsOverruled ? its.Decided ?? Money.Zero : null,
        };
    }

    /// <summary>The last first.</summary>
    private async Task<IReadOnlyList<ProjectMoment>> StoryAsync(
        ProjectId id,
        bool isStaff,
        CancellationToken cancellation
    ) =>
        await db
            .History.AsNoTracking()
            .Where(line => line.SubjectKind == "project" && line.SubjectId == id.Value)
            .Where(line => isStaff || ToldToTeam.Contains(line.Name))
            .OrderByDescending(line => line.At)
            .ThenByDescending(line => line.Id)
            .Take(LongestStory)
            .Select(line => new ProjectMoment(line.Name, line.At))
            .ToListAsync(cancellation);

    private static MilestoneRow RowOf(Milestone one, Suspension? rest, DateTimeOffset now) =>
        new(one.Id, one.Title, one.Kind, one.Due, one.StateAt(rest, now), one.IsAwaited, one.Go);
}
