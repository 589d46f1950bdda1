using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Says of each mail that is owed whether it leaves at once, with others in the morning, or not at all: by its class, by
/// what its reader chose, and by how many they had today. The same statements, however many mails and readers.
/// </summary>
public sealed class SortMails(PortalDbContext db)
{
    private static readonly string[] Templates = [.. MailClasses.All.Keys];
    private static readonly string[] Classes = [.. MailClasses.All.Values.Select(one => one.ToString())];

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await AnyAsync(cancellation))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // One at a time: each counts what the other let through.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended('sort-mails', 0))",
            cancellation
        );
        var now = await db.NowAsync(cancellation);
        await SortAsync(now, Mornings.After(now), cancellation);
        await StayAsync(now, cancellation);
        await GatherAsync(now, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private Task<bool> AnyAsync(CancellationToken cancellation) =>
        db
            .Database.SqlQuery<bool>(
                $"""
                select exists (select from outbox where way is null and sent_at is null and claimed_at is null
                                 and (not_before is null or not_before <= portal_now()))
                    or exists (select from outbox where carried_by is null and digest_at <= portal_now()) as "Value"
                """
            )
            .SingleAsync(cancellation);

    /// <summary>
    /// A secret that is to be forgotten, a letter or an appointment can't be carried by another mail: it leaves at once. So
    /// does a reminder whose date would pass meanwhile, or of which none is known; what is past already is no news.
    /// </summary>
    private Task<int> SortAsync(DateTimeOffset now, Mornings at, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with kind as (select * from unnest({Templates}, {Classes}) as kind(template, class)),
            owed as (
                select mail.id, lower(mail.recipient) as reader, mail.created_at, mail.due_at,
                       coalesce(kind.class, 'LegalNotice') as class,
                       coalesce(kind.class, 'LegalNotice') = 'LegalNotice' or mail.holds_secret
                           or mail.letter_of is not null or mail.appointment is not null as passes,
                       coalesce(choice.way, 'AtOnce') as chosen
                from outbox mail
                left join kind on kind.template = mail.template
                left join accounts account on account.normalized_email = upper(mail.recipient)
                left join mail_choices choice on choice.person = account.id and choice.class = kind.class
                where mail.way is null and mail.sent_at is null and mail.claimed_at is null
                  and (mail.not_before is null or mail.not_before <= {now})
                  and not exists (select from dossiers where id = mail.dossier_id and removal_at is not null)
                  and (mail.template = any({MailClasses.EvenToRefused}) or not exists (select from address_refusals where address = lower(mail.recipient) and confirmed_at is null))
            ),
            wanted as (
                select *, not passes and (chosen = 'PortalOnly' or class = 'Reminder' and due_at <= {now}) as stays,
                       case when passes then null when chosen = 'Daily' then {at.Daily} when chosen = 'Weekly' then {at.Weekly} end as waits
                from owed
            ),
            placed as (
                select *, case when not stays and coalesce(due_at > waits, class <> 'Reminder') then waits end as digest
                from wanted
            ),
            today as (
                select lower(mail.recipient) as reader,
                       count(*) filter (where mail.way = 'AtOnce') as sent, bool_or(mail.way = 'Digest') as is_due
                from outbox mail join kind on kind.template = mail.template
                where mail.way = 'AtOnce' and mail.sorted_at >= {at.Today} and kind.class <> 'LegalNotice' and not mail.holds_secret
                     and not starts_with(mail.occasion, {OutboxMail.Sample})
                   or mail.way = 'Digest' and mail.carried_by is null and mail.digest_at < {at.Tomorrow}
                group by 1
            ),
            counted as (
                select placed.*, coalesce(today.sent, 0) as sent, coalesce(today.is_due, false) as is_due,
                       coalesce(today.sent, 0)
                         + (coalesce(today.is_due, false) or bool_or(coalesce(digest < {at.Tomorrow}, false)) over (partition by reader))::int
                         + row_number() over (partition by reader, not passes and not stays and digest is null
                                              order by placed.created_at, placed.id) as nth
                from placed left join today using (reader)
            ),
            decided as (
                select id, stays,
                       case when passes or stays then null
                            when coalesce(due_at <= {at.Next}, class = 'Reminder') then digest
                            when digest is null and nth > {Mornings.MostADay} then {at.Next}
                            when digest < {at.Tomorrow} and not is_due and sent >= {Mornings.MostADay} then {at.Next}
                            else digest end as digest_at
                from counted
            )
            update outbox mail
            set sorted_at = {now}, digest_at = decided.digest_at,
                way = case when decided.stays then 'PortalOnly' when decided.digest_at is not null then 'Digest' else 'AtOnce' end
            from decided where mail.id = decided.id and mail.way is null
            """,
            cancellation
        );

    /// <summary>What waited and whose class was ended since, or whose date has passed, is read on the portal alone.</summary>
    private Task<int> StayAsync(DateTimeOffset now, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with kind as (select * from unnest({Templates}, {Classes}) as kind(template, class))
            update outbox mail
            set way = 'PortalOnly', digest_at = null
            from kind
            where kind.template = mail.template
              and mail.carried_by is null and mail.digest_at <= {now} and mail.sent_at is null
              and (kind.class = 'Reminder' and mail.due_at <= {now}
                   or exists (select from accounts account
                              join mail_choices choice on choice.person = account.id and choice.class = kind.class
                              where account.normalized_email = upper(mail.recipient) and choice.way = 'PortalOnly'))
            """,
            cancellation
        );

    /// <summary>Makes of what waited one mail to each reader, and notes by which mail each is carried, or neither.</summary>
    private Task<int> GatherAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var occasion = $"digest:{now.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture)}";
        return db.Database.ExecuteSqlAsync(
            $"""
            with due as (
                select mail.id, lower(mail.recipient) as reader, mail.recipient, mail.language
                from outbox mail
                where mail.carried_by is null and mail.digest_at <= {now} and mail.sent_at is null
                  and not exists (select from dossiers where id = mail.dossier_id and removal_at is not null)
            ),
            made as (
                insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, way, sorted_at)
                select gen_random_uuid(), min(due.recipient), {occasion}, {MailClasses.Digest},
                       coalesce(min(account.language), min(due.language)),
                       jsonb_build_object('name', coalesce(min(account.name), ''),
                                          'link', case when min(account.name) is null then '/calls' else '/account/mails/preferences' end),
                       {now}, 0, false, 'AtOnce', {now}
                from due left join accounts account on account.normalized_email = upper(due.recipient)
                group by due.reader
                returning id, lower(recipient) as reader
            )
            update outbox mail set carried_by = made.id
            from due join made using (reader) where mail.id = due.id
            """,
            cancellation
        );
    }
}
