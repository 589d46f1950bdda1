using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews;

/// <summary>Invites experts and lets them in: the secret is in the mail only, the database holds its hash.</summary>
public sealed class Invitations(PortalDbContext db, Roles roles, LookForConflicts conflicts)
{
    /// <summary>Of the mails that invite, followed by the invitation's id and when it was sent.</summary>
    internal const string Occasion = "expert.invited:";

    /// <summary>Invites a person to a wave; who isn't in its pool yet is put there first.</summary>
    /// <exception cref="RefusedException">They are invited already, and did not decline.</exception>
    public async Task InviteAsync(Wave wave, ExpertFacts facts, PersonId by, int days, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var invited = await db.PoolExperts.SingleOrDefaultAsync(
            one => one.WaveId == wave.Id && one.Email == facts.Email,
            cancellation
        );
        if (invited is null)
            db.PoolExperts.Add(invited = new PoolExpert(wave.Id, facts, by, now));
        await db.SaveChangesAsync(cancellation);
        await InviteAsync(wave, invited, by, days, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Invites an expert of the pool; what ties them to dossiers is looked for before, the mail leaves with the same save.</summary>
    /// <exception cref="RefusedException">They are invited already, and did not decline.</exception>
    public async Task InviteAsync(Wave wave, PoolExpert invited, Inviter by, int days, CancellationToken cancellation)
    {
        await conflicts.RunAsync(wave.Id, [invited.Id], dossier: null, cancellation);
        await SendAsync(wave, invited, by, days, cancellation);
    }

    /// <summary>The same, where what ties them to dossiers was looked for just now.</summary>
    internal async Task SendAsync(Wave wave, PoolExpert invited, Inviter by, int days, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var secret = LinkSecret.New();
        var hash = LinkSecret.HashOf(secret);
        var invitation = await db.ExpertInvitations.SingleOrDefaultAsync(
            one => one.PoolExpertId == invited.Id,
            cancellation
        );
        if (invitation is null)
            db.ExpertInvitations.Add(invitation = new ExpertInvitation(invited, hash, by, now, days));
        else
            invitation.Renew(invited, hash, by, now, days);
        invited.StandBy(place: null, by.Person, now);
        db.Outbox.Add(await MailAsync(wave, invitation, secret, invited.Language, now, cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Reminds once, with a link of its own: of the first one's secret nothing is kept. The caller saves.</summary>
    public async Task RemindAsync(ExpertInvitation invitation, DateTimeOffset now, CancellationToken cancellation)
    {
        var secret = LinkSecret.New();
        if (!invitation.Remind(LinkSecret.HashOf(secret), now))
            return;
        var wave = await db.Waves.SingleAsync(one => one.Id == invitation.WaveId, cancellation);
        var language = await db
            .PoolExperts.Where(one => one.Id == invitation.PoolExpertId)
            .Select(one => one.Language)
            .SingleAsync(cancellation);
        db.Outbox.Add(await MailAsync(wave, invitation, secret, language, now, cancellation));
    }

    /// <summary>The mail that an expert would get, with a link that opens nothing.</summary>
    public Task<OutboxMail> SampleAsync(
        Wave wave,
        PoolExpert expert,
        int days,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        MailAsync(
            wave,
            new ExpertInvitation(expert, new string('0', 64), default(PersonId), now, days),
            "…",
            expert.Language,
            now,
            cancellation
        );

    private async Task<OutboxMail> MailAsync(
        Wave wave,
        ExpertInvitation invitation,
        string secret,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
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
        return new OutboxMail
        {
            Recipient = invitation.Email!,
            Occasion = $"{Occasion}{invitation.Id.Value}:{now.Ticks}",
            Template =
                invitation.RemindedAt is not null ? "expert-invited-reminder"
                : wave.ReviewsDue is null ? "expert-invited"
                : "expert-invited-until",
            Language = language,
            HoldsSecret = true,
            CallId = wave.CallId,
            Data = facts.For(new Addressee(invitation.Email!.Value, invitation.Name, language)),
            CreatedAt = now,
        };
    }

    public Task<ExpertInvitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = LinkSecret.HashOf(secret);
        return db.ExpertInvitations.SingleOrDefaultAsync(
            one => one.TokenHash == hash || one.ReminderHash == hash,
            cancellation
        );
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
        var pool = await db.PoolExperts.SingleAsync(one => one.Id == invitation.PoolExpertId, cancellation);
        db.Experts.Add(new Expert(invitation, pool, account.Person, now));
        await roles.GiveAsync(account.Person, PortalRole.Expert, by: null, now);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
