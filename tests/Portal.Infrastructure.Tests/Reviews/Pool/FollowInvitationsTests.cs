using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Tests.Reviews.Pool;

[TestFixture, NonParallelizable]
internal sealed class FollowInvitationsTests : OnDatabase
{
    private const int Days = 10;
    private const string Lapsed = "expert.invitation-lapsed";
    private Account _officer = null!;
    private Wave _wave = null!;

    [Test]
    public async Task Who_waits_is_reminded_once_and_who_is_lost_followed_by_the_next_of_the_list_once()
    {
        await Database.SetClockAsync(DemoTime.Start);
        _officer = await Stage.PersonAsync("Officier");
        _wave = await Stage.WaveAsync("tiers-lieux", 2);
        var (first, second, third) = (await PoolAsync(null), await PoolAsync(1), await PoolAsync(2));
        await using (var db = Database.Open())
            await Invitations(db)
                .InviteAsync(
                    _wave,
                    await db.PoolExperts.SingleAsync(one => one.Id == first),
                    _officer.Person,
                    Days,
                    CancellationToken.None
                );
        await FollowAsync(DemoTime.Start.AddDays(1));
        Assert.That(await MailsAsync(first), Is.EqualTo(new[] { "expert-invited-until" }));

        await FollowAsync(DemoTime.Start.AddDays(Days - 2));
        Assert.That(await MailsAsync(first), Is.EqualTo(new[] { "expert-invited-until", "expert-invited-reminder" }));
        Assert.That(await MailsAsync(second), Is.Empty);

        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(1));
        Assert.That(
            (await MailsAsync(second), await MailsAsync(third)),
            Is.EqualTo((new[] { "expert-invited-until" }, Array.Empty<string>()))
        );
        await using (var db = Database.Open())
        {
            var sent = await db.ExpertInvitations.SingleAsync(one => one.PoolExpertId == second);
            Assert.That(sent.ValidityDays, Is.EqualTo(Days));
            sent.Decline("Absente", await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(2));
        Assert.That(await MailsAsync(third), Is.EqualTo(new[] { "expert-invited-until" }));
        Assert.That(
            (await ToldAsync())
                .Select(one => one.Name)
                .Where(name => name.StartsWith("expert.successor-", StringComparison.Ordinal) || name == Lapsed),
            Is.EqualTo(new[] { Lapsed, "expert.successor-after-expiry", "expert.successor-after-decline" })
        );
    }

    [Test]
    public async Task Who_comes_on_the_list_after_a_place_was_lost_is_called_once_by_the_portal_and_nobody_after()
    {
        await Database.SetClockAsync(DemoTime.Start);
        _officer = await Stage.PersonAsync("Officier");
        _wave = await Stage.WaveAsync("entrepots-donnees", 2);
        var first = await PoolAsync(null);
        await using (var db = Database.Open())
            await Invitations(db)
                .InviteAsync(
                    _wave,
                    await db.PoolExperts.SingleAsync(one => one.Id == first),
                    _officer.Person,
                    Days,
                    CancellationToken.None
                );
        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(1));
        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(2));

        var (second, third) = (await PoolAsync(1), await PoolAsync(2));
        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(3));
        await FollowAsync(DemoTime.Start.AddDays(Days).AddHours(4));

        Assert.That(((await MailsAsync(second)).Count, (await MailsAsync(third)).Count), Is.EqualTo((1, 0)));
        var told = await ToldAsync();
        Assert.That(told.Count(one => one.Name == Lapsed), Is.EqualTo(1));
        var called = told.Where(one => one.At > DemoTime.Start.AddDays(Days).AddHours(2)).ToList();
        Assert.That(
            called.Select(one => one.Name),
            Is.EquivalentTo(new[] { "expert.successor-after-expiry", "expert.invited" })
        );
        Assert.That(called.Select(one => one.By), Is.All.Null, "the portal did it by itself");
    }

    /// <summary>What the history tells of the invitations of the wave.</summary>
    private async Task<List<HistoryEntry>> ToldAsync()
    {
        await using var db = Database.Open();
        var told = await db
            .History.AsNoTracking()
            .Where(one => one.SubjectKind == "invitation")
            .OrderBy(one => one.Id)
            .ToListAsync();
        return told.FindAll(one => one.Data.Contains($"{_wave.Id.Value}", StringComparison.Ordinal));
    }

    private async Task<PoolExpertId> PoolAsync(int? place)
    {
        await using var db = Database.Open();
        var expert = Experts.Pooled(_wave.Id, $"{Guid.NewGuid():N}@nowhere.example", _officer.Person, DemoTime.Start);
        expert.StandBy(place, _officer.Person, DemoTime.Start);
        db.PoolExperts.Add(expert);
        await db.SaveChangesAsync();
        return expert.Id;
    }

    /// <summary>As two instances would, one after the other.</summary>
    private async Task FollowAsync(DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        for (var instance = 0; instance < 2; instance++)
        {
            await using var db = Database.Open();
            var items = Stage.OneByOneOn(db);
            await new FollowInvitations(db, Invitations(db), items).RunAsync(CancellationToken.None);
        }
    }

    private static Invitations Invitations(PortalDbContext db) => new(db, new Roles(db), new LookForConflicts(db));

    private async Task<List<string>> MailsAsync(PoolExpertId id)
    {
        await using var db = Database.Open();
        var address = await db.PoolExperts.Where(one => one.Id == id).Select(one => one.Email).SingleAsync();
        return await db
            .Outbox.Where(mail => mail.Recipient == address!)
            .OrderBy(mail => mail.CreatedAt)
            .Select(mail => mail.Template)
            .ToListAsync();
    }
}
