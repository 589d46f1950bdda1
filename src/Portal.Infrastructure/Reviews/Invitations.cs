using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>Invites experts and lets them in: the secret is in the mail only, the database holds its hash.</summary>
public sealed class Invitations(PortalDbContext db, Roles roles)
{
    /// <summary>Of the mails that invite, followed by the invitation's id and when it was sent.</summary>
    internal const string Occasion = "expert.invited:";

    /// <summary>Invites a person to a wave; the mail leaves with the same save.</summary>
    /// <exception cref="RefusedException">The address is invited already, and did not decline.</exception>
    public async Task InviteAsync(
        Wave wave,
        string name,
        EmailAddress email,
        string organisation,
        string language,
        PersonId by,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var secret = LinkSecret.New();
        var hash = LinkSecret.HashOf(secret);
        var invitation = await db.ExpertInvitations.SingleOrDefaultAsync(
            one => one.WaveId == wave.Id && one.Email == email,
            cancellation
        );
        if (invitation is null)
            db.ExpertInvitations.Add(
                invitation = new ExpertInvitation(wave.Id, email, name, organisation, hash, by, now)
            );
        else
            invitation.Renew(name, organisation, hash, by, now);
        var title = await db
            .Calls.Where(call => call.Id == wave.CallId)
            .Select(call => call.Presentation)
            .SingleAsync(cancellation);
        var facts = new Facts()
            .Text("call", title.Title)
            .Text("wave", wave.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Moment("until", invitation.ExpiresAt)
            .Link($"/invitations/{secret}");
        if (wave.ReviewsDue is { } due)
            facts.Deadline("due", due);
        db.Outbox.Add(
            new OutboxMail
            {
                Recipient = email,
                Occasion = $"{Occasion}{invitation.Id.Value}:{now.Ticks}",
                Template = wave.ReviewsDue is null ? "expert-invited" : "expert-invited-until",
                Language = language,
                HoldsSecret = true,
                Data = facts.For(new Addressee(email.Value, invitation.Name, language)),
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
    }

    public Task<ExpertInvitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = LinkSecret.HashOf(secret);
        return db.ExpertInvitations.SingleOrDefaultAsync(one => one.TokenHash == hash, cancellation);
    }

    /// <summary>Takes up an accepted invitation with the account that has its address. Doing it twice changes nothing.</summary>
    /// <returns>Whether the account's proven address is the invited one.</returns>
    public async Task<bool> JoinAsync(ExpertInvitation invitation, Account account, CancellationToken cancellation)
    {
        if (invitation.Email is not { } invited || !account.HasProven(invited))
            return false;
        if (
            await db.Experts.AnyAsync(
                expert => expert.WaveId == invitation.WaveId && expert.Person == account.Person,
                cancellation
            )
        )
            return true;
        var now = await db.NowAsync(cancellation);
        db.Experts.Add(new Expert(invitation, account.Person, now));
        await roles.GiveAsync(account.Person, PortalRole.Expert, by: null, now);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
