using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Payments;

/// <summary>The payments and recoveries of a call for an accounting system, one line each.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class AccountingFileController(PortalDbContext db, Texts texts) : Controller
{
    private static readonly DateOnly Ever = new(1970, 1, 1);
    private static readonly DateOnly Never = new(9999, 1, 1);
    private static readonly string[] Head =
    [
        "accounting.call",
        "accounting.wave",
        "staff.number",
        "staff.project",
        "winners.lead-organisation",
        "accounting.siret",
        "accounting.agreement",
        "accounting.tranche",
        "accounting.nature",
        "accounting.amount",
        "accounting.ordered-on",
        "accounting.ordered-by",
        "accounting.paid-on",
        "accounting.reference",
    ];

    /// <param name="slug">Of the call.</param>
    /// <param name="from">The first day of the orders; all from the beginning where there is none.</param>
    /// <param name="to">The last one.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("/staff/calls/{slug}/payments.csv")]
    public async Task<IActionResult> Csv(string slug, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var call = await db
            .Calls.Where(one => one.Slug == slug && db.WavesStaffedBy(viewer).Any(wave => wave.CallId == one.Id))
            .Select(one => (CallId?)one.Id)
            .SingleOrDefaultAsync(cancellation);
        if (call is not { } id)
            return NotFound();
        if (!ModelState.IsValid)
            return BadRequest();
        var moved = db.MovementsOf(id, Begins(from ?? Ever), Begins(to < Never ? to.Value.AddDays(1) : Never), viewer);
        // Noted first: who breaks off has read some of it all the same.
        var count = await moved.CountAsync(cancellation);
        var fetched = new PaymentsFetched(id, count, User.Person(), await db.NowAsync(cancellation));
        db.History.Add(HistoryEntry.Of(fetched));
        await db.SaveChangesAsync(cancellation);
        await WriteAsync(slug, moved, cancellation);
        return new EmptyResult();
    }

    private async Task WriteAsync(string slug, IQueryable<AccountingLine> moved, CancellationToken cancellation)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{slug}-{texts["accounting.file"]}.csv\"";
        await using var csv = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await csv.WriteAsync(CsvCell.Line(Head.Select(key => texts[key])));
        await foreach (var line in moved.AsAsyncEnumerable().WithCancellation(cancellation))
            await csv.WriteAsync(
                CsvCell.Line(
                    slug,
                    line.Wave,
                    line.Number,
                    line.Project,
                    line.Lead,
                    line.Siret,
                    line.Agreement is { } number ? $"{line.Number}-{number}" : "",
                    line.Tranche,
                    texts[line.IsRecovery ? "payments.nature-recovery" : "payments.nature-payment"],
                    line.Amount,
                    DateOnly.FromDateTime(Dates.Civil(line.OrderedAt)),
                    line.OrderedBy,
                    line.PaidOn,
                    line.Reference
                )
            );
    }

    /// <summary>Midnight in Paris; of a day before any payment, of the first that counts.</summary>
    private static DateTimeOffset Begins(DateOnly day) =>
        Deadline.InstantOf((day < Ever ? Ever : day).ToDateTime(TimeOnly.MinValue));
}
