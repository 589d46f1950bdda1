using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Webhooks;
using Portal.Web.Shared;

namespace Portal.Web.Webhooks;

/// <summary>The webhooks of a person: what they tell, adding one, removing one.</summary>
[Authorize]
public sealed class WebhooksController(PortalDbContext db, WebhookReading reading) : Controller
{
    [HttpGet("/account/webhooks")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new WebhooksPage(await reading.RowsAsync(User.Viewer(), cancellation), new WebhookForm()));

    /// <summary>The page that answers is the only one that shows the secret.</summary>
    [HttpPost("/account/webhooks")]
    public async Task<IActionResult> Add(
        WebhookForm form,
        [FromServices] IValidator<WebhookForm> validator,
        [FromServices] AddWebhook add,
        CancellationToken cancellation
    )
    {
        if (!ModelState.Take(await validator.ValidateAsync(form, cancellation)))
            return View(nameof(Index), new WebhooksPage(await reading.RowsAsync(User.Viewer(), cancellation), form));
        var address = WebhookAddress.Parse(form.Address!);
        var (webhook, secret) = await add.RunAsync(User.Person(), address, form.Types, cancellation);
        return await ShowAsync(webhook.Id, secret, cancellation);
    }

    [HttpGet("/account/webhooks/{id:guid}")]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        ShowAsync(new WebhookId(id), secret: null, cancellation);

    [HttpPost("/account/webhooks/{id:guid}/secret")]
    public async Task<IActionResult> RenewSecret(
        Guid id,
        [FromServices] WebhookSecrets secrets,
        CancellationToken cancellation
    )
    {
        if (await OwnAsync(id, cancellation) is not { } webhook)
            return NotFound();
        var secret = WebhookSecrets.New();
        webhook.RenewSecret(secrets.Seal(secret), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return await ShowAsync(webhook.Id, secret, cancellation);
    }

    [HttpPost("/account/webhooks/{id:guid}/test")]
    public async Task<IActionResult> Test(Guid id, [FromServices] SendTest test, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } webhook)
            return NotFound();
        await test.RunAsync(webhook, cancellation);
        return Done(id, "webhooks.test-owed");
    }

    [HttpPost("/account/webhooks/{id:guid}/pause")]
    public async Task<IActionResult> Pause(Guid id, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } webhook)
            return NotFound();
        webhook.Suspend(SuspensionReason.ByOwner, User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Done(id, "webhooks.paused");
    }

    [HttpPost("/account/webhooks/{id:guid}/resume")]
    public async Task<IActionResult> Resume(Guid id, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } webhook)
            return NotFound();
        webhook.Resume(await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Done(id, "webhooks.resumed");
    }

    [HttpPost("/account/webhooks/{id:guid}/messages/{message:guid}/again")]
    public async Task<IActionResult> SendAgain(Guid id, Guid message, CancellationToken cancellation)
    {
        var sent = await db.WebhookMessagesOf(User.Viewer())
            .SingleOrDefaultAsync(
                one => one.Id == new WebhookMessageId(message) && one.WebhookId == new WebhookId(id),
                cancellation
            );
        if (sent is null || await OwnAsync(id, cancellation) is not { } webhook)
            return NotFound();
        sent.SendAgain(webhook, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Done(id, "webhooks.again-owed");
    }

    [HttpGet("/account/webhooks/{id:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancellation) =>
        await reading.RemovalAsync(new WebhookId(id), User.Viewer(), cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpPost("/account/webhooks/{id:guid}/remove")]
    public async Task<IActionResult> Remove(
        Guid id,
        [FromServices] RemoveWebhook remove,
        CancellationToken cancellation
    )
    {
        if (!await remove.RunAsync(new WebhookId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "webhooks.removed";
        return RedirectToAction(nameof(Index));
    }

    private Task<Webhook?> OwnAsync(Guid id, CancellationToken cancellation) =>
        db.WebhooksOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new WebhookId(id), cancellation);

    private async Task<IActionResult> ShowAsync(WebhookId id, string? secret, CancellationToken cancellation)
    {
        if (await reading.PageAsync(id, User.Viewer(), cancellation) is not { } page)
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return View(nameof(Show), page with { Secret = secret });
    }

    private RedirectResult Done(Guid id, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/account/webhooks/{id}");
    }
}
