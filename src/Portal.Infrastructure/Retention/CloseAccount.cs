using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// Closes an account: nobody signs in to it again, and it leads to nobody. What was filed, decided, paid and noted in the
/// history keeps its id, which says nothing any more.
/// </summary>
public sealed class CloseAccount(PortalDbContext db)
{
    /// <summary>Read wherever the person's name was.</summary>
    public const string Name = "(compte fermé / closed account)";

    public async Task RunAsync(
        PersonId person,
        ClosingReason reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var account = await db.Users.SingleAsync(one => one.Id == person.Value, cancellation);
        if (account.ClosedAt is not null)
            return;
        var (before, after) = (account.Email!, $"{person.Value:N}@{Expert.Gone}");
        await DropWaysInAsync(person, cancellation);
        await DropChoicesAsync(person, before, cancellation);
        await DropMailsAsync(before, after, now, cancellation);
        await LeaveAsync(person, before, cancellation);
        Blank(account, after, now);
        db.History.Add(HistoryEntry.Of(new AccountClosed(person, reason, now)));
        await db.SaveChangesAsync(cancellation);
    }

    private static void Blank(Account account, string address, DateTimeOffset now)
    {
        (account.Name, account.Organisation, account.PhoneNumber) = (Name, "", null);
        (account.Email, account.NormalizedEmail) = (address, address.ToUpperInvariant());
        (account.UserName, account.NormalizedUserName) = (address, address.ToUpperInvariant());
        (account.EmailConfirmed, account.TwoFactorEnabled, account.PasswordHash) = (false, false, null);
        // Running sessions are checked against it, and end.
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        (account.LockoutEnabled, account.LockoutEnd) = (true, DateTimeOffset.MaxValue);
        (account.SeenAt, account.IdleAnnouncedAt, account.ErasureAskedAt, account.ClosedAt) = (null, null, null, now);
    }

    private Task<int> DropWaysInAsync(PersonId person, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from account_roles where user_id = {person.Value};
            delete from account_claims where user_id = {person.Value};
            delete from account_logins where user_id = {person.Value};
            delete from account_tokens where user_id = {person.Value};
            delete from account_passkeys where user_id = {person.Value};
            delete from openid_tokens where subject = {person.Value}::text;
            delete from openid_authorizations where subject = {person.Value}::text;
            """,
            cancellation
        );

    private Task<int> DropChoicesAsync(PersonId person, string address, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from mail_choices where person = {person.Value};
            delete from calendar_addresses where person = {person.Value};
            delete from kept_answers where person = {person.Value};
            delete from contact_people where person = {person.Value};
            delete from subscriptions where lower(email) = lower({address});
            delete from address_refusals where address = lower({address});
            delete from webhook_attempts attempt using webhook_messages message, webhooks webhook
            where attempt.message_id = message.id and message.webhook_id = webhook.id and webhook.owner = {person.Value};
            delete from webhook_messages message using webhooks webhook
            where message.webhook_id = webhook.id and webhook.owner = {person.Value};
            delete from webhooks where owner = {person.Value};
            """,
            cancellation
        );

    /// <summary>
    /// What is owed is dropped, and what tells of no filed dossier; that a receipt or a decision was sent is a part of its
    /// dossier's record. What others owe from now on goes nowhere.
    /// </summary>
    private Task<int> DropMailsAsync(string before, string after, DateTimeOffset now, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update outbox set carried_by = null where lower(recipient) = lower({before}) and carried_by is not null;
            delete from outbox mail
            where lower(recipient) = lower({before})
              and (sent_at is null or dossier_id is null
                   or not exists (select from dossiers where id = mail.dossier_id and number is not null));
            update outbox set recipient = {after}, data = data || jsonb_build_object('name', {Name}::text)
            where lower(recipient) = lower({before});
            insert into address_refusals (address, refused_at, status) values ({after}, {now}, 'closed');
            """,
            cancellation
        );

    /// <summary>Drafts of others, places that were offered, and lists of who was thought of.</summary>
    private Task<int> LeaveAsync(PersonId person, string address, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from dossier_members member using dossiers dossier
            where member.dossier_id = dossier.id and member.person = {person.Value} and dossier.number is null
              and member.role <> 'Coordinator';
            update dossiers set offer_at = null, offer_by = null, offer_to = null where offer_to = {person.Value};
            update team_invitations set email = null where lower(email) = lower({address});
            update expert_invitations set email = null
            where lower(email) = lower({address}) and answer_accepted is not true;
            update pool_experts expert
            set email = null, name = '', organisation = '', texts = '[]', links = '[]', aliases = '[]', standby = null
            where lower(email) = lower({address})
              and not exists (select from experts where experts.pool_expert_id = expert.id);
            """,
            cancellation
        );
}
