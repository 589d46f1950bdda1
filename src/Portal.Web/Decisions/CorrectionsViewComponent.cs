using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Decisions;

/// <summary>How a wave's public lists were corrected since they came out, the last correction first.</summary>
public sealed class CorrectionsViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string slug, int wave)
    {
        var now = await db.NowAsync(HttpContext.RequestAborted);
        var found = await (
            from correction in db.CorrectionsPublicAt(now)
            join list in db.WinnerListsPublicAt(now) on correction.ListId equals list.Id
            join of in db.Waves.IgnoreAutoIncludes() on list.WaveId equals of.Id
            join call in db.Calls on of.CallId equals call.Id
            where call.Slug == slug && of.Number == wave
            orderby correction.PublishedAt descending
            select new PublicCorrection(correction.PublishedAt!.Value, correction.Reason, correction.Items)
        ).ToListAsync(HttpContext.RequestAborted);
        return View("/Decisions/_Corrections.cshtml", found.FindAll(one => one.Changes.Any()));
    }
}

/// <summary>What the public reads of a correction: its date, why, and what of the list became otherwise.</summary>
public sealed record PublicCorrection(DateTimeOffset At, string Reason, IReadOnlyList<CorrectedDecision> Items)
{
    public IEnumerable<CorrectedDecision> Changes => Items.Where(item => item.ChangesList);
}
