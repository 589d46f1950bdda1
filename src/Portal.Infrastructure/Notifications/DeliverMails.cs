using System.Diagnostics;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MimeKit;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Delivers the mails that are owed, by SMTP, over several connections. A mail is claimed before it goes out and noted
/// after; one whose delivery was cut off in between is in doubt, and nobody but an administrator sends it again.
/// </summary>
public sealed partial class DeliverMails(
    PortalDbContext db,
    SortMails sort,
    MailComposer composer,
    StopLinks links,
    LettersInMails letters,
    MailServer server,
    ILogger<DeliverMails> log
)
{
    /// <summary>Mails that are worth a connection more.</summary>
    private const int WorthAConnection = 10;

    /// <summary>
    /// Mails that a connection claims at a time: the disk is waited for once for all of them. Where the database and the
    /// portal fall together, as many are in doubt.
    /// </summary>
    private const int Batch = 16;

    /// <summary>How long a run takes up mails whose letters are to be printed, before it looks for others again.</summary>
    private static readonly TimeSpan LettersFor = TimeSpan.FromSeconds(20);

    /// <returns>How many mails went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!server.IsConfigured)
        {
            await sort.RunAsync(cancellation);
            return 0;
        }
        await OutboxClaims.ReleaseOfDeadAsync(db, cancellation);
        using var feed = new MailFeed(db, sort, links, await MailWordings.ReadAsync(db, cancellation));
        var waiting = await feed.ReadAsync(withLetters: false, cancellation);
        var lanes = Math.Min(server.Connections, (waiting + WorthAConnection - 1) / WorthAConnection);
        var sent = await Task.WhenAll(
            Enumerable.Range(0, lanes).Select(_ => RunLaneAsync(feed, withLetters: false, cancellation))
        );
        // One at a time: printing takes all that this machine has.
        return sent.Sum()
            + (
                await feed.ReadAsync(withLetters: true, cancellation) > 0
                    ? await RunLaneAsync(feed, withLetters: true, cancellation)
                    : 0
            );
    }

    private async Task<int> RunLaneAsync(MailFeed feed, bool withLetters, CancellationToken cancellation)
    {
        using var connection = await server.ConnectAsync(cancellation);
        if (connection is null)
            return 0;
        await using var claims = await OutboxClaims.OpenAsync(db.Database.GetConnectionString()!, cancellation);
        var (sent, since) = (0, Stopwatch.GetTimestamp());
        while (!cancellation.IsCancellationRequested)
        {
            var batch = await TakeAsync(feed, claims, withLetters, cancellation);
            if (batch.Count == 0 || withLetters && Stopwatch.GetElapsedTime(since) > LettersFor)
                break;
            // Printing takes long enough for a server to hang up: what isn't claimed is tried again.
            if (withLetters && !await connection.IsStillThereAsync(cancellation))
                return sent;
            var (went, isThere) = await DeliverAsync(connection, claims, batch, cancellation);
            sent += went;
            if (!isThere)
                return sent;
        }
        await claims.NoteAsync();
        await connection.LeaveAsync();
        return sent;
    }

    /// <summary>The next mails, written: one where its letter is printed, else some. What can't be written is left out.</summary>
    private async Task<List<WrittenMail>> TakeAsync(
        MailFeed feed,
        OutboxClaims claims,
        bool withLetters,
        CancellationToken cancellation
    )
    {
        var written = new List<WrittenMail>();
        while (written.Count < (withLetters ? 1 : Batch))
        {
            if (!feed.TryNext(out var next))
            {
                if (withLetters || written.Count > 0)
                    break;
                // To read on takes a moment: what left until now is noted.
                await claims.NoteAsync();
                if ((next = await feed.NextAsync(cancellation)) is null)
                    break;
            }
            if (await ComposeAsync(next!, claims, cancellation) is { } message)
                written.Add(new WrittenMail(next!.Mail, message));
        }
        return written;
    }

    /// <returns>How many went out, and whether the connection is still there.</returns>
    private async Task<(int Went, bool IsThere)> DeliverAsync(
        MailConnection connection,
        OutboxClaims claims,
        List<WrittenMail> batch,
        CancellationToken cancellation
    )
    {
        var went = 0;
        var claimed = await claims.ClaimAsync(batch.ConvertAll(one => one.Mail.Id), cancellation);
        foreach (var one in batch.Where(one => claimed.Contains(one.Mail.Id)).ToList())
        {
            if (cancellation.IsCancellationRequested)
                break;
            if (!await claims.BeginAsync(one.Mail.Id))
                continue;
            if (await HandOverAsync(connection, claims, one.Mail, one.Message) is not { } isTaken)
                return (went, false);
            went += isTaken ? 1 : 0;
        }
        return (went, true);
    }

    private sealed record WrittenMail(OutboxMail Mail, MimeMessage Message);

    /// <returns>Whether it went out; null where the connection is no more.</returns>
    private async Task<bool?> HandOverAsync(
        MailConnection connection,
        OutboxClaims claims,
        OutboxMail mail,
        MimeMessage message
    )
    {
        try
        {
            var handed = await connection.SendAsync(message);
            if (handed == Handed.Taken)
            {
                claims.Sent(mail.Id);
                return true;
            }
            if (handed == Handed.NotBegun)
                await claims.UnclaimAsync(mail.Id);
            Broken(mail.Id, handed);
            return null;
        }
        catch (SmtpCommandException refused)
        {
            var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, mail.Attempts + 1), 240));
            await claims.ReleaseAsync(mail.Id, refused.StatusCode.ToString(), (int)refused.StatusCode >= 500, wait);
            return false;
        }
    }

    /// <returns>Null where the mail can't be written: a mistake of ours, which keeps back no other mail.</returns>
    private async Task<MimeMessage?> ComposeAsync(
        LeavingMail leaving,
        OutboxClaims claims,
        CancellationToken cancellation
    )
    {
        var (mail, setting) = leaving;
        try
        {
            if (setting.Carried is [])
            {
                // All that it would bring was read or ended meanwhile.
                await claims.ForgetAsync(mail.Id);
                return null;
            }
            if (mail.LetterOf is not null)
                setting = setting with { Enclosed = await letters.OfAsync(mail, cancellation) };
            return composer.Message(mail, server.From, setting);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            NotWritten(mistake, mail.Id, mail.Template);
            await claims.KeepBackAsync(mail.Id, mistake.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Mail {Id} ({Template}) can't be written; it waits for an administrator.")]
    private partial void NotWritten(Exception mistake, Guid id, string template);

    [LoggerMessage(LogLevel.Warning, "The connection broke at mail {Id}: {Handed}.")]
    private partial void Broken(Guid id, Handed handed);
}
