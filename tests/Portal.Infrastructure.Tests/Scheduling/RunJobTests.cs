using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Waves;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Tests.Scheduling;

/// <summary>Instances of the portal, each with connections of its own, which run the same job.</summary>
[TestFixture]
public sealed class RunJobTests : OnDatabase
{
    private static readonly PersonId Somebody = PersonId.New();

    [Test]
    public async Task Of_many_instances_that_start_a_job_at_once_one_runs_it()
    {
        var job = await KnownAsync("at-once", (_, _) => Task.CompletedTask);
        var taken = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(number => Leases($"{number}").TakeAsync(job.Name, false, default))
        );
        Assert.That(taken.Count(lease => lease is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_process_paused_past_its_lease_with_its_transaction_open_finds_its_effect_refused()
    {
        var (paused, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = await KnownAsync("paused", (services, _) => CloseAWaveAsync(services, "first", paused, goOn.Task));
        var quick = slow with { Act = (services, _) => CloseAWaveAsync(services, "second") };

        var first = RunAsync("first", slow);
        await paused.Task;
        await ExpireAsync(slow.Name);
        await RunAsync("second", quick);
        Assert.That(await EffectsAsync(), Is.Empty, "the paused one still holds the item");
        goOn.SetResult();
        await first;
        Assert.That(await EffectsAsync(), Is.Empty, "what came back too late");

        await RunAsync("second", quick);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { "second" }));
        var lease = await LeaseAsync(slow.Name);
        Assert.That((lease.Token, lease.Holder, lease.Outcome), Is.EqualTo((3, "second", JobOutcome.Done)));
    }

    [Test]
    public async Task A_run_tells_how_far_it_is_and_an_administrator_stops_it()
    {
        var started = new TaskCompletionSource();
        var job = await KnownAsync(
            RecurringJobs.All[0].Name,
            async (services, stop) =>
            {
                services.GetRequiredService<JobRun>().Reach(3, 7);
                started.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
            }
        );
        var running = RunAsync("one", job);
        await started.Task;
        await using (var db = Database.Open())
            Assert.That(await new JobBoard(db).CancelAsync(job, Somebody, default));
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        var lease = await LeaseAsync(job.Name);
        Assert.That((lease.Outcome, lease.Done, lease.Total), Is.EqualTo((JobOutcome.Cancelled, 3, 7)));
        await using var read = Database.Open();
        Assert.That(await new JobBoard(read).CancelAsync(job, Somebody, default), Is.False, "it is over");
        Assert.That(await read.History.CountAsync(entry => entry.By == Somebody.Value), Is.EqualTo(1));
    }

    [Test]
    public async Task A_job_that_fails_is_told_to_administrators_once_a_day_with_what_to_do()
    {
        var alice = await Stage.PersonAsync("Alice", role: Domain.People.PortalRole.Administrator);
        var job = await KnownAsync("thin-versions", (_, _) => throw new TimeoutException("nom@hopital.example"));
        for (var run = 0; run < 2; run++)
            Assert.That(() => RunAsync("one", job), Throws.TypeOf<TimeoutException>());

        await using var db = Database.Open();
        var told = db.Outbox.Where(one =>
            one.Recipient == EmailAddress.Parse(alice.Email!) && one.Template == TellOfFailure.Template
        );
        Assert.That(await told.CountAsync(), Is.EqualTo(1));
        await Database.SetClockAsync((await db.NowAsync()).AddDays(1));
        Assert.That(() => RunAsync("one", job), Throws.TypeOf<TimeoutException>());
        Assert.That(await told.CountAsync(), Is.EqualTo(2), "another day");
        await Database.SetClockAsync(DemoTime.Start);
        var mail = await told.FirstAsync();
        Assert.That(mail.Data["look"], Does.Contain("journaux techniques"));
        Assert.That(mail.Data.Values, Has.None.Contains("hopital"), "an error’s words may name people");
        var state = (await new JobBoard(db).ReadAsync(default)).Single(one => one.Job.Name == job.Name);
        Assert.That((state.Health, state.Last!.Failure), Is.EqualTo((JobHealth.Failing, nameof(TimeoutException))));

        await RunAsync("one", job with { Act = (_, _) => Task.CompletedTask });
        Assert.That((await LeaseAsync(job.Name)).FailingSince, Is.Null);
    }

    [Test]
    public async Task What_is_asked_for_while_its_job_runs_is_done_by_one_run_more()
    {
        var (started, goOn, runs) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var job = await KnownAsync(
            "wanted",
            async (_, _) =>
            {
                if (Interlocked.Increment(ref runs) > 1)
                    return;
                started.SetResult();
                await goOn.Task;
            }
        );
        var running = RunAsync("one", job);
        await started.Task;
        await RunAsync("two", job);
        await RunAsync("two", job, isWanted: true);
        goOn.SetResult();
        await running;
        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_asked_for_just_as_the_run_under_way_ends_is_taken_up_all_the_same()
    {
        var job = await KnownAsync("just-then", (_, _) => Task.CompletedTask);
        var lease = (await Leases("one").TakeAsync(job.Name, false, default))!;
        await using var db = Database.OpenAsOwner();
        await db.Database.BeginTransactionAsync();
        // The end of the run under way, which isn't committed yet: whoever wants a place skips it, then waits for it.
        await db.Database.ExecuteSqlAsync(
            $"update job_leases set held_until = null, ended_at = clock_timestamp() where name = {job.Name}"
        );
        var wanted = Leases("two").TakeAsync(job.Name, true, default);
        await Task.WhenAny(wanted, Task.Delay(500));
        await db.Database.CommitTransactionAsync();
        Assert.That((await wanted)?.Token, Is.EqualTo(lease.Token + 1));
    }

    [Test]
    public async Task A_run_that_takes_longer_than_it_ever_should_is_told_stopped_and_its_place_taken_by_another()
    {
        await Stage.PersonAsync("Anne", role: Domain.People.PortalRole.Administrator);
        var never = new TaskCompletionSource();
        var deaf = (await KnownAsync("look-for-conflicts", (_, _) => never.Task)) with
        {
            Longest = TimeSpan.FromSeconds(1),
        };
        var hangs = RunAsync("one", deaf);
        await WithinAsync(db => db.Outbox.AnyAsync(one => one.Occasion.StartsWith("job-failed:look-for-conflicts")));
        var token = (await LeaseAsync(deaf.Name)).Token;
        await Task.Delay(TimeSpan.FromSeconds(3));
        await ExpireAsync(deaf.Name);
        await RunAsync("two", deaf with { Act = (_, _) => Task.CompletedTask });
        var lease = await LeaseAsync(deaf.Name);
        Assert.That((lease.Token, lease.Holder), Is.EqualTo((token + 1, "two")), "it gives no sign of life any more");
        never.SetResult();
        await hangs;
        Assert.That((await LeaseAsync(deaf.Name)).Holder, Is.EqualTo("two"));

        var hears = deaf with { Act = (_, stop) => Task.Delay(Timeout.Infinite, stop) };
        await RunAsync("one", hears);
        lease = await LeaseAsync(deaf.Name);
        Assert.That((lease.Outcome, lease.Failure), Is.EqualTo((JobOutcome.Failed, RunJob.TooLong)));
    }

    [Test]
    public async Task A_job_whose_run_hangs_is_told_as_such_however_many_places_it_has()
    {
        var job = RecurringJobs.Named("deliver-webhooks");
        await Leases("one").RegisterAsync([job], default);
        await using var db = Database.OpenAsOwner();
        async Task<JobHealth> HealthAsync(double hours)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                update job_leases set held_until = clock_timestamp() + interval '1 minute',
                  started_at = clock_timestamp() - case lane when 1 then {TimeSpan.FromHours(
                    hours
                )} else interval '1 second' end
                where name = {job.Name}
                """
            );
            return (await new JobBoard(db).ReadAsync(default)).Single(one => one.Job == job).Health;
        }
        Assert.That(await HealthAsync(0.4), Is.EqualTo(JobHealth.Running));
        Assert.That(await HealthAsync(0.6), Is.EqualTo(JobHealth.Hung));
    }

    [Test]
    public async Task A_job_is_silent_once_it_has_not_run_for_three_times_its_period()
    {
        var job = RecurringJobs.Named("remove-exports");
        await using var db = Database.OpenAsOwner();
        var board = new JobBoard(db);
        async Task<JobHealth> HealthAsync(double hoursAgo)
        {
            await db.Database.ExecuteSqlAsync(
                $"update job_leases set started_at = clock_timestamp() - {TimeSpan.FromHours(hoursAgo)} where name = {job.Name}"
            );
            return (await board.ReadAsync(default)).Single(one => one.Job == job).Health;
        }

        Assert.That(
            (await board.ReadAsync(default)).Single(one => one.Job == job).Health,
            Is.EqualTo(JobHealth.Silent)
        );
        await Leases("one").RegisterAsync([job], default);
        Assert.That(
            (await board.ReadAsync(default)).Single(one => one.Job == job).Health,
            Is.EqualTo(JobHealth.Awaited)
        );
        Assert.That(await HealthAsync(2.9), Is.EqualTo(JobHealth.Well));
        Assert.That(await HealthAsync(3.1), Is.EqualTo(JobHealth.Silent));
    }

    [Test]
    public void Each_job_has_its_words_and_no_two_have_one_name()
    {
        var texts = new Texts.Texts(typeof(Texts.Texts).Assembly);
        var names = RecurringJobs.All.Select(job => job.Name).ToList();
        Assert.That(names, Is.Unique);
        Assert.That(
            names.SelectMany(name => new[] { $"job.{name}", $"job.{name}-stops", $"job.{name}-look" }),
            Has.All.Matches<string>(texts.Has)
        );
    }

    private JobLeases Leases(string holder) => Instance(holder).GetRequiredService<JobLeases>();

    private ServiceProvider Instance(string holder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddScoped(_ => Database.Open());
        services.AddSingleton(provider => new JobLeases(provider.GetRequiredService<IServiceScopeFactory>())
        {
            Holder = holder,
        });
        services.AddSingleton(new Texts.Texts(typeof(Texts.Texts).Assembly));
        services.AddScoped<JobRun>().AddScoped<RunJob>().AddScoped<OneByOne>().AddScoped<TellOfFailure>();
        return services.BuildServiceProvider();
    }

    private async Task RunAsync(string holder, RecurringJob job, bool isWanted = false)
    {
        await using var instance = Instance(holder);
        await using var scope = instance.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RunJob>().RunAsync(job, isWanted, default);
    }

    private async Task<RecurringJob> KnownAsync(string name, Func<IServiceProvider, CancellationToken, Task> act)
    {
        var job = new RecurringJob(name, "0 0 * * * *", JobQueues.Low, act);
        await Leases("any").RegisterAsync([job], default);
        return job;
    }

    /// <summary>Leaves a line of the history, once it may go on.</summary>
    private static async Task CloseAWaveAsync(
        IServiceProvider services,
        string who,
        TaskCompletionSource? paused = null,
        Task? goOn = null
    )
    {
        var db = services.GetRequiredService<PortalDbContext>();
        var wave = await db.Waves.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync();
        await services
            .GetRequiredService<OneByOne>()
            .RunAsync<Wave, WaveId>(
                [wave],
                async _ =>
                {
                    db.History.Add(HistoryEntry.Of(new JobCancelled(who, By: null, DateTimeOffset.UnixEpoch)));
                    paused?.SetResult();
                    await (goOn ?? Task.CompletedTask);
                },
                default
            );
    }

    private async Task<List<string>> EffectsAsync()
    {
        await using var db = Database.Open();
        var data = await db
            .History.Where(entry => entry.SubjectKind == "job" && entry.By == null)
            .Select(entry => entry.Data)
            .ToListAsync();
        return [.. data.Select(one => one.Contains("first", StringComparison.Ordinal) ? "first" : "second")];
    }

    private async Task ExpireAsync(string job)
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"update job_leases set held_until = clock_timestamp() - interval '1 second' where name = {job}"
        );
    }

    private async Task WithinAsync(Func<PortalDbContext, Task<bool>> holds)
    {
        await using var db = Database.Open();
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !await holds(db); await Task.Delay(50))
            Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    private async Task<JobLease> LeaseAsync(string job)
    {
        await using var db = Database.Open();
        return await db.JobLeases.AsNoTracking().SingleAsync(one => one.Name == job);
    }
}
