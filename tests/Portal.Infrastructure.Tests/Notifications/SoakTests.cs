using System.Diagnostics;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>
/// The long form of what <see cref="DeliveryFaultTests"/> does: for minutes, processes deliver while mails are owed, are
/// killed at any moment, lose their server, and have clocks that are wrong. Run by <c>bin/soak</c>.
/// </summary>
[TestFixture, NonParallelizable, Explicit("It takes minutes: bin/soak runs it.")]
internal sealed class SoakTests : OnDatabase
{
    private const int Instances = 5;

    /// <summary>By how much the clock of each instance's machine is wrong.</summary>
    private static readonly TimeSpan?[] Clocks =
    [
        null,
        TimeSpan.FromDays(-1),
        TimeSpan.FromMinutes(-10),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromDays(1),
    ];

    private static readonly TimeSpan CaughtUp = TimeSpan.FromMinutes(5);
    private readonly Random _chance = new(1);
    private int _owed;
    private int _killed;
    private int _ended;

    [Test]
    public async Task No_mail_comes_twice_and_none_is_lost_though_whatever_can_fall_falls()
    {
        var minutes = double.Parse(
            Environment.GetEnvironmentVariable("PORTAL_SOAK_MINUTES") ?? "5",
            System.Globalization.CultureInfo.InvariantCulture
        );
        await using var sink = new SmtpSink();
        sink.At = async step =>
        {
            await Task.Delay(step == SmtpStep.Kept ? 2 : 0);
            return step == SmtpStep.Kept || Chance(0.995);
        };
        var usual = await UsualAsync(sink);
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        await Task.WhenAll([
            OweAsync(over.Token),
            BreakAsync(sink, over.Token),
            .. Enumerable.Range(0, Instances).Select(one => DeliverAsync(sink, usual, Clocks[one], over.Token)),
        ]);
        sink.At = null;
        var since = Stopwatch.StartNew();
        await CatchUpAsync(sink);
        await AssertAsync(sink, since.Elapsed);
    }

    private async Task OweAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await using var db = Database.Open();
            var owed = _chance.Next(1, 40);
            _owed += await db.Database.ExecuteSqlAsync(
                $$"""
                insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, not_before)
                select gen_random_uuid(), gen_random_uuid() || '@test.example', 'soak', 'already-registered', 'fr',
                       '{"name": "", "link": "/account/forgotten"}', portal_now(), 0, false,
                       case when number % 4 = 0 then portal_now() + interval '20 seconds' end
                from generate_series(1, {{owed}}) number
                """,
                CancellationToken.None
            );
            await WaitAsync(500, over);
        }
    }

    /// <summary>How long a delivery takes on this machine, as busy as it is, that nobody disturbs.</summary>
    private async Task<TimeSpan> UsualAsync(SmtpSink sink)
    {
        var since = Stopwatch.StartNew();
        using var child = DeliveryProcess.Start(Database.Application, sink.Port);
        await child.WaitForExitAsync();
        return since.Elapsed;
    }

    private async Task DeliverAsync(SmtpSink sink, TimeSpan usual, TimeSpan? isOff, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var child = DeliveryProcess.Start(Database.Application, sink.Port, isOff);
            // From before it has read anything until well after it would have delivered all.
            using var patience = new CancellationTokenSource(usual * _chance.Next(3, 40) / 10);
            try
            {
                await child.WaitForExitAsync(patience.Token);
                _ended++;
            }
            catch (OperationCanceledException)
            {
                child.Kill();
                await child.WaitForExitAsync(CancellationToken.None);
                _killed++;
            }
        }
    }

    private async Task BreakAsync(SmtpSink sink, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await WaitAsync(_chance.Next(5_000, 20_000), over);
            sink.Close();
            await WaitAsync(_chance.Next(1_000, 8_000), over);
            sink.Open();
        }
    }

    private async Task CatchUpAsync(SmtpSink sink)
    {
        // Nothing waits for longer than half a minute.
        await Task.Delay(TimeSpan.FromSeconds(20));
        for (var run = 0; run < 50; run++)
        {
            await using var db = Database.Open();
            if (await Delivery.On(db, sink.Port).RunAsync(CancellationToken.None) == 0)
                return;
        }
    }

    private async Task AssertAsync(SmtpSink sink, TimeSpan took)
    {
        await using var db = Database.Open();
        var mails = await db.Outbox.AsNoTracking().ToListAsync();
        var doubtful = mails.Where(mail => mail.SentAt is null && mail.ClaimedAt is not null).ToList();
        await TestContext.Progress.WriteLineAsync(
            $"{_owed} owed, {sink.Taken.Count} taken, {_killed} processes killed, {_ended} ended by themselves, {doubtful.Count} in doubt, of which {doubtful.Count(mail => TimesOf(sink, mail) == 1)} were taken; caught up in {took.TotalSeconds:0} s"
        );
        Assert.That(mails, Has.Count.EqualTo(_owed));
        Assert.That(sink.Taken.Values, Has.All.EqualTo(1), "twice");
        Assert.That(mails.Where(mail => mail.SentAt is not null && TimesOf(sink, mail) != 1), Is.Empty, "lost");
        Assert.That(mails.Where(mail => mail.SentAt is null && mail.ClaimedAt is null), Is.Empty, "forgotten");
        Assert.That(mails.Where(mail => mail.ClaimedAt < mail.NotBefore), Is.Empty, "early");
        Assert.That(took, Is.LessThan(CaughtUp));
    }

    private static int TimesOf(SmtpSink sink, OutboxMail mail) =>
        sink.Taken.GetValueOrDefault($"<{mail.Id}@portal.test>");

    private bool Chance(double of)
    {
        lock (_chance)
            return _chance.NextDouble() < of;
    }

    private static async Task WaitAsync(int milliseconds, CancellationToken over)
    {
        try
        {
            await Task.Delay(milliseconds, over);
        }
        catch (OperationCanceledException) { }
    }
}
