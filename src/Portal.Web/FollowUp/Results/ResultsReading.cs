using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp.Results;

/// <summary>Reads what projects have come to by their accepted reports.</summary>
public sealed class ResultsReading(PortalDbContext db)
{
    /// <returns>Null where the viewer doesn't see the project.</returns>
    public async Task<ProjectResults?> OfTeamAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation) =>
        (await ReadAsync(db.ProjectsOf(viewer).Where(one => one.DossierId == dossier), cancellation))
            .SingleOrDefault()
            ?.Results;

    /// <returns>Null where the viewer doesn't staff the project.</returns>
    public async Task<FoundResults?> OfStaffAsync(ProjectId id, Viewer viewer, CancellationToken cancellation) =>
        (await ReadAsync(db.ProjectsStaffedBy(viewer).Where(one => one.Id == id), cancellation)).SingleOrDefault();

    /// <summary>What everybody reads of a winner that is public.</summary>
    public async Task<ProjectResults?> OfWinnerAsync(
        string slug,
        int wave,
        string number,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var projects = db.Projects.Where(project =>
            db.Waves.Any(one => one.Id == project.WaveId && one.Number == wave)
            && db.Calls.Any(one => one.Id == project.CallId && one.Slug == slug)
            && db.WinnersPublicAt(now).Any(winner => winner.Number == number && winner.DossierId == project.DossierId)
        );
        return (await ReadAsync(projects, cancellation)).SingleOrDefault()?.Results.Public;
    }

    /// <returns>Null where the viewer doesn't staff the call, or nobody follows its winners.</returns>
    public async Task<CallIndicatorsPage?> OfCallAsync(string slug, Viewer viewer, CancellationToken cancellation)
    {
        var call = await db
            .Calls.Where(one => one.Slug == slug && db.WavesStaffedBy(viewer).Any(wave => wave.CallId == one.Id))
            .Select(one => new
            {
                one.Id,
                one.Presentation,
                one.FollowUp,
            })
            .SingleOrDefaultAsync(cancellation);
        if (call is null)
            return null;
        var projects = await ReadAsync(db.ProjectsStaffedBy(viewer).Where(one => one.CallId == call.Id), cancellation);
        return new CallIndicatorsPage(
            call.Id,
            slug,
            call.Presentation.Title,
            [.. call.FollowUp.Indicators.Select(one => OfCall(one, call.FollowUp, projects))]
        );
    }

    private static CallIndicator OfCall(Indicator indicator, FollowUpPlan plan, IReadOnlyList<FoundResults> projects)
    {
        var told = projects
            .SelectMany(one =>
                one.Results.Indicators.Where(series => series.Indicator.Key == indicator.Key)
                    .Select(series => new ProjectIndicator(one.Id, one.Number, one.Title, series))
            )
            .OrderBy(one => one.Number, StringComparer.Ordinal)
            .ToList();
        var points = told.SelectMany(one => one.Series.Points).ToLookup(point => point.Key);
        return new CallIndicator(
            indicator,
            [
                .. plan
                    .Milestones.Where(one => points.Contains(one.Key))
                    .Select(one => new IndicatorTotal(
                        one.Key,
                        one.Title,
                        points[one.Key].Count(),
                        points[one.Key].Sum(point => point.Value)
                    )),
            ],
            told
        );
    }

    private async Task<IReadOnlyList<FoundResults>> ReadAsync(
        IQueryable<Project> visible,
        CancellationToken cancellation
    )
    {
        var projects = await (
            from project in visible
            join dossier in db.Dossiers on project.DossierId equals dossier.Id
            join call in db.Calls on project.CallId equals call.Id
            select new
            {
                Project = project,
                dossier.Number,
                dossier.Title,
                Plan = db
                    .Agreements.Where(one => one.ProjectId == project.Id && one.ByService != null)
                    .OrderByDescending(one => one.Number)
                    .Select(one => one.Plan)
                    .FirstOrDefault(),
                call.FollowUp,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var ids = projects.ConvertAll(one => one.Project.Id);
        var reports = (
            await db
                .ProjectReports.AsNoTracking()
                .Where(one => ids.Contains(one.ProjectId) && one.Acceptance != null)
                .ToListAsync(cancellation)
        ).ToLookup(one => one.ProjectId);
        return projects.ConvertAll(one => new FoundResults(
            one.Project.Id,
            one.Project.CallId,
            one.Number!,
            one.Title,
            ProjectResults.Of(one.Plan ?? one.FollowUp, one.Project.Milestones, [.. reports[one.Project.Id]])
        ));
    }
}

/// <param name="Number">Of the dossier.</param>
public sealed record FoundResults(ProjectId Id, CallId Call, string Number, string Title, ProjectResults Results);
