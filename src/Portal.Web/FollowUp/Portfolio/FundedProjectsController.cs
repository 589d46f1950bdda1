using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.FollowUp.Portfolio;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Portfolio;

/// <summary>The funded projects of the calls that somebody of staff reads, as a page and as a file.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class FundedProjectsController(PortalDbContext db, PortfolioReading reading, Texts texts) : Controller
{
    private static readonly string[] Head =
    [
        "accounting.call",
        "accounting.wave",
        "staff.number",
        "staff.project",
        "winners.lead-organisation",
        "staff.state",
        "funded.last-day",
        "payments.agreed",
        "payments.ordered",
        "payments.paid",
        "payments.justified",
        "payments.to-recover",
        "funded.awaited",
        "funded.risks",
    ];

    [HttpGet("/staff/projects")]
    public async Task<IActionResult> Index([FromQuery] PortfolioFilter filter, CancellationToken cancellation) =>
        ModelState.IsValid && await reading.PageAsync(filter, User.Viewer(), cancellation) is { } page
            ? View(page)
            : BadRequest();

    [HttpGet("/staff/projects.csv")]
    public async Task<IActionResult> Csv([FromQuery] PortfolioFilter filter, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var now = await db.NowAsync(cancellation);
        var projects = reading.All(filter, User.Viewer(), now);
        // Noted first: who breaks off has read some of it all the same.
        var count = await projects.CountAsync(cancellation);
        db.History.Add(HistoryEntry.Of(new PortfolioFetched(User.Person(), count, now)));
        await db.SaveChangesAsync(cancellation);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{texts["funded.file"]}.csv\"";
        await using var csv = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await csv.WriteAsync(CsvCell.Line(Head.Select(key => texts[key])));
        var words = new ProjectWords(texts, DateOnly.FromDateTime(Dates.Civil(now)));
        await foreach (var one in projects.AsAsyncEnumerable().WithCancellation(cancellation))
            await csv.WriteAsync(Line(one, words));
        return new EmptyResult();
    }

    private string Line(FundedProject one, ProjectWords words) =>
        CsvCell.Line(
            one.Slug,
            one.Wave,
            one.Number,
            one.Title,
            one.Lead,
            texts[$"funded.state-{one.State}"],
            one.EndsOn?.AddDays(-1),
            one.Agreed,
            one.Ordered,
            one.Paid,
            one.Justified,
            one.ToRecover,
            string.Join(", ", words.AwaitedOf(one)),
            string.Join(", ", words.RisksOf(one))
        );
}
