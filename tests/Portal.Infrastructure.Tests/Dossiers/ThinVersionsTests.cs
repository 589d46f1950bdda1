using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Dossiers;

[TestFixture, NonParallelizable]
internal sealed class ThinVersionsTests : OnDatabase
{
    /// <summary>At the beginning of a quarter of an hour.</summary>
    private static readonly DateTimeOffset Began = new(2024, 1, 22, 9, 0, 0, TimeSpan.Zero);

    private Account _anne = null!;
    private Account _marc = null!;
    private Dossier _dossier = null!;

    [SetUp]
    public async Task SetTheScene()
    {
        _anne = await Stage.PersonAsync("Anne");
        _marc = await Stage.PersonAsync("Marc");
        _dossier = await Stage.DraftAsync(_anne, startedAt: Began.AddDays(-1));
    }

    [Test]
    public async Task After_a_month_the_last_of_what_one_person_wrote_within_a_quarter_of_an_hour_stays()
    {
        await WriteAsync(_anne, 0, "Un");
        await WriteAsync(_anne, 3, "Un deux");
        await WriteAsync(_anne, 6, "Un deux trois");
        await WriteAsync(_anne, 20, "Un deux trois quatre");
        await ThinAsync(days: 29);
        Assert.That(await VersionsAsync(), Has.Count.EqualTo(4));
        await ThinAsync(days: 31);
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "Un deux trois", "Un deux trois quatre" }));
        await ThinAsync(days: 32);
        Assert.That(await VersionsAsync(), Has.Count.EqualTo(2), "twice is as once");
    }

    [Test]
    public async Task What_another_person_wrote_in_between_stays()
    {
        await WriteAsync(_anne, 0, "Anne");
        await WriteAsync(_marc, 2, "Marc");
        await WriteAsync(_anne, 4, "Anne encore");
        await ThinAsync(days: 31);
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "Anne", "Marc", "Anne encore" }));
    }

    [Test]
    public async Task What_waits_for_a_choice_stays_with_what_it_is_chosen_against()
    {
        await WriteAsync(_anne, 0, "Ensemble");
        await WriteAsync(_anne, 1, "Anne");
        await WriteAsync(_marc, 2, "Marc", upon: 1);
        await WriteAsync(_anne, 3, "Anne encore");
        await ThinAsync(days: 31);
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "Anne", "Marc", "Anne encore" }));
    }

    [Test]
    public async Task An_answer_that_is_older_than_a_month_stands()
    {
        await WriteAsync(_anne, 0, "Un");
        await WriteAsync(_anne, 1, "");
        await WriteAsync(_anne, 2, "Deux");
        await ThinAsync(days: 400);
        await using var db = Database.Open();
        var section = await db.Sections.AsNoTracking().SingleAsync(ItsProject);
        Assert.That(section.Answers.Text("summary"), Is.EqualTo("Deux"));
        var read = await db.AnswersAtAsync(_dossier.Id, "project", section.Revision, CancellationToken.None);
        Assert.That(read.Text("summary"), Is.EqualTo("Deux"));
    }

    private System.Linq.Expressions.Expression<Func<Section, bool>> ItsProject =>
        section => section.DossierId == _dossier.Id && section.Key == "project";

    private async Task WriteAsync(Account by, int minutes, string text, int? upon = null)
    {
        await using var db = Database.Open();
        var section = await db.Sections.SingleAsync(ItsProject);
        var origin = upon is { } revision
            ? await db.AnswersAtAsync(_dossier.Id, "project", section.Revision - revision, CancellationToken.None)
            : section.Answers;
        section.Save(
            new SectionEdit(origin, origin.With("summary", text), ["summary"]),
            by.Person,
            Began.AddMinutes(minutes)
        );
        await db.SaveChangesAsync();
    }

    private async Task ThinAsync(int days)
    {
        await Database.SetClockAsync(Began.AddDays(days));
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        await new ThinVersions(db, clock).RunAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<string>> VersionsAsync()
    {
        await using var db = Database.Open();
        return
        [
            .. (
                await db
                    .FieldVersions.Where(one =>
                        one.DossierId == _dossier.Id && one.FieldKey == "summary" && one.At >= Began
                    )
                    .OrderBy(one => one.Revision)
                    .ToListAsync()
            ).Select(one => one.Answers.Text("summary")),
        ];
    }
}
