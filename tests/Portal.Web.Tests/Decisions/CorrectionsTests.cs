using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Decisions;

namespace Portal.Web.Tests.Decisions;

/// <summary>A winner gives up, somebody of the reserve moves up, and the public list says so from its minute on.</summary>
[TestFixture]
internal sealed partial class CorrectionsTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Paris(2, 1, 10);
    private const string Open = "/calls/tiers-lieux/waves/1/winners";

    private Guid _wave;
    private WinnerListId _list;
    private Guid _won;
    private Guid _reserve;

    [OneTimeSetUp]
    public async Task ReserveOne()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var (list, dossier) = await Access.Scene.WonAsync(db, camille.Person);
        (_list, _won) = (list, dossier.Value);
        _wave = (await db.WinnerLists.SingleAsync(one => one.Id == list)).WaveId.Value;
        _reserve = (await db.Decisions.FirstAsync(one => one.ListId == list && one.Outcome == Outcome.Rejected))
            .DossierId
            .Value;
        await PostgresServer.ExecuteAsync(
            $"update decisions set outcome = 'Reserve', reserve_rank = 1 where dossier_id = '{_reserve}'",
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
    }

    [Test]
    public async Task Who_gives_up_leaves_the_list_and_the_first_of_the_reserve_joins_it_at_the_corrections_minute()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        using var pauline = await Host.SignInAsync("Pauline");
        using var visitor = Host.NewVisitor();
        Assert.That(Text((await camille.GetAsync($"/dossiers/{_won}")).Body), Does.Contain("Renoncer à l’aide"));
        Assert.That(Text((await camille.GetAsync($"/dossiers/{_won}/decline")).Body), Does.Contain("ne se retire pas"));
        Assert.That((await camille.PostAsync($"/dossiers/{_won}/decline")).Code, Is.EqualTo(302));
        var before = (await visitor.GetAsync(Open)).Body;
        Assert.That(Rows().Count(before), Is.EqualTo(10), "nothing of it is public before it is decided and signed");

        await CorrectAsync(olivier, pauline);
        await Host.SetClockAsync(Publication.AddMinutes(-1));
        await Host.SweepAsync();
        Assert.That((await visitor.GetAsync(Open)).Body, Does.Not.Contain("RAISON"));
        Assert.That((await visitor.GetAsync("/calls.atom")).Body, Does.Not.Contain("#corrections"));

        await Host.SetClockAsync(Publication.AddSeconds(1));
        await Host.SweepAsync();
        await Host.SweepAsync();
        var after = Text((await visitor.GetAsync(Open)).Body);
        Assert.That(after, Does.Contain("RAISON").And.Contain("a renoncé à l’aide").And.Contain("12 345"));
        Assert.That(Rows().Count(after), Is.EqualTo(10), "one left, one joined");
        Assert.That((await visitor.GetAsync("/calls.atom")).Body, Does.Contain("#corrections"));
        Assert.That((await visitor.GetAsync("/data/tiers-lieux/1/winners.csv")).Body, Does.Contain("2024-02-01"));
        Assert.That(
            (await visitor.GetAsync("/data/tiers-lieux/1/360giving.json")).Body,
            Does.Contain("\"dateModified\"")
        );
        Assert.That(
            Text((await camille.GetAsync($"/dossiers/{_won}")).Body),
            Does.Contain("corrigée le").And.Contain("RAISON").And.Contain("Renonciation à l’aide")
        );
        await ToldAsync();
    }

    /// <summary>The officer's form proposes who gave up and who comes first; another one signs.</summary>
    private async Task CorrectAsync(Visitor olivier, Visitor pauline)
    {
        var path = $"/staff/lists/{_list.Value}/correction";
        var page = Text((await olivier.GetAsync(path)).Body);
        Assert.That(page, Does.Contain("Première sur la liste de réserve"));
        (string, string) at = ("PublishAt", "2024-02-01T10:00");
        var greedy = await olivier.PostAsync(path, ("Reason", "RAISON"), at, ("ReserveAmount", "9 999 999"));
        Assert.That(greedy.Code, Is.EqualTo(409));
        Assert.That(Text(greedy.Body), Does.Contain("que ce qui est libéré").And.Contain("9 999 999"));
        var prepared = await olivier.PostAsync(path, ("Reason", "RAISON"), at, ("ReserveAmount", "12 345"));
        Assert.That(prepared.Location, Is.EqualTo($"/staff/waves/{_wave}/winners"));
        var again = await olivier.PostAsync(path, ("Reason", "RAISON"), at, ("ReserveAmount", "1"));
        Assert.That(Text(again.Body), Does.Contain("est en cours"));

        await using var db = Database.Open();
        var correction = $"/staff/corrections/{(await db.Corrections.SingleAsync()).Id.Value}";
        Assert.That((await olivier.PostAsync($"{correction}/sign")).Code, Is.EqualTo(409), "who prepared it");
        Assert.That(Text((await pauline.GetAsync($"/staff/waves/{_wave}/winners")).Body), Does.Contain("RAISON"));
        Assert.That((await pauline.PostAsync($"{correction}/sign")).Code, Is.EqualTo(302));
    }

    private async Task ToldAsync()
    {
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.CountAsync(mail => mail.Template == "result-corrected"),
            Is.EqualTo(2),
            "once each"
        );
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template == "aid-declined"), Is.EqualTo(1));
        var decisions = await db.Decisions.Where(one => one.ListId == _list).ToListAsync();
        Assert.That(decisions.Single(one => one.DossierId.Value == _won).Outcome, Is.EqualTo(Outcome.Declined));
        Assert.That(decisions.Single(one => one.DossierId.Value == _reserve).Amount, Is.EqualTo(new Money(12_345)));
    }

    private static string Text(string body) => Spaces().Replace(WebUtility.HtmlDecode(body), " ");

    private static DateTimeOffset Paris(int month, int day, int hour) =>
        Deadline.InstantOf(new DateTime(2024, month, day, hour, 0, 0, DateTimeKind.Unspecified));

    [GeneratedRegex("<tr id=\"", RegexOptions.None, 5_000)]
    private static partial Regex Rows();

    [GeneratedRegex("[\\u00a0\\u202f]", RegexOptions.None, 5_000)]
    private static partial Regex Spaces();
}
