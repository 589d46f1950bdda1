using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Decisions;
using Portal.Domain.Retention;
using Portal.Infrastructure.Retention;

namespace Portal.Web.Tests.Admin;

/// <summary>Years after the decisions of the demonstration.</summary>
[TestFixture, NonParallelizable]
internal sealed class RetentionTests : OnPortal
{
    private readonly string _files = Directory.CreateTempSubdirectory("retention-").FullName;

    /// <summary>What it erases lies in a folder of its own: other hosts read the demonstration's files.</summary>
    protected override (string Key, string Value)[] Settings => [("Storage:Path", _files)];

    [OneTimeTearDown]
    public void RemoveFiles() => Directory.Delete(_files, recursive: true);

    [Test]
    public async Task An_administrator_sees_what_the_next_run_does_notes_the_visa_and_staff_still_opens_what_is_left()
    {
        await Host.SetClockAsync(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using var alice = await Host.SignInAsync("Alice");
        Assert.That((await alice.GetAsync("/admin/retention")).Body, Does.Contain("visa"));
        Assert.That((await alice.GetAsync("/admin/retention.csv")).Body, Does.Contain("Attend le visa"));
        await alice.PostAsync("/admin/retention/RejectedDossier", ("days", "500"), ("visa", "2027-3"));
        await alice.PostAsync("/admin/retention/RejectedDossier", ("days", "400"));
        await using (var db = Database.Open())
        {
            var rule = await db.RetentionRules.SingleAsync(one => one.Kind == RetainedKind.RejectedDossier);
            Assert.That((rule.Days, rule.Visa), Is.EqualTo((400, "2027-3")), "what isn't sent stays");
            Assert.That(await db.History.CountAsync(one => one.Name == "person.retention-fetched"), Is.EqualTo(1));
        }
        await RunAsync();
        await Host.SetClockAsync(new DateTimeOffset(2027, 4, 5, 12, 0, 0, TimeSpan.Zero));
        await RunAsync();
        var (erased, wave) = await ErasedAsync();
        Assert.That(
            (await alice.GetAsync("/admin/retention")).Body,
            Does.Contain("05/04/2027").Or.Contain("5 avril 2027")
        );
        Assert.That((await alice.GetAsync("/admin/retention.csv")).Code, Is.EqualTo(200));

        using var pauline = await Host.SignInAsync("Pauline");
        foreach (
            var path in new[]
            {
                $"/staff/dossiers/{erased.Value}",
                $"/staff/dossiers/{erased.Value}/filings/1",
                $"/staff/waves/{wave.Value}/dossiers",
                $"/staff/waves/{wave.Value}/dossiers.csv",
                "/staff",
            }
        )
            Assert.That((await pauline.GetAsync(path)).Code, Is.EqualTo(200), path);
    }

    private async Task RunAsync()
    {
        using var scope = Host.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<EraseRejected>().RunAsync(default);
    }

    private async Task<(DossierId Dossier, WaveId Wave)> ErasedAsync()
    {
        await using var db = Database.Open();
        var one = await db.Dossiers.FirstAsync(dossier =>
            dossier.ErasedAt != null
            && db.Decisions.Any(decision => decision.DossierId == dossier.Id && decision.Outcome == Outcome.Rejected)
        );
        return (one.Id, one.WaveId);
    }
}
