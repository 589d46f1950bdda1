using System.Diagnostics;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Scheduling;

namespace Portal.Web.Tests.Admin;

/// <summary>The portal with its jobs running by themselves, as the application's role.</summary>
[TestFixture, NonParallelizable]
internal sealed class JobsTests : OnPortal
{
    private const string Dashboard = "/admin/hangfire";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected override (string Key, string Value)[] Settings => [("Jobs:Run", "true")];

    [Test]
    public async Task An_administrator_opens_the_jobs_pages()
    {
        using var alice = await Host.SignInAsync("Alice");
        foreach (var path in new[] { Dashboard, $"{Dashboard}/recurring" })
        {
            var page = await alice.GetAsync(path);
            Assert.That((page.Code, page.Location), Is.EqualTo((200, (string?)null)), path);
            Assert.That(page.Body, Does.Contain("Hangfire"), path);
        }
        Assert.That((await alice.GetAsync($"{Dashboard}/recurring")).Body, Does.Contain("seal-history"));
    }

    [TestCase("Camille"), TestCase("Emma"), TestCase("Olivier"), TestCase("Pauline"), TestCase("Auguste")]
    public async Task For_anybody_else_they_are_not_there(string name)
    {
        using var person = await Host.SignInAsync(name);
        foreach (var path in new[] { Dashboard, $"{Dashboard}/recurring" })
        {
            var page = await person.GetAsync(path);
            Assert.That(
                (page.Code, page.Body.Contains("Hangfire", StringComparison.Ordinal)),
                Is.EqualTo((404, false))
            );
            Assert.That(page.Body, Does.Contain("<h1>"), "the page that says that nothing is there");
        }
    }

    [Test]
    public async Task A_visitor_is_led_to_sign_in()
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(Dashboard);
        Assert.That((answer.Code, answer.Body), Is.EqualTo((302, "")));
        Assert.That(answer.Location, Does.Contain("/account/sign-in"));
    }

    [Test]
    public async Task An_administrator_who_proved_no_second_factor_does_not_open_them()
    {
        const string password = "cheval-agrafe-batterie-9";
        var administrator = await new Stage(Database).PersonAsync("Adèle", role: PortalRole.Administrator);
        await using (var scope = Host.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = (await users.FindByIdAsync(administrator.Id.ToString()))!;
            Assert.That((await users.AddPasswordAsync(account, password)).Succeeded);
        }
        using var visitor = Host.NewVisitor();
        var signedIn = await visitor.PostAsync(
            "/account/sign-in",
            ("Email", administrator.Email!),
            ("Password", password)
        );
        Assert.That(signedIn.Code, Is.EqualTo(302));
        var page = await visitor.GetAsync(Dashboard);
        Assert.That(page.Code, Is.Not.EqualTo(200).And.LessThan(500));
        Assert.That(page.Body, Does.Not.Contain("Hangfire"));
    }

    [Test]
    public void Every_recurring_job_is_registered()
    {
        using var storage = Host.Services.GetRequiredService<JobStorage>().GetConnection();
        var jobs = storage.GetRecurringJobs();
        Assert.That(
            jobs.Select(job => (job.Id, job.Job.Queue)),
            Is.EquivalentTo(RecurringJobs.All.Select(job => (job.Name, job.Queue)))
        );
        Assert.That(jobs.Select(job => (job.LoadException, job.Error)), Is.All.EqualTo(((object?)null, (object?)null)));
    }

    [Test]
    public async Task A_recurring_job_does_its_work()
    {
        var moment = Deadline.InstantOf(new DateTime(2024, 4, 9, 13, 0, 0, DateTimeKind.Unspecified));
        await using var db = Database.Open();
        var open = db.CutOffs.Where(cutOff => cutOff.FrozenAt == null && cutOff.Deadline.At < moment);
        Assert.That(await open.AnyAsync());

        await Host.SetClockAsync(moment);
        Host.Services.GetRequiredService<IRecurringJobManager>().Trigger("close-cut-offs");
        var waited = Stopwatch.StartNew();
        while (await open.AnyAsync())
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience), $"the job's last state is {State("close-cut-offs")}");
            await Task.Delay(100);
        }
    }

    [Test]
    public async Task A_schedule_that_a_machine_with_a_wrong_clock_moved_a_day_on_keeps_no_job_from_running()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlRawAsync(
            $"update {Infrastructure.Persistence.Migrator.JobsSchema}.set set score = score + 86400 where key = 'recurring-jobs' and value = 'close-steps'"
        );
        await db.Database.ExecuteSqlAsync(
            $"update job_leases set started_at = clock_timestamp() - interval '3 minutes' where name = 'close-steps'"
        );
        var (waited, before) = (Stopwatch.StartNew(), TimeProvider.System.GetUtcNow().AddMinutes(-2));
        while (await db.JobLeases.AnyAsync(one => one.Name == "close-steps" && one.StartedAt < before))
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience));
            await Task.Delay(200);
        }
    }

    [Test]
    public async Task An_export_that_is_asked_for_is_made_at_once_in_a_queue_of_its_own()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        await olivier.PostAsync($"/staff/waves/{wave.Id.Value}/exports", ("kind", "Zip"));
        var waited = Stopwatch.StartNew();
        while (!await db.WaveExports.AnyAsync(export => export.File != null))
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience));
            await Task.Delay(100);
        }
    }

    [Test]
    public async Task A_failing_job_stands_on_the_page_with_what_to_do_and_health_tells_it()
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"update job_leases set started_at = clock_timestamp(), ended_at = clock_timestamp(), outcome = 'Failed', failure = 'IOException', failing_since = clock_timestamp() where name = 'thin-versions'"
        );
        using var alice = await Host.SignInAsync("Alice");
        var page = (await alice.GetAsync("/admin/jobs")).Body;
        Assert.That(
            page,
            Does.Contain("notice-danger").And.Contain("IOException").And.Contain("plus de trente jours sont conservées")
        );
        var health = await alice.GetAsync("/health");
        Assert.That((health.Code, health.Body), Is.EqualTo((503, "Degraded\njobs: failing: thin-versions")));
        using var visitor = Host.NewVisitor();
        health = await visitor.GetAsync("/health");
        Assert.That((health.Code, health.Body), Is.EqualTo((503, "Degraded")), "no names of jobs to anybody else");
        Assert.That((await alice.GetAsync("/health/ready")).Code, Is.EqualTo(200), "pages are served all the same");
    }

    private string? State(string id)
    {
        using var storage = Host.Services.GetRequiredService<JobStorage>().GetConnection();
        return storage.GetRecurringJobs().Single(job => job.Id == id).LastJobState;
    }
}
