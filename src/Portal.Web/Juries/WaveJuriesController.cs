using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Juries;

/// <summary>The juries of a wave, as staff founds them.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class WaveJuriesController(PortalDbContext db, PortalClock clock, JuryReading reading, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/juries")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, new FoundForm(), cancellation) is { } page ? View("WaveJuries", page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/juries")]
    public async Task<IActionResult> Found(Guid id, FoundForm form, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        try
        {
            var now = await db.NowAsync(cancellation);
            var jury = Jury.Found(wave.Id, form.Name ?? "", form.Quorum, User.Person(), now);
            db.Juries.Add(jury);
            await db.SaveChangesAsync(cancellation);
            TempData["Said"] = "juries.founded";
            return Redirect($"/juries/{jury.Id.Value}");
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.Name), texts);
            return View("WaveJuries", await PageAsync(id, form, cancellation));
        }
    }

    private async Task<WaveJuriesPage?> PageAsync(Guid id, FoundForm form, CancellationToken cancellation)
    {
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is not { } head)
            return null;
        var juries = db.JuriesReadBy(User.Viewer()).Where(jury => jury.WaveId == head.Id);
        return new WaveJuriesPage(head, await reading.RowsAsync(juries, User.Person(), cancellation), form);
    }
}
