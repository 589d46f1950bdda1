using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Decisions.Past;

/// <summary>The winners of an edition that had no dossiers here, from a file: shown first, then taken over as shown.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PastWinnersController(PortalDbContext db, PortalClock clock, PastWinnersImport import, Texts texts)
    : Controller
{
    private const int LargestBody = 3 * UploadedCsv.Largest;

    [HttpGet("/staff/waves/{id:guid}/winners/import")]
    public async Task<IActionResult> Import(Guid id, CancellationToken cancellation) =>
        await HeadAsync(id, cancellation) is { } head ? View(PastImportPage.Empty(head)) : NotFound();

    /// <summary>Shows what a file would do, and does nothing.</summary>
    [HttpPost("/staff/waves/{id:guid}/winners/import"), TakesForms]
    [RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Preview(
        Guid id,
        IFormFile? file,
        string? source,
        string? announcedOn,
        CancellationToken cancellation
    )
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return NotFound();
        try
        {
            var announced = AnnouncementOf(source, announcedOn);
            if (file is not { Length: > 0 and <= UploadedCsv.Largest })
                throw new RefusedException(PastWinnerRefusals.NoFile(UploadedCsv.Largest / 1024 / 1024));
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            var plan = await import.PlanAsync(head.Id, content.ToArray(), announced, cancellation);
            return View(nameof(Import), PastImportPage.Of(head, plan, UploadedCsv.Packed(content.ToArray())));
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(file), texts);
            return View(nameof(Import), PastImportPage.Empty(head) with { Source = source, AnnouncedOn = announcedOn });
        }
    }

    [HttpPost("/staff/waves/{id:guid}/winners/import/apply"), TakesForms]
    [
        RequestSizeLimit(LargestBody),
        RequestFormLimits(MultipartBodyLengthLimit = LargestBody, ValueLengthLimit = LargestBody)
    ]
    public async Task<IActionResult> Apply(
        Guid id,
        string? content,
        string? hash,
        string? source,
        string? announcedOn,
        CancellationToken cancellation
    )
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return NotFound();
        try
        {
            var file = UploadedCsv.Unpacked(content) ?? throw new RefusedException(PastWinnerRefusals.Overtaken);
            var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == head.Id, cancellation);
            var announced = AnnouncementOf(source, announcedOn);
            await import.ApplyAsync(wave, file, announced, hash, User.Person(), cancellation);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Import), PastImportPage.Empty(head) with { Source = source, AnnouncedOn = announcedOn });
        }
        TempData["Said"] = "past.applied";
        return Redirect($"/staff/waves/{id}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/take-back-import")]
    public async Task<IActionResult> TakeBack(Guid id, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var list = await db.WinnerLists.SingleOrDefaultAsync(
            one => one.Id == new WinnerListId(id) && db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId),
            cancellation
        );
        if (list is null)
            return NotFound();
        list.TakeBackImport(User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "past.taken-back";
        return Redirect($"/staff/waves/{list.WaveId.Value}/winners");
    }

    private static PastAnnouncement AnnouncementOf(string? source, string? on) =>
        DateOnly.TryParseExact(
            on,
            ["yyyy-MM-dd", "dd/MM/yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? new PastAnnouncement(day, (source ?? "").Replace("\0", "", StringComparison.Ordinal).Trim())
            : throw new RefusedException(PastWinnerRefusals.DayWrong);

    private async Task<WaveHead?> HeadAsync(Guid id, CancellationToken cancellation) =>
        await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is { MayAct: true } head
            ? head
            : null;
}

/// <param name="Content">The file, as the page's form sends it back; null where none was read.</param>
/// <param name="Hash">Of what it would do.</param>
public sealed record PastImportPage(
    WaveHead Wave,
    IReadOnlyList<PastLine> Lines,
    IReadOnlyList<PastFault> Faults,
    string? Content,
    string Hash
)
{
    public string? Source { get; init; }

    /// <summary>As it was typed.</summary>
    public string? AnnouncedOn { get; init; }

    public decimal Euros => Lines.Sum(line => line.Winner.Amount.Euros);

    public static PastImportPage Empty(WaveHead head) => new(head, [], [], null, "");

    internal static PastImportPage Of(WaveHead head, PastPlan plan, string content) =>
        new(head, plan.Lines, plan.Faults, content, plan.Hash)
        {
            Source = plan.Announced.Source,
            AnnouncedOn = plan.Announced.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
}
