using Portal.Infrastructure.Decisions;

namespace Portal.Infrastructure.Tests.Decisions;

[TestFixture]
internal sealed class EmbargoTests
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );
    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task Make() => _database = await TestDatabase.CreateDemonstrationAsync();

    [OneTimeTearDown]
    public async Task Drop() => await _database.DisposeAsync();

    [Test]
    public async Task A_list_is_not_there_one_second_before_its_moment_and_is_there_on_it()
    {
        await using var db = _database.Open();
        Assert.That(await db.WinnersPublicAt(Publication.AddSeconds(-1)).CountAsync(), Is.EqualTo(10));
        Assert.That(await db.WinnersPublicAt(Publication).CountAsync(), Is.EqualTo(25));
        Assert.That(await db.DecisionsRevealedAt(Publication.AddSeconds(-1)).CountAsync(), Is.EqualTo(14));
        Assert.That(await db.DecisionsRevealedAt(Publication).CountAsync(), Is.EqualTo(35));
    }

    [Test]
    public async Task The_letters_leave_with_the_publication_once_each()
    {
        await using (var early = _database.Open())
            await new PublishLists(early, Stage.OneByOneOn(early), new Corrections(early)).RunAsync(
                CancellationToken.None
            );
        Assert.That(await LettersAsync(), Is.Zero);

        await _database.SetClockAsync(Publication.AddSeconds(1));
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    await using var db = _database.Open();
                    await new PublishLists(db, Stage.OneByOneOn(db), new Corrections(db)).RunAsync(
                        CancellationToken.None
                    );
                })
        );
        Assert.That(await LettersAsync(), Is.EqualTo(21));
    }

    [Test]
    public async Task The_database_itself_refuses_a_list_approved_by_who_prepared_it()
    {
        await using var db = _database.OpenAsOwner();
        Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            db.Database.ExecuteSqlRawAsync("update winner_lists set approved_by = prepared_by")
        );
    }

    private async Task<int> LettersAsync()
    {
        await using var db = _database.Open();
        return await db.Outbox.CountAsync(mail =>
            mail.SentAt == null && (mail.Template == "result-funded" || mail.Template == "result-rejected")
        );
    }
}
