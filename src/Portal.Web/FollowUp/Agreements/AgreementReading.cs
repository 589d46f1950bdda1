using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>Reads agreements: the team sees what was sent to it, staff all.</summary>
public sealed class AgreementReading(PortalDbContext db)
{
    public async Task<AgreementsPart> PartAsync(ProjectPage project, Viewer viewer, CancellationToken cancellation)
    {
        var all = await Visible(viewer)
            .AsNoTracking()
            .Where(one => one.ProjectId == project.Id)
            .OrderByDescending(one => one.DrawnAt)
            .ToListAsync(cancellation);
        return new AgreementsPart(project, [.. all.Select(one => RowOf(one, viewer))]);
    }

    /// <returns>Null where the reader sees none of that id.</returns>
    public async Task<AgreementToPrint?> ToPrintAsync(AgreementId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from agreement in Visible(viewer)
            where agreement.Id == id
            join dossier in db.Dossiers.IgnoreAutoIncludes() on agreement.DossierId equals dossier.Id
            join filing in db.Filings.IgnoreAutoIncludes() on dossier.FilingId equals (FilingId?)filing.Id
            join call in db.Calls on dossier.CallId equals call.Id
            select new
            {
                Agreement = agreement,
                dossier.Number,
                dossier.IsDemonstration,
                filing.Title,
                call.FollowUp,
                call.Presentation,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        return found is null
            ? null
            : new AgreementToPrint(
                found.Number!,
                found.Title,
                (found.FollowUp.Agreement?.Title ?? found.Presentation.Title).Fr,
                found.Agreement,
                found.IsDemonstration
            );
    }

    /// <summary>What a new agreement of a project in one's charge begins with.</summary>
    /// <returns>Null where there is no such project.</returns>
    public async Task<DrawMatter?> MatterAsync(ProjectId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from project in db.ProjectsInChargeOf(viewer)
            where project.Id == id
            join dossier in db.Dossiers.IgnoreAutoIncludes() on project.DossierId equals dossier.Id
            join filing in db.Filings.IgnoreAutoIncludes() on dossier.FilingId equals (FilingId?)filing.Id
            join call in db.Calls on project.CallId equals call.Id
            select new
            {
                Project = project,
                dossier.Number,
                filing.Title,
                filing.Lead,
                call.Presentation,
                call.FollowUp,
                Months = db
                    .Winners.Where(one => one.DossierId == dossier.Id)
                    .Select(one => one.DurationMonths)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var standing = await db
            .Agreements.AsNoTracking()
            .Where(one => one.ProjectId == id && one.DroppedAt == null)
            .OrderBy(one => one.Number)
            .ToListAsync(cancellation);
        var draft = standing.Find(one => one.State == AgreementState.Draft);
        var inForce = standing.FindLast(one => one.State == AgreementState.InForce);
        var at = await db.NowAsync(cancellation);
        var matter = new AgreementMatter(
            found.Number!,
            found.Title,
            found.Lead,
            found.Presentation.Title,
            found.FollowUp,
            at
        );
        return new DrawMatter(found.Project, matter, draft, inForce, found.Months ?? DefaultMonths);
    }

    private const int DefaultMonths = 24;

    private IQueryable<Agreement> Visible(Viewer viewer) =>
        db.Agreements.Where(one =>
            db.ProjectsStaffedBy(viewer).Any(project => project.Id == one.ProjectId)
            || one.SentAt != null && db.ProjectsOf(viewer).Any(project => project.Id == one.ProjectId)
        );

    private static AgreementRow RowOf(Agreement one, Viewer viewer) =>
        new(
            one.Id,
            one.Number,
            one.State,
            one.Terms,
            one.SentAt,
            one.ByCarrier,
            one.ByService,
            one.IsUnderWay,
            viewer.Id is { } reader && one.Terms.WrittenBy.Contains(reader)
        );
}

/// <param name="Draft">What is drawn up and not sent; null where nothing is.</param>
/// <param name="InForce">The last one that both have signed.</param>
/// <param name="Months">As the dossier said.</param>
public sealed record DrawMatter(
    Project Project,
    AgreementMatter Agreement,
    Agreement? Draft,
    Agreement? InForce,
    int Months
)
{
    /// <summary>What is proposed: the draft's terms, those in force, or those of the decision and the plan.</summary>
    public AgreementTerms Terms =>
        Draft is { } draft ? draft.Terms
        : InForce is { } inForce ? inForce.Terms
        : AgreementTerms.Of(Agreement.Plan, Project.Aid, FirstOfNextMonth, Months, Project.Conditions);

    private DateOnly FirstOfNextMonth
    {
        get
        {
            var today = DateOnly.FromDateTime(Infrastructure.Texts.Dates.Civil(Agreement.At));
            return new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        }
    }
}
