using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>How long drafts are kept, and what would go with the next run, before it does.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class RetentionController(PortalDbContext db, HeldDrafts held, Texts texts) : Controller
{
    [HttpGet("/admin/retention")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var rows = (await held.EndingAsync(now, only: null, cancellation))
            .GroupBy(row => (row.Draft.Kind, row.Call, row.Wave))
            .Select(group => new RetentionRow(
                group.Key.Kind,
                group.Key.Call,
                group.Key.Wave,
                group.Count(row => row.Draft.IsToAnnounceAt(now)),
                group.Count(row => !row.Draft.IsToAnnounceAt(now) && !row.Draft.IsToEraseAt(now)),
                group.Count(row => row.Draft.IsToEraseAt(now)),
                group.Min(row => row.Draft.DueAt(now))
            ));
        return View("/Admin/Retention.cshtml", new RetentionPage(await held.RulesAsync(cancellation), [.. rows]));
    }

    /// <summary>One line a draft; by its id, without its title or its people.</summary>
    [HttpGet("/admin/retention.csv")]
    public async Task<IActionResult> Csv(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var culture = Texts.CultureOf(texts.Language);
        string[] heads =
        [
            "retention.kind",
            "retention.call",
            "retention.wave",
            "retention.draft",
            "retention.since",
            "retention.due",
        ];
        var csv = new StringBuilder(CsvCell.LineIn(culture, heads.Select(head => texts[head])));
        foreach (var (draft, call, wave) in await held.EndingAsync(now, only: null, cancellation))
            csv.Append(
                CsvCell.LineIn(
                    culture,
                    [
                        texts[$"retention.kind-{draft.Kind}"],
                        call,
                        wave,
                        draft.Dossier.Value.ToString(),
                        Dates.Short(draft.Since, texts.Language),
                        Dates.Short(draft.DueAt(now), texts.Language),
                    ]
                )
            );
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
        return File(bytes, "text/csv", "retention.csv");
    }

    [HttpPost("/admin/retention/{kind}")]
    public async Task<IActionResult> Set(RetainedKind kind, int days, CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(kind))
            return BadRequest();
        var rule = await db.RetentionRules.SingleOrDefaultAsync(one => one.Kind == kind, cancellation);
        if (rule is null)
            db.RetentionRules.Add(rule = RetentionRule.DefaultOf(kind));
        rule.Set(days, User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "retention.saved";
        return Redirect("/admin/retention");
    }
}

/// <param name="Rows">What is announced, waits or goes, by kind and wave.</param>
public sealed record RetentionPage(IReadOnlyList<RetentionRule> Rules, IReadOnlyList<RetentionRow> Rows);

/// <param name="ToAnnounce">Teams that the next run tells.</param>
/// <param name="Waiting">Told, and not yet due.</param>
/// <param name="ToErase">What the next run erases.</param>
/// <param name="FirstDue">When the first one is due.</param>
public sealed record RetentionRow(
    RetainedKind Kind,
    string Call,
    int Wave,
    int ToAnnounce,
    int Waiting,
    int ToErase,
    DateTimeOffset FirstDue
);
