using System.Net;
using Portal.Domain.Juries;

namespace Portal.Web.Tests.Juries;

/// <summary>The demonstration's jury, from its agenda to signed minutes, as everybody sees it.</summary>
[TestFixture, NonParallelizable]
internal sealed class JuryThreadTests : OnPortal
{
    private string _sitting = "";
    private string _conflicted = "";
    private List<Guid> _items = [];

    [OneTimeSetUp]
    public async Task FindSitting()
    {
        await using var db = Database.Open();
        var sitting = await db.Sittings.Include(one => one.Items).SingleAsync();
        _sitting = $"/juries/sittings/{sitting.Id.Value}";
        _items = [.. sitting.Items.Select(item => item.Id.Value)];
        var first = sitting.Items[0].DossierId;
        _conflicted = await db.Dossiers.Where(one => one.Id == first).Select(one => one.Number!).SingleAsync();
    }

    [Test, Order(1)]
    public async Task A_sitting_is_held_voted_in_and_signed_while_who_is_in_conflict_sees_none_of_it()
    {
        using var odile = await Host.SignInAsync("Odile");
        using var pauline = await Host.SignInAsync("Pauline");
        using var emma = await Host.SignInAsync("Emma");
        using var elise = await Host.SignInAsync("Élise");
        Assert.That((await elise.GetAsync(_sitting)).Body, Does.Not.Contain(_conflicted));
        Assert.That((await emma.GetAsync(_sitting)).Body, Does.Contain(_conflicted));

        await DoneAsync(odile, "open");
        foreach (var member in new[] { odile, pauline, emma, elise })
            await DoneAsync(member, "enter");
        await DoneAsync(pauline, $"items/{_items[0]}/call");
        await DoneAsync(
            pauline,
            $"items/{_items[0]}/polls",
            ("Kind", "Opinion"),
            ("Secret", "false"),
            ("Seconds", "600")
        );
        var poll = await PollAsync();
        Assert.That(
            (await elise.PostAsync($"{_sitting}/polls/{poll}/ballots", ("choice", Poll.For))).Code,
            Is.EqualTo(404)
        );
        await DoneAsync(emma, $"polls/{poll}/ballots", ("choice", Poll.For));
        Assert.That((await RoomAsync(emma)), Does.Contain("1 votants sur 2"));
        await DoneAsync(pauline, $"polls/{poll}/ballots", ("choice", Poll.For));
        await DoneAsync(
            odile,
            $"items/{_items[0]}/notes",
            ("notes", "Le jury salue le projet."),
            ("proposal", "Retenir le dossier.")
        );
        Assert.That(await RoomAsync(emma), Does.Contain("Adopté.").And.Contain(_conflicted));
        var hidden = await RoomAsync(elise);
        Assert.That(
            hidden,
            Does.Not.Contain(_conflicted).And.Not.Contain("Adopté").And.Not.Contain("salue").And.Not.Contain("Retenir")
        );
        Assert.That(
            hidden,
            Does.Contain("Point 1 : vous quittez la salle").Or.Contain("Point 1\u00a0: vous quittez la salle")
        );

        await DoneAsync(odile, $"items/{_items[1]}/call");
        await DoneAsync(odile, $"items/{_items[1]}/polls", ("Kind", "Mark"), ("Secret", "true"), ("Seconds", "600"));
        poll = await PollAsync();
        foreach (var (member, mark) in new[] { (pauline, "5"), (emma, "6"), (elise, "4") })
            await DoneAsync(member, $"polls/{poll}/ballots", ("choice", mark));
        Assert.That(await RoomAsync(elise), Does.Contain("Note moyenne").And.Contain("5,00"));
        await DoneAsync(odile, "close");
    }

    [Test, Order(2)]
    public async Task Minutes_name_who_left_are_signed_by_two_and_never_change_after()
    {
        using var odile = await Host.SignInAsync("Odile");
        using var pauline = await Host.SignInAsync("Pauline");
        using var emma = await Host.SignInAsync("Emma");
        using var elise = await Host.SignInAsync("Élise");
        await DoneAsync(odile, "minutes");
        Assert.That(
            await MinutesAsync(emma),
            Does.Contain(_conflicted).And.Contain("Élise Démo").And.Contain("Retenir le dossier.")
        );
        Assert.That(await MinutesAsync(elise), Does.Not.Contain(_conflicted).And.Not.Contain("Retenir"));
        await using var db = Database.Open();
        var sha256 = await db.SittingMinutes.Select(one => one.Sha256).SingleAsync();
        Assert.That((await emma.PostAsync($"{_sitting}/minutes/1/sign", ("sha256", sha256))).Code, Is.EqualTo(409));
        await DoneAsync(pauline, "minutes/1/sign", ("sha256", sha256));
        await DoneAsync(odile, "minutes/1/sign", ("sha256", sha256));
        Assert.That((await db.SittingMinutes.AsNoTracking().SingleAsync()).IsSigned, Is.True);
        await DoneAsync(odile, "minutes");
        var versions = await db.SittingMinutes.AsNoTracking().OrderBy(one => one.Version).ToListAsync();
        Assert.That(versions.Select(one => one.IsSigned), Is.EqualTo(new[] { true, false }), "another needs both anew");
        Assert.That(
            async () => await db.Database.ExecuteSqlAsync($"update minutes set content = ''"),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
    }

    private async Task DoneAsync(Visitor person, string act, params (string, string)[] fields)
    {
        var answer = await person.PostAsync($"{_sitting}/{act}", fields);
        Assert.That(answer.Code, Is.EqualTo(302), $"{act}: {answer.Body}");
    }

    private async Task<string> RoomAsync(Visitor person) =>
        WebUtility.HtmlDecode((await person.GetAsync($"{_sitting}/room")).Body);

    private async Task<string> MinutesAsync(Visitor person) =>
        WebUtility.HtmlDecode((await person.GetAsync($"{_sitting}/minutes")).Body);

    private async Task<Guid> PollAsync()
    {
        await using var db = Database.Open();
        return (await db.Polls.Where(one => one.ClosedAt == null).SingleAsync()).Id.Value;
    }
}
