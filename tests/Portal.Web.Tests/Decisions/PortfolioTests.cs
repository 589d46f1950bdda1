using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Decisions;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Decisions;

/// <summary>The portfolio of a wave whose reviews are in, from its envelope to decisions and back.</summary>
[TestFixture]
internal sealed partial class PortfolioTests : OnPortal
{
    private WaveId _wave;
    private string _page = "";
    private Visitor _olivier = null!;

    [OneTimeSetUp]
    public async Task Begin()
    {
        await using var db = Database.OpenAsOwner();
        _wave = (
            await db.Waves.SingleAsync(one =>
                one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
            )
        ).Id;
        // As if nobody had decided.
        await db.Winners.ExecuteDeleteAsync();
        await db.Decisions.Where(one => one.WaveId == _wave).ExecuteDeleteAsync();
        var olivier = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        await Scene.RankingAsync(db, olivier.Person);
        _page = $"/staff/waves/{_wave.Value}/portfolio";
        _olivier = await Host.SignInAsync("Olivier");
        var begun = await _olivier.PostAsync(_page, ("envelope", "2 000 000"));
        Assert.That(begun.Code, Is.EqualTo(302), begun.Body);
    }

    [OneTimeTearDown]
    public void Leave() => _olivier.Dispose();

    [Test, Order(1)]
    public async Task The_jurys_order_stands_beside_the_optimum_and_each_difference_has_its_sentence()
    {
        var page = await ReadAsync();
        Assert.That(page, Does.Contain("Par l’ordre du jury").And.Contain("Le meilleur total de notes"));
        Assert.That(page, Does.Contain("2 000 000"));
        Assert.That(page, Does.Match("serait financé|choisissent les mêmes"));
    }

    [Test, Order(2)]
    public async Task A_dossier_moves_with_a_reason_only_and_amounts_are_saved_with_it()
    {
        var numbers = NumbersIn(await ReadAsync());
        var second = await IdOfAsync(numbers[1]);
        var refused = await ArrangeAsync(("up", second), ("reason", ""));
        Assert.That(
            (refused.Code, Plain(refused).Contains("Indiquez un motif", StringComparison.Ordinal)),
            Is.EqualTo((409, true))
        );

        await ArrangeAsync(("up", second), ("reason", "Plus abouti"), ($"amount-{second}", "123 456"));
        var after = await ReadAsync();
        Assert.That(NumbersIn(after)[..2], Is.EqualTo([numbers[1], numbers[0]]));
        Assert.That(after, Does.Contain("123 456"));
        await using var db = Database.Open();
        Assert.That(await db.History.CountAsync(one => one.Name == "portfolio.dossier-moved"), Is.EqualTo(1));
    }

    [Test, Order(3)]
    public async Task What_somebody_arranged_in_between_is_not_overwritten()
    {
        var first = await IdOfAsync(NumbersIn(await ReadAsync())[0]);
        var stale = await _olivier.PostAsync($"{_page}/order", ("revision", "0"), ("down", first), ("reason", "x"));
        Assert.That(
            (stale.Code, Plain(stale).Contains("a changé entre-temps", StringComparison.Ordinal)),
            Is.EqualTo((409, true))
        );
    }

    [Test, Order(4)]
    public async Task Rules_are_kept_by_the_optimum_told_where_the_jury_breaks_them_and_lifted()
    {
        var first = NumbersIn(await ReadAsync())[0];
        await _olivier.PostAsync($"{_page}/rules", ("Kind", "MustNot"), ("On", first), ("Why", "Doublon"));
        var page = await ReadAsync();
        Assert.That(page, Does.Contain("L’ordre du jury ne respecte pas ces règles"));
        Assert.That(
            page,
            Does.Contain(
                $"{first} ne le serait plus, car une règle s’y oppose. {first} ne doit pas y être. Motif : Doublon"
            )
        );

        await _olivier.PostAsync($"{_page}/rules", ("Kind", "MustHave"), ("On", first), ("Why", "Engagement"));
        Assert.That(await ReadAsync(), Does.Contain("ne peuvent pas être respectées ensemble"));

        for (var rule = 0; rule < 2; rule++)
            await _olivier.PostAsync(
                $"{_page}/rules/0/lift",
                ("revision", Revision().Match(await ReadAsync()).Groups["at"].Value)
            );
        Assert.That(await ReadAsync(), Does.Contain("Aucune règle"));
    }

