using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>Answering an invitation from the link in the mail, without an account; joining with one.</summary>
[WithoutSecondFactor]
public sealed class InvitationsController(
    PortalDbContext db,
    Invitations invitations,
    UserManager<Account> users,
    SignInManager<Account> signIn,
    Texts texts
) : Controller
{
    [HttpGet("/invitations/{token:length(64)}"), AllowAnonymous]
    public async Task<IActionResult> Show(string token, CancellationToken cancellation) =>
        await invitations.FindAsync(token, cancellation) is { } invitation
            ? View("Invitation", await PageOf(token, invitation, cancellation))
            : NotFound();

    [HttpPost("/invitations/{token:length(64)}/accept"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit)]
    public Task<IActionResult> Accept(string token, CancellationToken cancellation) =>
        AnswerAsync(token, (invitation, now) => invitation.Accept(now), cancellation);

    [HttpPost("/invitations/{token:length(64)}/decline"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Decline(string token, DeclineForm form, CancellationToken cancellation)
    {
        if (await invitations.FindAsync(token, cancellation) is not { } invitation)
            return NotFound();
        if (form.FaultFor(invitation.Email) is not var (field, key))
            return await AnswerAsync(
                token,
                (answered, now) => answered.Decline((form.Reason ?? "").Shortened(1_000), now, form.Substitute),
                cancellation
            );
        ModelState.AddModelError(field, texts[key]);
        return View("Invitation", await PageOf(token, invitation, cancellation) with { Declining = form });
    }

    /// <summary>Takes the invitation up with one's account, whose proven address must be the invited one.</summary>
    [HttpPost("/invitations/{token:length(64)}/join"), Authorize]
    public async Task<IActionResult> Join(string token, CancellationToken cancellation)
    {
        if (
            await invitations.FindAsync(token, cancellation) is not { } invitation
            || await users.GetUserAsync(User) is not { } account
        )
            return NotFound();
        if (!await invitations.JoinAsync(invitation, account, cancellation))
            return NotFound();
        await signIn.RefreshSignInAsync(account);
        return Redirect("/reviews");
    }

    private async Task<IActionResult> AnswerAsync(
        string token,
        Action<ExpertInvitation, DateTimeOffset> answer,
        CancellationToken cancellation
    )
    {
        if (await invitations.FindAsync(token, cancellation) is not { } invitation)
            return NotFound();
        answer(invitation, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/invitations/{token}");
    }

    private async Task<InvitationPage> PageOf(string token, ExpertInvitation invitation, CancellationToken cancellation)
    {
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == invitation.WaveId, cancellation);
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == wave.CallId, cancellation);
        var me = await users.GetUserAsync(User);
        return new InvitationPage(
            token,
            invitation.Name,
            invitation.Email?.Value ?? "",
            call.Presentation,
            wave.Number,
            invitation.ExpiresAt,
            invitation.Answer?.Accepted,
            invitation.Answer is null && await db.NowAsync(cancellation) >= invitation.ExpiresAt,
            me is not null,
            string.Equals(me?.Email, invitation.Email?.Value, StringComparison.OrdinalIgnoreCase)
        );
    }
}
