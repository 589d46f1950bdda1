using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>A mail that is to leave, and what it is written with.</summary>
internal sealed record LeavingMail(OutboxMail Mail, MailSetting Setting);

/// <summary>
/// Hands the mails that are to leave to several connections, each once: legal notices first, and what became due meanwhile
/// with the next batch. It reads a batch at a time; whether a mail is still to leave is for its claim to say.
/// </summary>
internal sealed class MailFeed(PortalDbContext db, SortMails sort, StopLinks links, MailWordings words) : IDisposable
{
    private const int Batch = 200;
    private static readonly string[] LegalNotices =
    [
        .. MailClasses.All.Where(one => one.Value == MailClass.LegalNotice).Select(one => one.Key),
    ];

    private readonly ConcurrentQueue<LeavingMail> _read = new();
    private readonly HashSet<Guid> _seen = [];
    private readonly SemaphoreSlim _reading = new(1);

    public bool TryNext(out LeavingMail? next) => _read.TryDequeue(out next);

    /// <returns>Null where none is left.</returns>
    public async Task<LeavingMail?> NextAsync(CancellationToken cancellation)
    {
        if (TryNext(out var next))
            return next;
        await _reading.WaitAsync(cancellation);
        try
        {
            if (!TryNext(out next) && await ReadAsync(withLetters: false, cancellation) > 0)
                TryNext(out next);
            return next;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads what is to leave: how much there is says how many connections are worth while.</summary>
    public async Task<int> ReadAsync(bool withLetters, CancellationToken cancellation)
    {
        await sort.RunAsync(cancellation);
        // What this run could not send is for the next one.
        var due = (await DueAsync(withLetters, cancellation)).Where(one => _seen.Add(one.Id)).ToList();
        if (due.Count == 0)
            return 0;
        var ids = due.ConvertAll(one => one.Id);
        var mails = await db
            .Outbox.AsNoTracking()
            .Where(one => ids.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, cancellation);
        var carried = (
            await db
                .Outbox.AsNoTracking()
                .Where(one => ids.Contains(one.CarriedBy!.Value))
                .OrderBy(one => one.CreatedAt)
                .ToListAsync(cancellation)
        ).ToLookup(one => one.CarriedBy!.Value);
        foreach (var one in due)
            if (mails.TryGetValue(one.Id, out var mail))
                _read.Enqueue(new LeavingMail(mail, SettingOf(mail, one.Person, carried[one.Id])));
        return due.Count;
    }

    public void Dispose() => _reading.Dispose();

    private MailSetting SettingOf(OutboxMail mail, Guid? person, IEnumerable<OutboxMail> carried)
    {
        // One that is sent to see its words has what it would bring among its facts.
        List<OutboxMail>? parts = mail.Template == MailClasses.Digest && !mail.IsSample ? [.. carried] : null;
        var classes = (parts?.Select(one => one.Template) ?? [mail.Template]).Select(MailClasses.Of);
        return new MailSetting
        {
            Words = words,
            Carried = parts,
            Stop = links.PathOf(person is { } reader ? new PersonId(reader) : null, classes),
        };
    }

    private Task<List<Due>> DueAsync(bool withLetters, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<Due>(
                $"""
                select mail.id, account.id as person
                from outbox mail left join accounts account on account.normalized_email = upper(mail.recipient)
                where mail.way = 'AtOnce' and mail.sent_at is null and mail.claimed_at is null
                  and (mail.letter_of is not null) = {withLetters}
                  and (mail.retry_at is null or mail.retry_at <= clock_timestamp())
                  and not exists (select from dossiers where id = mail.dossier_id and removal_at is not null)
                  and (mail.template = any({MailClasses.EvenToRefused}) or not exists (select from address_refusals where address = lower(mail.recipient) and confirmed_at is null))
                order by mail.template = any({LegalNotices}) desc, mail.created_at limit {Batch}
                """
            )
            .ToListAsync(cancellation);

    private sealed record Due(Guid Id, Guid? Person);
}
