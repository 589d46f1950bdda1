using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Notifications;

/// <summary>What the portal sent to a person, and which reminders will come.</summary>
[Authorize]
public sealed class OwnMailsController(PortalDbContext db, PortalClock clock, MailReading reading) : Controller
{
    [HttpGet("/account/mails")]
    public async Task<IActionResult> Mine(
        string? before,
        [FromServices] ComingReminders coming,
        CancellationToken cancellation
    )
    {
        var own = Own();
        var (lines, older) = await reading.PageAsync(own, own, new MailFilter(null, null, before), cancellation);
        return View(
            new OwnMailsPage(
                lines,
                older is null ? null : $"?before={older}",
                await coming.ToAsync(User.Person(), clock.GetUtcNow(), cancellation),
                await RefusedAsync(cancellation)
            )
        );
    }

    [HttpGet("/account/mails/{id:guid}")]
    public async Task<IActionResult> Mail(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } mail)
            return NotFound();
        HttpContext.LetPageShowFiles();
        var (line, composed) = await reading.OneAsync(mail, inFull: true, cancellation);
        return View(new MailPage(Call: null, line, composed, InFull: true, $"{OwnMailsPage.Root}/{id}/html"));
    }

    [HttpGet("/account/mails/{id:guid}/html")]
    public async Task<IActionResult> Html(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } mail
        && (await reading.OneAsync(mail, inFull: true, cancellation)).Mail is { } composed
            ? this.ShowMail(composed)
            : NotFound();

    private Task<RefusedAddress?> RefusedAsync(CancellationToken cancellation)
    {
        var id = User.Person().Value;
        return db
            .AddressRefusals.Where(one => one.ConfirmedAt == null)
            .Where(one => db.Users.Any(account => account.Id == id && account.Email!.ToLower() == one.Address))
            .Select(one => new RefusedAddress(one.Address, one.RefusedAt, one.Status))
            .SingleOrDefaultAsync(cancellation);
    }

    private Task<OutboxMail?> FindAsync(Guid id, CancellationToken cancellation) =>
        Own().AsNoTracking().SingleOrDefaultAsync(mail => mail.Id == id, cancellation);

    private IQueryable<OutboxMail> Own() => db.MailsTo(User.Viewer(), clock.GetUtcNow());
}
