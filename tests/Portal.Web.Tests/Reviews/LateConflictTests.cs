using Portal.Domain.Reviews;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Tests.Reviews;

/// <summary>What becomes of a review whose expert turns out to be in conflict.</summary>
[TestFixture]
internal sealed class LateConflictTests : OnPortal
{
    [TearDown]
    public Task Forget() => LateConflicts.ForgetAsync(Database);

    [Test]
    public async Task It_is_read_neither_by_peers_nor_by_a_jury()
    {
        await using var db = Database.Open();
        var pauline = Stage.ViewerOf(await db.Users.SingleAsync(one => one.Name == "Pauline Démo"));
        var before = db.ReviewsBeforeJury(pauline);
        var (theirs, mine) = await PairAsync(before);
        var peer = Stage.ViewerOf(await db.Users.SingleAsync(one => one.Id == mine.ExpertPerson.Value));
        Assert.That(await db.ReviewsOfPeers(peer).AnyAsync(one => one.Id == theirs.Id), Is.True);
        await LateConflicts.NoteAsync(Database, theirs.Id);
        Assert.That(await db.ReviewsOfPeers(peer).AnyAsync(one => one.Id == theirs.Id), Is.False);
        Assert.That(await before.AnyAsync(one => one.Id == theirs.Id), Is.False);
        await LateConflicts.ForgetAsync(Database);
        await LateConflicts.NoteAsync(Database, mine.Id);
        Assert.That(await db.ReviewsOfPeers(peer).AnyAsync(one => one.Id == theirs.Id), Is.False, "own is in conflict");
    }

    [Test]
    public async Task Its_expert_is_not_reminded_of_it()
    {
        await using var db = Database.Open();
        var open = await db.OpenReviews().OrderBy(one => one.Id).FirstAsync();
        // Of all others that the same expert has open, nobody speaks here.
        await using (var owner = Database.OpenAsOwner())
            await owner
                .Reviews.Where(one => one.ExpertId == open.ExpertId && one.Id != open.Id && one.SubmittedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.SetAsideAt, one => one.AssignedAt));
        using var olivier = await Host.SignInAsync("Olivier");
        var remind = $"/staff/waves/{open.WaveId.Value}/progress/remind?expert={open.ExpertId.Value}";
        var occasion = Reminders.OccasionOf(open.ExpertId, await db.NowAsync());
        await LateConflicts.NoteAsync(Database, open.Id);
        Assert.That((await olivier.PostAsync(remind)).Code, Is.EqualTo(302));
        Assert.That(await db.Outbox.AnyAsync(one => one.Occasion == occasion), Is.False);
        await LateConflicts.ForgetAsync(Database);
        await olivier.PostAsync(remind);
        Assert.That(await db.Outbox.AnyAsync(one => one.Occasion == occasion), Is.True);
    }

    /// <summary>Two reviews of one dossier.</summary>
    private static async Task<(Review Theirs, Review Mine)> PairAsync(IQueryable<Review> reviews)
    {
        var read = await reviews.OrderBy(one => one.Id).ToListAsync();
        var pair = read.GroupBy(one => one.DossierId).First(group => group.Count() > 1).Take(2).ToList();
        return (pair[0], pair[1]);
    }
}