    [Test, Order(5)]
    public async Task Nothing_is_decided_but_by_an_act_that_showed_it_and_that_act_is_undone_as_a_whole()
    {
        await using var db = Database.Open();
        Assert.That(await db.Decisions.CountAsync(one => one.WaveId == _wave), Is.Zero, "arranging decides nothing");
        var preview = $"{_page}/take-over?from=Jury";
        Assert.That(
            (await _olivier.PostAsync(preview, ("Mark", "autre"), ("Funded", "Oui."), ("Rejected", "Non."))).Code,
            Is.EqualTo(409)
        );
        Assert.That(await db.Decisions.CountAsync(one => one.WaveId == _wave), Is.Zero);

        var mark = Mark().Match((await _olivier.GetAsync(preview)).Body).Groups["mark"].Value;
        var taken = await _olivier.PostAsync(preview, ("Mark", mark), ("Funded", "Oui."), ("Rejected", "Non."));
        Assert.That(taken.Code, Is.EqualTo(302), taken.Body);
        var decisions = await db.Decisions.Where(one => one.WaveId == _wave).ToListAsync();
        Assert.That(
            decisions.Where(one => one.Outcome == Outcome.Funded).Select(one => one.Reason),
            Is.Not.Empty.And.All.EqualTo("Oui.")
        );
        Assert.That(decisions.Sum(one => one.Amount?.Euros ?? 0), Is.LessThanOrEqualTo(2_000_000));

        var undo = Undo().Match((await _olivier.GetAsync(_page)).Body).Groups["path"].Value;
        Assert.That((await _olivier.PostAsync(undo)).Code, Is.EqualTo(302));
        Assert.That(await db.Decisions.CountAsync(one => one.WaveId == _wave), Is.Zero);
        Assert.That(Plain(await _olivier.PostAsync(undo)), Does.Contain("déjà annulé"));
    }

    [Test, Order(6)]
    public async Task Once_a_list_carries_them_they_are_not_undone_and_who_only_reads_arranges_nothing()
    {
        using var auguste = await Host.SignInAsync("Auguste");
        Assert.That((await auguste.GetAsync(_page)).Body, Does.Not.Contain("name=\"up\""));
        Assert.That((await auguste.PostAsync($"{_page}/order", ("revision", "1"))).Code, Is.EqualTo(404));

        var preview = $"{_page}/take-over?from=Optimum";
        var mark = Mark().Match((await _olivier.GetAsync(preview)).Body).Groups["mark"].Value;
        await _olivier.PostAsync(preview, ("Mark", mark), ("Funded", "Oui."), ("Rejected", "Non."));
        await _olivier.PostAsync($"/staff/waves/{_wave.Value}/winners", ("publishAt", "2030-01-01T10:00"));
        var undo = Undo().Match((await _olivier.GetAsync(_page)).Body).Groups["path"].Value;
        Assert.That(Plain(await _olivier.PostAsync(undo)), Does.Contain("Une liste porte déjà"));
    }

    private async Task<Answer> ArrangeAsync(params (string Name, string Value)[] fields)
    {
        var revision = Revision().Match(await ReadAsync()).Groups["at"].Value;
        return await _olivier.PostAsync($"{_page}/order", [("revision", revision), .. fields]);
    }

    private async Task<string> ReadAsync()
    {
        var answer = await _olivier.GetAsync(_page);
        Assert.That(answer.Code, Is.EqualTo(200));
        return Plain(answer);
    }

    private async Task<string> IdOfAsync(string number)
    {
        await using var db = Database.Open();
        return (await db.Dossiers.SingleAsync(one => one.Number == number)).Id.Value.ToString();
    }

    private static string Plain(Answer answer) =>
        WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private static List<string> NumbersIn(string page) =>
        [.. Row().Matches(page).Select(row => row.Groups["number"].Value)];

    [GeneratedRegex("<td><a href=\"/staff/dossiers/[^\"]+\">(?<number>[^<]+)</a>", RegexOptions.None, 5_000)]
    private static partial Regex Row();

    [GeneratedRegex("name=\"revision\" value=\"(?<at>[0-9]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Revision();

    [GeneratedRegex("name=\"Mark\" value=\"(?<mark>[0-9a-f]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Mark();

    [GeneratedRegex("action=\"(?<path>/staff/take-overs/[^\"]+/undo)\"", RegexOptions.None, 5_000)]
    private static partial Regex Undo();
}
