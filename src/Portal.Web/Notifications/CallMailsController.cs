using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Notifications;

/// <summary>The mails about a call: what was sent, what is owed, what will be sent, when, why and to how many.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CallMailsController(PortalDbContext db, PortalClock clock, MailReading reading) : Controller
{
    [HttpGet("/staff/calls/{slug}/mails")]
    public async Task<IActionResult> Mails(
        string slug,
        MailFilter filter,
        [FromServices] ComingReminders coming,
        CancellationToken cancellation
    )
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var (now, viewer) = (clock.GetUtcNow(), User.Viewer());
        var (lines, older) = await reading.PageAsync(
            OfCall(db.MailsInChargeOf(viewer), call),
            db.MailsReadInFullBy(viewer),
            filter,
            cancellation
        );
        return View(
            new CallMailsPage(
                CallHead.Of(call),
                filter,
                lines,
                older is null ? null : filter.After(older),
                await coming.OfAsync(call.Id, viewer, now, cancellation),
                await PastAsync(call, cancellation),
                await reading.RefusedAsync(OfCall(db.MailsReadInFullBy(viewer), call), cancellation)
            )
        );
    }

    [HttpGet("/staff/calls/{slug}/mails/{id:guid}")]
    public async Task<IActionResult> Mail(string slug, Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(slug, id, cancellation) is not var (call, mail, inFull))
            return NotFound();
        HttpContext.LetPageShowFiles();
        var head = CallHead.Of(call);
        var (line, composed) = await reading.OneAsync(mail, inFull, cancellation);
        return View(new MailPage(head, line, composed, inFull, $"{head.Root}/mails/{id}/html"));
    }

    [HttpGet("/staff/calls/{slug}/mails/{id:guid}/html")]
    public async Task<IActionResult> Html(string slug, Guid id, CancellationToken cancellation) =>
        await FindAsync(slug, id, cancellation) is var (_, mail, inFull)
        && (await reading.OneAsync(mail, inFull, cancellation)).Mail is { } composed
            ? this.ShowMail(composed)
            : NotFound();

    private async Task<IReadOnlyList<PastReminder>> PastAsync(Call call, CancellationToken cancellation) =>
        await db
            .ReminderMarks.Where(mark => mark.CallId == call.Id)
            .OrderByDescending(mark => mark.DerivedAt)
            .ThenBy(mark => mark.DueAt)
            .Take(ComingReminders.Most)
            .Select(mark => new PastReminder(mark.Kind, mark.DueAt, mark.Hours, mark.DerivedAt, mark.Mails))
            .ToListAsync(cancellation);

    private Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        db.CallsInChargeOf(User.Viewer()).AsNoTracking().SingleOrDefaultAsync(call => call.Slug == slug, cancellation);

    private async Task<(Call Call, OutboxMail Mail, bool InFull)?> FindAsync(
        string slug,
        Guid id,
        CancellationToken cancellation
    )
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return null;
        var viewer = User.Viewer();
        var mail = await OfCall(db.MailsInChargeOf(viewer), call)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        return mail is null
            ? null
            : (call, mail, await db.MailsReadInFullBy(viewer).AnyAsync(one => one.Id == id, cancellation));
    }

    private static IQueryable<OutboxMail> OfCall(IQueryable<OutboxMail> mails, Call call) =>
        mails.Where(mail => mail.CallId == call.Id);
}
