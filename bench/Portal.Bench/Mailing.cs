using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Npgsql;
using Portal.Infrastructure.Persistence;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>
/// Delivering what is owed, to a server of this process that keeps nothing, beside a bare loop of MailKit that sends the same
/// messages, written before, over as many connections.
/// </summary>
internal sealed class Mailing(TestDatabase database, SmtpSink sink, int mails)
{
    private const int Connections = 4;
    private const int Rounds = 5;

    public static async Task RunAsync(bool quick)
    {
        Console.WriteLine();
        await using var database = await TestDatabase.CreateAsync();
        await using var sink = new SmtpSink();
        await new Mailing(database, sink, quick ? 400 : 4_000).RunAsync();
    }

    private async Task RunAsync()
    {
        var (ours, bare) = (new List<double>(), new List<double>());
        // The first round warms up both.
        for (var round = 0; round <= Rounds; round++)
        {
            var owed = await OweAsync(round);
            var straight = await RateAsync(() => SendAsync(owed));
            var delivered = await RateAsync(DeliverAsync);
            if (round == 0)
                continue;
            bare.Add(straight);
            ours.Add(delivered);
        }
        var (mine, plain) = (Median(ours), Median(bare));
        var (composed, written) = await WritingAsync();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Mails: {mails} over {Connections} connections, medians of {Rounds}: delivered {mine:0}/s, bare MailKit {plain:0}/s, ratio {mine / plain:0.00}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  on one thread: {composed:0.00} ms to compose a mail, {written:0.00} ms to write it to nowhere"
            )
        );
    }

    /// <returns>The same messages, written.</returns>
    private async Task<List<MimeMessage>> OweAsync(int round)
    {
        await using var db = database.Open();
        await db.Database.ExecuteSqlAsync(
            $$"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret)
            select gen_random_uuid(), 'mesure' || number || '@exemple.fr', 'bench:' || {{round}}::int, 'deadline-moved', 'fr',
                   '{"name": "Camille Exemple", "call": "Appel fictif", "wave": "1", "from": "mardi", "to": "mercredi", "link": "/dossiers"}',
                   portal_now(), 0, false
            from generate_series(1, {{mails}}) number
            """
        );
        var occasion = string.Create(CultureInfo.InvariantCulture, $"bench:{round}");
        var owed = await db.Outbox.AsNoTracking().Where(mail => mail.Occasion == occasion).ToListAsync();
        return owed.ConvertAll(mail => Delivery.Composer.Message(mail, "portail@portail.example"));
    }

    /// <returns>Milliseconds a mail.</returns>
    private async Task<(double Composed, double Written)> WritingAsync()
    {
        await using var db = database.Open();
        var owed = await db.Outbox.AsNoTracking().Take(1_000).ToListAsync();
        var watch = Stopwatch.StartNew();
        var messages = owed.ConvertAll(mail => Delivery.Composer.Message(mail, "portail@portail.example"));
        var composed = watch.Elapsed.TotalMilliseconds / owed.Count;
        watch.Restart();
        foreach (var message in messages)
            await message.WriteToAsync(Stream.Null);
        return (composed, watch.Elapsed.TotalMilliseconds / owed.Count);
    }

    private async Task DeliverAsync()
    {
        await using var db = PortalDatabase.Open(Tuned);
        var sent = await Delivery.On(db, sink.Port).RunAsync(CancellationToken.None);
        if (sent != mails)
            throw new InvalidOperationException($"{sent} of {mails} mails went out.");
    }

    private Task SendAsync(List<MimeMessage> messages) =>
        Task.WhenAll(messages.Chunk((messages.Count + Connections - 1) / Connections).Select(SendAsync));

    private async Task SendAsync(MimeMessage[] messages)
    {
        using var smtp = new SmtpClient();
        // As the portal connects: else both would wait for acknowledgements all the time, and be alike.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", sink.Port);
        await smtp.ConnectAsync(socket, "127.0.0.1", sink.Port, SecureSocketOptions.None);
        foreach (var message in messages)
            await smtp.SendAsync(message);
        await smtp.DisconnectAsync(quit: true);
    }

    private async Task<double> RateAsync(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return mails / watch.Elapsed.TotalSeconds;
    }

    /// <summary>As the portal connects: what comes again is prepared.</summary>
    private string Tuned =>
        new NpgsqlConnectionStringBuilder(database.Application)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
