using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Notifications;

/// <summary>In which language, when, and whether at all one has the mails that are no legal notices.</summary>
[Authorize]
public sealed class PreferencesController(
    UserManager<Account> users,
    SignInManager<Account> signIn,
    ChooseMails choose,
    PortalDbContext db,
    Texts texts
) : Controller
{
    [HttpGet("/account/mails/preferences")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var (account, ways) = (await Me(), await choose.OfAsync(User.Person(), cancellation));
        return View(
            new PreferencesForm
            {
                Language = account.Language,
                Reminder = ways[MailClass.Reminder],
                FollowUp = ways[MailClass.FollowUp],
                IsRefused = await db.IsRefusedAsync(account.Email, cancellation),
            }
        );
    }

    /// <summary>An address that refused mails takes the one that confirms it again, or none.</summary>
    [HttpPost("/account/mails/confirm")]
    public async Task<IActionResult> Confirm([FromServices] AccountMails mails, CancellationToken cancellation)
    {
        var account = await Me();
        if (await db.IsRefusedAsync(account.Email, cancellation))
        {
            var token = await users.GenerateEmailConfirmationTokenAsync(account);
            await mails.ConfirmAddressAsync(account, token, back: null);
            await db.SaveChangesAsync(cancellation);
        }
        TempData["Said"] = "mails.confirm-sent";
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/account/mails/preferences")]
    public async Task<IActionResult> Index(PreferencesForm form, CancellationToken cancellation)
    {
        if (!Texts.Languages.Contains(form.Language))
            ModelState.AddModelError(nameof(form.Language), texts["people.language-wrong"]);
        if (!ModelState.IsValid)
            return View(form);
        var account = await Me();
        account.Language = form.Language!;
        await users.UpdateAsync(account);
        await choose.ChooseAsync(
            User.Person(),
            new Dictionary<MailClass, MailWay>
            {
                [MailClass.Reminder] = form.Reminder,
                [MailClass.FollowUp] = form.FollowUp,
            },
            cancellation
        );
        await signIn.RefreshSignInAsync(account);
        TempData["Said"] = "mails.saved";
        return RedirectToAction(nameof(Index));
    }

    private async Task<Account> Me() =>
        await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
}

public sealed class PreferencesForm
{
    public string? Language { get; set; }

    public MailWay Reminder { get; set; }

    public MailWay FollowUp { get; set; }

    /// <summary>Whether mails to the person's address came back.</summary>
    [BindNever]
    public bool IsRefused { get; init; }
}
