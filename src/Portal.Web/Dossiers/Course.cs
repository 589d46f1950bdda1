using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>One thing that happened to a dossier.</summary>
/// <param name="Said">What was said of it, where that isn't told elsewhere on the page.</param>
/// <param name="Filing">The version that was filed; null for anything else.</param>
public sealed record CourseStep(DateTimeOffset At, string Title, string? Said = null, int? Filing = null);

/// <summary>What happened to a dossier that can't be filed any more, oldest first.</summary>
public sealed record CoursePart(DossierId Dossier, IReadOnlyList<CourseStep> Steps);

/// <summary>Tells on a dossier's page what happened to it and when, of what its team may know.</summary>
public sealed class DossierCourseViewComponent(PortalDbContext db, PortalClock clock, Texts texts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierId dossier)
    {
        var (viewer, cancellation) = (HttpContext.User.Viewer(), HttpContext.RequestAborted);
        var its = await db.DossiersOf(viewer)
            .AsNoTracking()
            .Include(one => one.Verdicts)
            .SingleAsync(one => one.Id == dossier, cancellation);
        var asked = await db.ComplementsAskedOf(viewer)
            .AsNoTracking()
            .Where(one => one.DossierId == dossier)
            .ToListAsync(cancellation);
        IEnumerable<CourseStep> steps =
        [
            .. await FiledAsync(dossier, cancellation),
            .. asked.SelectMany(OfRequest),
            .. OfDossier(its),
            .. await DecidedAsync(dossier, cancellation),
        ];
        return View("/Dossiers/_Course.cshtml", new CoursePart(dossier, [.. steps.OrderBy(step => step.At)]));
    }

    private async Task<IEnumerable<CourseStep>> FiledAsync(DossierId dossier, CancellationToken cancellation)
    {
        var filed = await db
            .Filings.Where(one => one.DossierId == dossier)
            .Select(one => new { one.Version, one.FiledAt })
            .ToListAsync(cancellation);
        return filed.Select(one => new CourseStep(
            one.FiledAt,
            texts["course.filed", one.Version],
            Filing: one.Version
        ));
    }

    private IEnumerable<CourseStep> OfRequest(ComplementRequest request)
    {
        yield return new CourseStep(request.AskedAt, texts["course.complements-asked"]);
        if (request.Missed is { } missed)
            yield return new CourseStep(missed.At, texts["course.complements-missed"]);
    }

    private IEnumerable<CourseStep> OfDossier(Dossier dossier)
    {
        if (dossier.Eligibility is { } check)
            yield return new CourseStep(check.At, texts[check.IsEligible ? "course.eligible" : "course.ineligible"]);
        foreach (var verdict in dossier.Verdicts)
            yield return new CourseStep(
                verdict.At,
                texts["course.verdict", verdict.Step, texts[$"steps.answer-{verdict.Answer}"]]
            );
        if (dossier.Dismissal is { By: null } missed)
            yield return new CourseStep(missed.At, texts["course.step-missed"]);
        if (dossier.Withdrawal is { } withdrawal)
            yield return new CourseStep(withdrawal.At, texts["course.withdrawn"], withdrawal.Reason);
        if (dossier.Exclusion is { } exclusion)
            yield return new CourseStep(exclusion.At, texts["course.excluded"]);
    }

    private async Task<IEnumerable<CourseStep>> DecidedAsync(DossierId dossier, CancellationToken cancellation)
    {
        var told = await (
            from decision in db.DecisionsRevealedAt(clock.GetUtcNow())
            where decision.DossierId == dossier
            join list in db.WinnerLists on decision.ListId equals list.Id
            select new { decision.Outcome, At = list.PublishAt }
        ).ToListAsync(cancellation);
        return told.Select(one => new CourseStep(
            one.At,
            texts["course.decided", texts[$"dossiers.outcome-{one.Outcome}"]]
        ));
    }
}
