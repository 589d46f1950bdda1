namespace Portal.Domain.Tests.Decisions;

/// <summary>Winners that were announced before the portal had them.</summary>
[TestFixture]
internal sealed class PastWinnersTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly PastAnnouncement Announced = new(new DateOnly(2023, 1, 18), "Communiqué de presse");
    private readonly Wave _wave = Build.Wave(Build.Call());

    private static PastWinner Winner(string number = "E-1") =>
        new(number, "Projet", "Organisme", "bretagne", new Money(1_000));

    [Test]
    public void A_past_edition_is_public_from_the_day_of_its_announcement_and_lets_no_letter_go()
    {
        var list = WinnerList.Import(_wave, [Winner(), Winner("E-2")], Announced, Build.Officer, Now);
        Assert.That(list.IsPublicAt(Build.Paris(2023, 1, 18, 0, 0)), Is.True);
        Assert.That(list.IsPublicAt(Build.Paris(2023, 1, 17, 23, 59)), Is.False);
        Assert.That(
            list.Winners.Select(one => (one.Number, one.DossierId)),
            Is.EqualTo(new[] { ("E-1", (DossierId?)null), ("E-2", null) })
        );
        list.Publish(Now);
        Assert.That(list.Events.Select(one => one.Name), Is.EqualTo(new[] { "winner-list.imported" }));
    }

    [Test]
    public void What_was_imported_can_be_taken_back_and_what_was_decided_here_can_not()
    {
        var list = WinnerList.Import(_wave, [Winner()], Announced, Build.Officer, Now);
        list.TakeBackImport(Build.Officer, Now);
        Assert.That(list.IsPublicAt(Now), Is.False);
        Assert.That(
            Build.CodesOf(() => list.TakeBackImport(Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.dropped" })
        );
    }

    [Test]
    public void An_announcement_has_a_source_and_a_day_that_has_come()
    {
        Assert.That(CodesOf(Announced with { Source = " " }), Is.EqualTo(new[] { "past.source-missing" }));
        Assert.That(
            CodesOf(Announced with { Source = new string('x', 301) }),
            Is.EqualTo(new[] { "past.source-too-long" })
        );
        Assert.That(
            CodesOf(Announced with { On = new DateOnly(2024, 5, 10) }),
            Is.EqualTo(new[] { "past.announced-later" })
        );
        Assert.That(
            Build.CodesOf(() => WinnerList.Import(_wave, [Winner(), Winner()], Announced, Build.Officer, Now)),
            Is.EqualTo(new[] { "past.number-twice" })
        );
        Assert.That(
            Build.CodesOf(() => WinnerList.Import(_wave, [], Announced, Build.Officer, Now)),
            Is.EqualTo(new[] { "past.no-winner" })
        );
    }

    [TestCase("E-2023_01", true)]
    [TestCase("", false)]
    [TestCase("-1", false)]
    [TestCase("a/b", false)]
    [TestCase("é1", false)]
    public void A_reference_can_stand_in_an_address(string number, bool can) =>
        Assert.That(PastWinner.IsNumber(number), Is.EqualTo(can));

    [TestCase("Communiqué (https://ministere.example/a), page 2", "https://ministere.example/a")]
    [TestCase("http://ministere.example/b.", "http://ministere.example/b")]
    [TestCase("Communiqué de presse https://", null)]
    [TestCase("javascript:alert(1)", null)]
    public void A_source_that_names_an_address_can_be_followed(string source, string? address) =>
        Assert.That(PastAnnouncement.AddressIn(source)?.ToString(), Is.EqualTo(address));

    private IReadOnlyList<string> CodesOf(PastAnnouncement announced) =>
        Build.CodesOf(() => WinnerList.Import(_wave, [Winner()], announced, Build.Officer, Now));
}
