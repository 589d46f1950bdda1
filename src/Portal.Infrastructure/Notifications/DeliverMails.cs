using System.Diagnostics;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MimeKit;
using Portal.Domain;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Delivers the mails that are owed, by SMTP. A mail is claimed before it goes out and noted after; one whose
/// delivery was cut off in between is in doubt, and nobody but an administrator sends it again.
/// </summary>
public sealed partial class DeliverMails(
    PortalDbContext db,
    SortMails sort,
    MailComposer composer,
    StopLinks links,
    LettersInMails letters,
    IConfiguration configuration,
    ILogger<DeliverMails> log
)
{
    private const int Batch = 200;

    private MailWordings _words = MailWordings.Own;

    /// <summary>How long a run takes up mails whose letters are to be printed, before it looks for others again.</summary>
    private static readonly TimeSpan LettersFor = TimeSpan.FromSeconds(20);

    /// <returns>How many mails went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await sort.RunAsync(cancellation);
        if (configuration["Smtp:Host"] is not { Length: > 0 } host)
            return 0;
        var due = await DueAsync(cancellation);
        if (due.Count == 0)
            return 0;
        _words = await MailWordings.ReadAsync(db, cancellation);
        using var smtp = new SmtpClient();
        if (!await ConnectAsync(smtp, host, cancellation))
            return 0;
        var sent = 0;
        long? since = null;
        foreach (var mail in due)
        {
            if (mail.HasLetter && Stopwatch.GetElapsedTime(since ??= Stopwatch.GetTimestamp()) > LettersFor)
                break;
            sent += await DeliverAsync(smtp, mail, cancellation) ? 1 : 0;
        }
        await smtp.DisconnectAsync(quit: true, cancellation);
        return sent;
    }

    private Task<List<Due>> DueAsync(CancellationToken cancellation) =>
        db
            .Database.SqlQuery<Due>(
                $"""
                select mail.id, mail.letter_of is not null as has_letter, account.id as person
                from outbox mail left join accounts account on account.normalized_email = upper(mail.recipient)
                where mail.way = 'AtOnce' and mail.sent_at is null and mail.claimed_at is null
                  and (mail.retry_at is null or mail.retry_at <= clock_timestamp())
                  and not exists (select from dossiers where id = mail.dossier_id and removal_at is not null)
                order by mail.letter_of is not null, mail.created_at limit {Batch}
                """
            )
            .ToListAsync(cancellation);

    private async Task<bool> ConnectAsync(SmtpClient smtp, string host, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(configuration.GetValue("Smtp:PatienceSeconds", 30)));
        try
        {
            await smtp.ConnectAsync(
                host,
                configuration.GetValue("Smtp:Port", 25),
                SecureSocketOptions.Auto,
                patience.Token
            );
            if (configuration["Smtp:User"] is { Length: > 0 } user)
                await smtp.AuthenticateAsync(user, configuration["Smtp:Password"] ?? "", patience.Token);
            return true;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or System.Net.Sockets.SocketException
                        or AuthenticationException
                        or SslHandshakeException
                        or SmtpCommandException
                        or SmtpProtocolException
                        or TimeoutException
                || failure is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            // Nothing is claimed yet: the mails wait for the server to be back.
            ServerAway(failure.GetType().Name);
            return false;
        }
    }

    private async Task<bool> DeliverAsync(SmtpClient smtp, Due due, CancellationToken cancellation)
    {
        var id = due.Id;
        var mail = await db.Outbox.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        if (await ComposeAsync(mail, due.Person, cancellation) is not { } message)
            return false;
        // Printing takes long enough for a server to hang up: what isn't claimed is tried again.
        if (mail.LetterOf is not null && !await IsStillThereAsync(smtp, cancellation))
            return false;
        if (await ClaimAsync(id, cancellation) == 0)
            return false;
        try
        {
            // Begun is finished: cut off in between, nobody would know whether it left.
            await smtp.SendAsync(message, CancellationToken.None);
        }
        catch (SmtpCommandException refused)
        {
            // The server said no, so it did not take the mail: it may be tried again.
            await ReleaseAsync(id, mail.Attempts + 1, refused.StatusCode, cancellation);
            return false;
        }
        await db.Database.ExecuteSqlAsync(
            $"""
            update outbox
            set sent_at = portal_now(), last_error = null, data = case when holds_secret then data - 'link' else data end
            where id = {id}
            """,
            CancellationToken.None
        );
        return true;
    }

    private async Task<bool> IsStillThereAsync(SmtpClient smtp, CancellationToken cancellation)
    {
        try
        {
            await smtp.NoOpAsync(cancellation);
            return true;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or SmtpCommandException
                        or SmtpProtocolException
                        or ServiceNotConnectedException
            )
        {
            ServerAway(failure.GetType().Name);
            return false;
        }
    }

    /// <returns>Null where the mail can't be written: a mistake of ours, which keeps back no other mail.</returns>
    private async Task<MimeMessage?> ComposeAsync(OutboxMail mail, Guid? person, CancellationToken cancellation)
    {
        try
        {
            var carried = mail.Template == MailClasses.Digest ? await CarriedAsync(mail, cancellation) : null;
            if (carried is [])
            {
                // All that it would bring was read or ended meanwhile.
                await db
                    .Outbox.Where(one => one.Id == mail.Id && one.ClaimedAt == null)
                    .ExecuteDeleteAsync(cancellation);
                return null;
            }
            var classes = (carried?.Select(one => one.Template) ?? [mail.Template]).Select(MailClasses.Of);
            return composer.Message(
                mail,
                configuration["Smtp:From"] ?? "portail@portail.example",
                new MailSetting
                {
                    Words = _words,
                    Enclosed = await letters.OfAsync(mail, cancellation),
                    Stop = links.PathOf(person is { } reader ? new PersonId(reader) : null, classes),
                    Carried = carried,
                }
            );
        }
        catch (Exception mistake)
        {
            NotWritten(mistake, mail.Id, mail.Template);
            await db.Database.ExecuteSqlAsync(
                $"update outbox set last_error = {mistake.Message}, retry_at = 'infinity' where id = {mail.Id} and sent_at is null",
                cancellation
            );
            return null;
        }
    }

    private Task<List<OutboxMail>> CarriedAsync(OutboxMail mail, CancellationToken cancellation) =>
        db
            .Outbox.AsNoTracking()
            .Where(one => one.CarriedBy == mail.Id)
            .OrderBy(one => one.CreatedAt)
            .ToListAsync(cancellation);

    private Task<int> ClaimAsync(Guid id, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"update outbox set claimed_at = clock_timestamp(), attempts = attempts + 1 where id = {id} and claimed_at is null and sent_at is null",
            cancellation
        );

    /// <summary>"Not now" is tried again, ever more rarely; "never" waits for an administrator (RFC 5321, 4.2.1).</summary>
    private Task<int> ReleaseAsync(Guid id, int attempts, SmtpStatusCode status, CancellationToken cancellation)
    {
        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, attempts), 240));
        var (isFinal, error) = ((int)status >= 500, status.ToString());
        return db.Database.ExecuteSqlAsync(
            $"""
            update outbox
            set claimed_at = null, last_error = {error},
                retry_at = case when {isFinal} then 'infinity' else clock_timestamp() + {wait} end
            where id = {id}
            """,
            cancellation
        );
    }

    private sealed record Due(Guid Id, bool HasLetter, Guid? Person);

    [LoggerMessage(LogLevel.Error, "Mail {Id} ({Template}) can't be written; it waits for an administrator.")]
    private partial void NotWritten(Exception mistake, Guid id, string template);

    [LoggerMessage(LogLevel.Warning, "The mail server is away ({Failure}); mails wait.")]
    private partial void ServerAway(string failure);
}
