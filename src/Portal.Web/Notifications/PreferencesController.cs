using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Notifications;

/// <summary>In which language, when, and whether at all one has the mails that are no legal notices.</summary>
[Authorize]
public sealed class PreferencesController(
    UserManager<Account> users,
    SignInManager<Account> signIn,
    ChooseMails choose,
    Texts texts
) : Controller
{
    [HttpGet("/account/mails/preferences")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var ways = await choose.OfAsync(User.Person(), cancellation);
        return View(
            new PreferencesForm
            {
                Language = (await Me()).Language,
                Reminder = ways[MailClass.Reminder],
                FollowUp = ways[MailClass.FollowUp],
            }
        );
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
}
