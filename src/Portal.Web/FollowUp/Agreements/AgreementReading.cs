using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>Reads agreements: the team sees what was sent to it, staff all.</summary>
public sealed class AgreementReading(PortalDbContext db, ElectronicSignatures signatures)
{
    public async Task<AgreementsPart> PartAsync(ProjectPage project, Viewer viewer, CancellationToken cancellation)
    {
        var all = await Visible(viewer)
            .AsNoTracking()
            .Where(one => one.ProjectId == project.Id)
            .OrderByDescending(one => one.DrawnAt)
            .ToListAsync(cancellation);
        var its = await db.Projects.AsNoTracking().SingleAsync(one => one.Id == project.Id, cancellation);
        var inForce = Agreement.InForceOf(all);
        return new AgreementsPart(
            project,
            [.. all.Select(one => RowOf(one, one.ObstacleToService(its, inForce, viewer.Id!.Value), viewer))],
            signatures.Provider
        );
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
                (found.Agreement.Plan.Agreement?.Title ?? found.Presentation.Title).Fr,
                found.Agreement,
                found.IsDemonstration
            );
    }

    /// <summary>What a new agreement of a project in one's charge begins with.</summary>
    /// <param name="id">The project.</param>
    /// <param name="takesPlan">Whether the plan that the call has now is taken up.</param>
    /// <param name="viewer">An officer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where there is no such project.</returns>
    public async Task<DrawMatter?> MatterAsync(
        ProjectId id,
        bool takesPlan,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await (
            // What isn't to be included of the others isn't of the project either, unless it is asked for.
            from project in db.ProjectsInChargeOf(viewer).Include(one => one.Milestones)
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
        var (draft, inForce) = (standing.Find(one => one.State == AgreementState.Draft), Agreement.InForceOf(standing));
        var kept = (draft ?? inForce)?.Plan;
        var matter = new AgreementMatter(
            found.Project,
            inForce,
            found.Number!,
            found.Title,
            found.Lead,
            found.Presentation.Title,
            takesPlan ? found.FollowUp : kept ?? found.FollowUp,
            await db.NowAsync(cancellation)
        );
        return new DrawMatter(matter, draft, found.Months ?? DefaultMonths)
        {
            TakesPlan = takesPlan && kept is not null,
            OffersPlan = !takesPlan && kept is not null && !kept.IsSameAs(found.FollowUp),
        };
    }

    private const int DefaultMonths = 24;

    private IQueryable<Agreement> Visible(Viewer viewer) =>
        db.Agreements.Where(one =>
            db.ProjectsStaffedBy(viewer).Any(project => project.Id == one.ProjectId)
            || one.SentAt != null && db.ProjectsOf(viewer).Any(project => project.Id == one.ProjectId)
        );

    private static AgreementRow RowOf(Agreement one, Refusal? obstacle, Viewer viewer) =>
        new(
            one.Id,
            one.Number,
            one.State,
            one.Terms,
            one.SentAt,
            one.ByCarrier,
            one.ByService,
            one.IsUnderWay,
            obstacle,
            one.Asked is { } asked && asked.By == viewer.Id ? asked.Address : null
        );
}

/// <param name="Draft">What is drawn up and not sent; null where nothing is.</param>
/// <param name="Months">As the dossier said.</param>
public sealed record DrawMatter(AgreementMatter Agreement, Agreement? Draft, int Months)
{
    /// <summary>Whether the plan that the call has now takes the place of an older one.</summary>
    public bool TakesPlan { get; init; }

    /// <summary>Whether there is such a plan, and it isn't taken up.</summary>
    public bool OffersPlan { get; init; }

    public Project Project => Agreement.Project;

    public Agreement? InForce => Agreement.InForce;

    /// <summary>What is proposed: the draft's terms, those in force, or those of the decision and the plan.</summary>
    public AgreementTerms Terms =>
        (Draft ?? InForce)?.Terms is not { } kept
            ? AgreementTerms.Of(Agreement.Plan, Project.Aid, FirstOfNextMonth, Months, Project.Conditions)
        : TakesPlan ? kept with { Tranches = Divided(kept) }
        : kept;

    /// <summary>The tranches of the plan, with the amounts of those that there were.</summary>
    private IReadOnlyList<Tranche> Divided(AgreementTerms kept) =>
        [
            .. PlannedTranche
                .Of(kept.Aid, Agreement.Plan.Tranches)
                .Select(one =>
                    kept.Tranches.FirstOrDefault(was => was.Key == one.Key) is { } was
                        ? one with
                        {
                            Amount = was.Amount,
                        }
                        : one
                ),
        ];

    private DateOnly FirstOfNextMonth
    {
        get
        {
            var today = DateOnly.FromDateTime(Infrastructure.Texts.Dates.Civil(Agreement.At));
            return new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        }
    }
}
