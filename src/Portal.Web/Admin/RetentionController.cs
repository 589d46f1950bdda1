using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>How long each kind of data is kept, what would go with the next run before it does, and what went when.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class RetentionController(PortalDbContext db, RetentionRules rules, RetentionRecord record, Texts texts)
    : Controller
{
    private static readonly string[] Heads =
    [
        "retention.kind",
        "retention.call",
        "retention.wave",
        "retention.subject",
        "retention.since",
        "retention.due",
    ];

    [HttpGet("/admin/retention")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var inForce = await rules.ReadAsync(cancellation);
        var calls = await db
            .Calls.AsNoTracking()
            .OrderBy(call => call.Slug)
            .Select(call => new RetainingCall(call.Id.Value, call.Slug))
            .ToListAsync(cancellation);
        return View(
            "/Admin/Retention.cshtml",
            new RetentionPage(
                inForce,
                calls,
                RowsOf(await record.EndingAsync(now, cancellation), now),
                await record.ErasedAsync(cancellation),
                await record.AskedAsync(cancellation)
            )
        );
    }

    /// <summary>One line a dossier, wave or account; by its id, without its title or its people.</summary>
    [HttpGet("/admin/retention.csv")]
    public async Task<IActionResult> Csv(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var ending = await record.EndingAsync(now, cancellation);
        db.History.Add(HistoryEntry.Of(new RetentionFetched(User.Person(), ending.Count, now)));
        await db.SaveChangesAsync(cancellation);
        var culture = Texts.CultureOf(texts.Language);
        var csv = new StringBuilder(CsvCell.LineIn(culture, Heads.Select(head => texts[head])));
        foreach (var (held, call, wave) in ending)
            csv.Append(
                CsvCell.LineIn(
                    culture,
                    [
                        texts[$"retention.kind-{held.Kind}"],
                        call,
                        wave,
                        held.Subject.ToString(),
                        Dates.Short(held.Since, texts.Language),
                        held.AwaitsVisa ? texts["retention.awaits-visa"] : Dates.Short(held.DueAt(now), texts.Language),
                    ]
                )
            );
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
        return File(bytes, "text/csv", "retention.csv");
    }

    private static IReadOnlyList<RetentionRow> RowsOf(IReadOnlyList<HeldRow> rows, DateTimeOffset now) =>
        [
            .. rows.GroupBy(row => (row.Held.Kind, row.Call, row.Wave))
                .Select(group => new RetentionRow(
                    group.Key.Kind,
                    group.Key.Call,
                    group.Key.Wave,
                    group.Count(row => row.Held.IsToAnnounceAt(now)),
                    group.Count(row => !row.Held.IsToAnnounceAt(now) && !row.Held.IsToEraseAt(now)),
                    group.Count(row => row.Held.IsToEraseAt(now)),
                    group.Any(row => row.Held.AwaitsVisa) ? null : group.Min(row => row.Held.DueAt(now))
                )),
        ];
}

/// <param name="Rows">What is announced, waits or goes, by kind and wave.</param>
/// <param name="Erased">What went, by day and kind.</param>
/// <param name="Asked">Accounts that are to be erased as their owners asked.</param>
public sealed record RetentionPage(
    RulesInForce Rules,
    IReadOnlyList<RetainingCall> Calls,
    IReadOnlyList<RetentionRow> Rows,
    IReadOnlyList<ErasedRow> Erased,
    int Asked
)
{
    public string CallOf(CallId id) => Calls.FirstOrDefault(call => call.Id == id.Value)?.Slug ?? "";

    public static IReadOnlyList<RetainedKind> KindsOfCalls { get; } =
    [.. Enum.GetValues<RetainedKind>().Where(RetentionRule.IsOfCalls)];
}

public sealed record RetainingCall(Guid Id, string Slug);

/// <param name="ToAnnounce">Those whom the next run tells.</param>
/// <param name="Waiting">Told, and not yet due.</param>
/// <param name="ToErase">What the next run erases.</param>
/// <param name="FirstDue">When the first one is due; null while the archives' visa is awaited, so that nothing is.</param>
public sealed record RetentionRow(
    RetainedKind Kind,
    string Call,
    int? Wave,
    int ToAnnounce,
    int Waiting,
    int ToErase,
    DateTimeOffset? FirstDue
);
