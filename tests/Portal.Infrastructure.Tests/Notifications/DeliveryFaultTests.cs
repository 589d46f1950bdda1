using System.Diagnostics;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>
/// No mail twice and none lost, whatever dies: a delivery in a process of its own is killed at each step, five deliver at
/// once, and the server is away for a while.
/// </summary>
[TestFixture, NonParallelizable]
internal sealed class DeliveryFaultTests : OnDatabase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly DateTimeOffset CutOff = Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    [SetUp]
    public async Task BeginAnew()
    {
        await SetAsync($"delete from outbox");
        await SetAsync($"delete from outbox_steps");
        await SetAsync($"delete from reminder_marks");
        await Database.SetClockAsync(DemoTime.Start);
    }

    [Test]
    public async Task Killed_before_its_claim_a_mail_goes_out_with_the_next_delivery()
    {
        await using var sink = new SmtpSink();
        var mail = await OweAsync();
        await KillAtAsync(sink, SmtpStep.Greeting);
        await DeliverAsync(sink);
        Assert.That(TimesOf(sink, mail), Is.EqualTo(1));
        Assert.That((await ReadAsync(mail)).SentAt, Is.Not.Null);
    }

    [TestCase(SmtpStep.Envelope, 0), TestCase(SmtpStep.Kept, 1)]
    public async Task Killed_after_its_claim_a_mail_is_in_doubt_and_not_sent_again_by_itself(SmtpStep step, int taken)
    {
        await using var sink = new SmtpSink();
        var mail = await OweAsync();
        await KillAtAsync(sink, step);
        await DeliverAsync(sink);
        Assert.That(TimesOf(sink, mail), Is.EqualTo(taken));
        await AssertInDoubtAsync(mail);
    }

    /// <summary>Of the nine that were claimed together, four were sent, and the fifth was being sent.</summary>
    [Test]
    public async Task Of_what_a_delivery_that_was_killed_had_claimed_only_the_mail_that_it_was_sending_is_in_doubt()
    {
        await using var sink = new SmtpSink();
        var mails = new List<Guid>();
        for (var number = 0; number < 9; number++)
            mails.Add(await OweAsync());
        await KillAtAsync(sink, SmtpStep.Envelope, before: 4);
        var fifth = mails.Single(mail => TimesOf(sink, mail) == 0 && IsBegun(mail));
        await DeliverAsync(sink);
        await AssertInDoubtAsync(fifth);
        mails.Remove(fifth);
        Assert.That(mails.ConvertAll(mail => TimesOf(sink, mail)), Has.All.EqualTo(1));
        foreach (var mail in mails)
            Assert.That((await ReadAsync(mail)).SentAt, Is.Not.Null);
        Assert.That((await ReadAsync(mails[^1])).Attempts, Is.EqualTo(1), "what was free again counts as not tried");
    }

    /// <summary>As when PostgreSQL and the portal fell together: no step is known any more.</summary>
    [Test]
    public async Task Where_the_steps_are_lost_all_that_was_claimed_is_in_doubt_and_nothing_is_sent_twice()
    {
        await using var sink = new SmtpSink();
        var mails = new List<Guid>();
        for (var number = 0; number < 6; number++)
            mails.Add(await OweAsync());
        await KillAtAsync(sink, SmtpStep.Envelope, before: 2);
        await SetAsync($"truncate outbox_steps");
        await DeliverAsync(sink);
        Assert.That(mails.ConvertAll(mail => TimesOf(sink, mail)).Order(), Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1 }));
        foreach (var mail in mails)
            await AssertInDoubtAsync(mail);
    }

    [Test]
    public async Task What_a_delivery_that_goes_on_had_claimed_stays_its_own()
    {
        await using var sink = new SmtpSink();
        var mails = new List<Guid>();
        for (var number = 0; number < 6; number++)
            mails.Add(await OweAsync());
        var (reached, over) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        sink.At = step =>
        {
            if (step != SmtpStep.Envelope || over.Task.IsCompleted)
                return Task.FromResult(true);
            reached.TrySetResult();
            return over.Task;
        };
        var slow = DeliverAsync(sink);
        await reached.Task.WaitAsync(Patience);
        await using var second = new SmtpSink();
        await DeliverAsync(second);
        Assert.That(second.Taken, Is.Empty);
        over.SetResult(true);
        await slow;
        Assert.That(mails.ConvertAll(mail => TimesOf(sink, mail)), Has.All.EqualTo(1));
    }

    [Test]
    public async Task Killed_between_the_servers_ok_and_its_own_note_a_mail_is_in_doubt_too()
    {
        await using var sink = new SmtpSink();
        var mail = await OweAsync();
        await using var db = Database.OpenAsOwner();
        var holding = new TaskCompletionSource();
        sink.At = async step =>
        {
            // Whoever notes it has to wait for this lock; the server's answer goes out before.
            if (step == SmtpStep.Kept && holding.TrySetResult())
                await HoldAsync(db, mail);
            return true;
        };
        using var child = Start(sink);
        await WithinAsync(() => Task.FromResult(TimesOf(sink, mail) == 1));
        await WithinAsync(() => WaitsForLockAsync());
        await KillAsync(child);
        // PostgreSQL would still carry out what the dead process had asked for.
        await PostgresServer.ExecuteAsync($"select pg_terminate_backend(pid) {Waiting}");
        await db.Database.RollbackTransactionAsync();
        sink.At = null;
        await DeliverAsync(sink);
        Assert.That(TimesOf(sink, mail), Is.EqualTo(1));
        await AssertInDoubtAsync(mail);
    }

    [Test]
    public async Task Five_deliver_at_once_over_a_line_that_breaks_to_a_server_that_was_away_and_each_mail_arrives_once()
    {
        await using var sink = new SmtpSink();
        var mails = new List<Guid>();
        for (var number = 0; number < 60; number++)
            mails.Add(await OweAsync());
        sink.Close();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DeliverAsync(sink)));
        Assert.That(sink.Taken, Is.Empty, "the server is away");

        sink.Open();
        var begun = 0;
        // What breaks before the words of the mail were begun is certain not to have left.
        sink.At = step => Task.FromResult(step != SmtpStep.Envelope || Interlocked.Increment(ref begun) % 9 != 0);
        for (var run = 0; run < 20 && sink.Taken.Count < mails.Count; run++)
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DeliverAsync(sink)));
        Assert.That(mails.ConvertAll(mail => TimesOf(sink, mail)), Has.All.EqualTo(1));
        await using var db = Database.Open();
        Assert.That(await db.Outbox.CountAsync(mail => mails.Contains(mail.Id) && mail.SentAt == null), Is.Zero);
    }

    [Test, Platform(Include = "Linux")]
    public async Task A_machine_whose_clock_is_wrong_sends_nothing_early_nothing_twice_and_misses_nothing()
    {
        await using var sink = new SmtpSink();
        await Database.SetClockAsync(CutOff.AddDays(-1).AddMinutes(-5));
        // No reminder of the days before is due to what was begun since.
        var draft = await Stage.DraftAsync(await Stage.PersonAsync(), startedAt: CutOff.AddDays(-2));
        var (later, again) = (await OweAsync(wait: 5), await OweAsync(retry: 5));
        await RunAsync(sink, TimeSpan.FromDays(1));
        Assert.That(sink.Taken, Is.Empty, "five minutes early, for a machine that is a day ahead");

        await Database.SetClockAsync(CutOff.AddDays(-1).AddMinutes(5));
        await SetAsync($"update outbox set retry_at = clock_timestamp() - interval '5 minutes' where id = {again}");
        await Task.WhenAll(RunAsync(sink, TimeSpan.FromMinutes(-10)), RunAsync(sink, isOff: null));
        await using var db = Database.Open();
        var reminder = await db.Outbox.SingleAsync(mail => mail.DossierId == draft.Id);
        Assert.That(new[] { reminder.Id, later, again }.Select(mail => TimesOf(sink, mail)), Has.All.EqualTo(1));
        Assert.That(
            reminder.SentAt - CutOff.AddDays(-1),
            Is.GreaterThan(TimeSpan.Zero).And.LessThan(TimeSpan.FromMinutes(10))
        );
    }

    private async Task RunAsync(SmtpSink sink, TimeSpan? isOff)
    {
        using var child = DeliveryProcess.Start(Database.Application, sink.Port, isOff, reminds: true);
        var errors = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(child.ExitCode, Is.Zero, await errors);
    }

    /// <param name="before">How many times it passes there before.</param>
    private async Task KillAtAsync(SmtpSink sink, SmtpStep where, int before = 0)
    {
        var reached = new TaskCompletionSource();
        var over = new TaskCompletionSource<bool>();
        sink.At = step =>
        {
            if (step != where || before-- > 0)
                return Task.FromResult(true);
            reached.TrySetResult();
            return over.Task;
        };
        using var child = Start(sink);
        await reached.Task.WaitAsync(Patience);
        await KillAsync(child);
        sink.At = null;
        over.SetResult(false);
    }

    /// <summary>The delivery in a process of its own.</summary>
    private Process Start(SmtpSink sink) => DeliveryProcess.Start(Database.Application, sink.Port);

    /// <summary>At once and without a word to it, as <c>kill -9</c> does.</summary>
    private static async Task KillAsync(Process child)
    {
        child.Kill();
        await child.WaitForExitAsync();
    }

    private static async Task HoldAsync(PortalDbContext db, Guid mail)
    {
        await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select 1 from outbox where id = {mail} for update");
    }

    /// <summary>Who waits for a lock in this database.</summary>
    private string Waiting =>
        "from pg_locks join pg_stat_activity using (pid) where not granted and datname = '"
        + $"{new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database}'";

    private async Task<bool> WaitsForLockAsync()
    {
        await using var db = Database.OpenAsOwner();
        var asked = $"select exists (select {Waiting}) as \"Value\"";
        return await db.Database.SqlQueryRaw<bool>(asked).SingleAsync();
    }

    private static async Task WithinAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
            Assert.That(waited.Elapsed, Is.LessThan(Patience));
    }

    private async Task AssertInDoubtAsync(Guid id)
    {
        var mail = await ReadAsync(id);
        Assert.That((mail.SentAt, mail.ClaimedAt is null), Is.EqualTo(((DateTimeOffset?)null, false)));
    }

    private async Task<OutboxMail> ReadAsync(Guid mail)
    {
        await using var db = Database.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(one => one.Id == mail);
    }

    private bool IsBegun(Guid mail)
    {
        using var db = Database.OpenAsOwner();
        return db
            .Database.SqlQuery<bool>(
                $"""select exists (select from outbox_steps where mail = {mail} and step = 'begun') as "Value" """
            )
            .Single();
    }

    private static int TimesOf(SmtpSink sink, Guid mail) => sink.Taken.GetValueOrDefault($"<{mail}@portal.test>");

    private async Task DeliverAsync(SmtpSink sink)
    {
        await using var db = Database.Open();
        await Delivery.On(db, sink.Port).RunAsync(CancellationToken.None);
    }

    private async Task SetAsync(FormattableString sql)
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(sql);
    }

    /// <param name="wait">Minutes for which it isn't to leave.</param>
    /// <param name="retry">Minutes after which it is to be tried again.</param>
    private async Task<Guid> OweAsync(int? wait = null, int? retry = null)
    {
        await using var db = Database.Open();
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse($"{Guid.NewGuid():N}@test.example"),
            Occasion = "test",
            Template = "already-registered",
            Language = "fr",
            Data = new Dictionary<string, string> { ["name"] = "", ["link"] = "/account/forgotten" },
            CreatedAt = await db.NowAsync(),
            NotBefore = wait is { } minutes ? (await db.NowAsync()).AddMinutes(minutes) : null,
        };
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        if (retry is { } after)
            await SetAsync(
                $"update outbox set retry_at = clock_timestamp() + {TimeSpan.FromMinutes(after)} where id = {mail.Id}"
            );
        return mail.Id;
    }
}
