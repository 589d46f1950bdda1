using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Notifications;

/// <summary>The words of the reminders that will go before the dates of a kind, before anybody gets one.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SampleRemindersController(PortalDbContext db, SampleReminder sample) : Controller
{
    [HttpGet("/staff/calls/{slug}/mails/before/{kind}")]
    public async Task<IActionResult> Sample(string slug, DateKind kind, CancellationToken cancellation)
    {
        if (await CallAsync(slug, kind, cancellation) is not { } call)
            return NotFound();
        HttpContext.LetPageShowFiles();
        var words = await MailWordings.ReadAsync(db, cancellation);
        var mails = Texts.Languages.Select(language =>
            (language, sample.Compose(kind, call.Presentation.Title, language, words))
        );
        return View(new SamplePage(CallHead.Of(call), kind, [.. mails]));
    }

    [HttpGet("/staff/calls/{slug}/mails/before/{kind}/{language}")]
    public async Task<IActionResult> Html(
        string slug,
        DateKind kind,
        string language,
        CancellationToken cancellation
    ) =>
        Texts.Languages.Contains(language) && await CallAsync(slug, kind, cancellation) is { } call
            ? this.ShowMail(
                sample.Compose(kind, call.Presentation.Title, language, await MailWordings.ReadAsync(db, cancellation))
            )
            : NotFound();

    private async Task<Call?> CallAsync(string slug, DateKind kind, CancellationToken cancellation) =>
        Enum.IsDefined(kind)
            ? await db.CallsInChargeOf(User.Viewer())
                .AsNoTracking()
                .SingleOrDefaultAsync(call => call.Slug == slug, cancellation)
            : null;
}
