using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

public sealed class MemberForm
{
    public string? Email { get; set; }

    public MemberRole Role { get; set; } = MemberRole.Writer;

    public string? Partner { get; set; }
}

/// <summary>What an invited person sees at once: who invites, to what, what is expected, until when.</summary>
/// <param name="Secret">The link's secret.</param>
/// <param name="Email">The invited address.</param>
/// <param name="By">Who invites.</param>
/// <param name="Title">The dossier's working title.</param>
/// <param name="Call">The call.</param>
/// <param name="Deadline">The next cut-off; null once the wave is closed.</param>
/// <param name="Role">What the person would be.</param>
/// <param name="Partner">For which partner; null where they have no name yet, or are in the consortium no more.</param>
/// <param name="Until">Until when to answer, UTC.</param>
/// <param name="Accepted">The answer; null where there is none yet.</param>
/// <param name="IsOpen">Whether it can still be answered.</param>
/// <param name="IsSignedIn">Whether somebody is signed in.</param>
/// <param name="IsMine">Whether they have the invited address.</param>
/// <param name="Dossier">The dossier, for who has joined.</param>
public sealed record TeamInvitationPage(
    string Secret,
    string Email,
    string By,
    string Title,
    CallPresentation Call,
    Deadline? Deadline,
    MemberRole Role,
    string? Partner,
    DateTimeOffset Until,
    bool? Accepted,
    bool IsOpen,
    bool IsSignedIn,
    bool IsMine,
    DossierId Dossier
);

/// <summary>The team of a dossier: invited by mail, joining with an account of the invited address.</summary>
public sealed class TeamController(
    PortalDbContext db,
    Team team,
    Partners partners,
    UserManager<Account> users,
    Texts texts
) : Controller
{
    [HttpPost("/dossiers/{id:guid}/team"), Authorize]
    public async Task<IActionResult> Invite(
        Guid id,
        MemberForm form,
        [FromServices] InviteMember invite,
        CancellationToken cancellation
    )
    {
        if (!EmailAddress.TryParse(form.Email, out var email) || !Enum.IsDefined(form.Role))
        {
            if (!await db.DossiersOf(User.Viewer()).AnyAsync(one => one.Id == new DossierId(id), cancellation))
                return NotFound();
            throw new RefusedException(DossierRefusals.NotAnAddress(texts.Both("people.email")));
        }
        var partner = form.Partner ?? Consortium.Lead;
        var invited = await invite.RunAsync(new DossierId(id), email, form.Role, partner, User.Viewer(), cancellation);
        if (invited is null)
            return NotFound();
        TempData["Said"] = invited.IsNew ? "dossiers.member-invited" : "dossiers.member-invited-before";
        TempData["SaidOf"] = Dates.Long(invited.At, texts.Language);
        return Redirect($"/dossiers/{id}/team");
    }

    [HttpGet("/team/{secret:length(64)}"), AllowAnonymous, WithoutSecondFactor]
    public async Task<IActionResult> Show(string secret, CancellationToken cancellation) =>
        await team.FindAsync(secret, cancellation) is { } invitation
            ? View("TeamInvitation", await PageOfAsync(secret, invitation, cancellation))
            : NotFound();

    [HttpPost("/team/{secret:length(64)}/accept"), Authorize, EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Accept(string secret, CancellationToken cancellation)
    {
        if (await team.FindAsync(secret, cancellation) is not { } invitation)
            return NotFound();
        if (await users.GetUserAsync(User) is not { } me || !await team.JoinAsync(invitation, me, cancellation))
            return NotFound();
        TempData["Said"] = "dossiers.joined";
        return Redirect($"/dossiers/{invitation.DossierId.Value}");
    }

    [HttpPost("/team/{secret:length(64)}/decline"), AllowAnonymous, WithoutSecondFactor]
    [EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Decline(string secret, CancellationToken cancellation)
    {
        if (await team.FindAsync(secret, cancellation) is not { } invitation)
            return NotFound();
        invitation.Decline(await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/team/{secret}");
    }

    private async Task<TeamInvitationPage> PageOfAsync(
        string secret,
        TeamInvitation invitation,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var found = await (
            from dossier in db.Dossiers
            where dossier.Id == invitation.DossierId
            join call in db.Calls on dossier.CallId equals call.Id
            join inviter in db.Users on invitation.InvitedBy.Value equals inviter.Id
            select new
            {
                dossier.Title,
                dossier.WaveId,
                call.Presentation,
                inviter.Name,
            }
        )
            .AsNoTracking()
            .SingleAsync(cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == found.WaveId, cancellation);
        var me = await users.GetUserAsync(User);
        return new TeamInvitationPage(
            secret,
            invitation.Email?.Value ?? "",
            found.Name,
            found.Title,
            found.Presentation,
            wave.CutOffFor(now)?.Deadline,
            invitation.Role,
            (await partners.OfAsync(invitation.DossierId, cancellation))
                .FirstOrDefault(partner => partner.Id == invitation.Partner && partner.Name.Length > 0)
                ?.Name,
            invitation.ExpiresAt,
            invitation.Answer?.Accepted,
            invitation.IsOpenAt(now),
            me is not null,
            invitation.Email is { } invited && me?.HasProven(invited) == true,
            invitation.DossierId
        );
    }
}
