using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>The calls of one's charge: the list, one of them with what it lacks, its publication, its file.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class StaffCallsController(PortalDbContext db, PortalClock clock, ProgrammeTerms programme) : Controller
{
    [HttpGet("/staff/calls")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var calls = await db.CallsInChargeOf(User.Viewer())
            .AsNoTracking()
            .OrderBy(call => call.Slug)
            .Select(call => new OwnCall(call.Slug, call.Code, call.Kind, call.Presentation, call.PublishedAt))
            .ToListAsync(cancellation);
        return View(new OwnCallsPage([.. calls.OrderBy(call => call.PublishedAt is not null)]));
    }

    [HttpGet("/staff/calls/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var obstacles = call.ObstaclesToPublication(await WavesAsync(call, cancellation), clock.GetUtcNow());
        return View(
            new CallDeskPage(
                CallHead.Of(call),
                call.Code,
                [.. obstacles.Select(refusal => new Lack(CallParts.Of(refusal), refusal))]
            )
        );
    }

    [HttpPost("/staff/calls/{slug}/publish")]
    public async Task<IActionResult> Publish(string slug, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        call.Publish(await WavesAsync(call, cancellation), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "preparation.published";
        return Redirect(CallHead.Of(call).Root);
    }

    [HttpGet("/staff/calls/{slug}/export")]
    public async Task<IActionResult> Export(string slug, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var file = CallFile.Write(call, await WavesAsync(call, cancellation), programme);
        return File(Encoding.UTF8.GetBytes(file), "application/yaml", $"{call.Slug}.yaml");
    }

    private Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        db.CallsInChargeOf(User.Viewer())
            .Include(call => call.Forms)
            .Include(call => call.Grids)
            .AsSplitQuery()
            .SingleOrDefaultAsync(call => call.Slug == slug, cancellation);

    private Task<List<Domain.Waves.Wave>> WavesAsync(Call call, CancellationToken cancellation) =>
        db.Waves.Where(wave => wave.CallId == call.Id).ToListAsync(cancellation);
}
