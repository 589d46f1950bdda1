using System.Net;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Calls;

/// <summary>A cut-off that changes what carriers count on is confirmed with whom it hits in sight, and told to these.</summary>
[TestFixture]
internal sealed class CutOffsTests : OnPortal
{
    private const int Number = 11;
    private const string Root = "/staff/calls/evaluation-dmn/waves/11/cut-offs";

    private WaveId _wave;

    [OneTimeSetUp]
    public async Task ADraftForTheFifteenthOfMarch()
    {
        await using var db = Database.Open();
        var call = await db.Calls.Where(one => one.Slug == "evaluation-dmn").Select(one => one.Id).SingleAsync();
        var wave = new Wave(call, Number, DemoTime.Start.AddDays(-30), [March(15), March(30)]);
        db.Waves.Add(wave);
        await db.SaveChangesAsync();
        _wave = wave.Id;
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        await new Stage(Database).DraftAsync(camille, "evaluation-dmn", Number);
        await new Stage(Database).DraftAsync(camille, "evaluation-dmn", Number);
    }

    [Test]
    public async Task Whom_it_hits_is_shown_before_and_told_after()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var earlier = ("wave11.CutOff", "2024-03-01T12:00");
        var shown = await olivier.PostAsync(Root, earlier);
        Assert.That(
            Text(shown),
            Does.Contain("Brouillons et dossiers à déposer de nouveau : 2")
                .And.Contain("Personnes prévenues par courriel : 1")
        );
        Assert.That(await DaysAsync(), Is.EqualTo(new[] { 15, 30 }), "nothing has changed yet");

        Assert.That((await olivier.PostAsync(Root, earlier, Confirming(shown))).Code, Is.EqualTo(302));
        Assert.That(await DaysAsync(), Is.EqualTo(new[] { 1, 15, 30 }));
        Assert.That(await MailsAsync("cut-off-added"), Is.EqualTo(1), "once, however many drafts");

        Assert.That((await olivier.PostAsync(Root, ("wave11.CutOff", "2024-03-20T12:00"))).Code, Is.EqualTo(302));
        Assert.That(await MailsAsync("cut-off-added"), Is.EqualTo(1), "the next one is the same");

        var first = $"{Root}/{(await WaveAsync()).CutOffs[0].Id.Value}/remove";
        shown = await olivier.PostAsync(first);
        Assert.That(Text(shown), Does.Contain("Brouillons et dossiers à déposer de nouveau : 2"));
        Assert.That((await olivier.PostAsync(first, Confirming(shown))).Code, Is.EqualTo(302));
        Assert.That(await DaysAsync(), Is.EqualTo(new[] { 15, 20, 30 }));
        Assert.That(await MailsAsync("cut-off-removed"), Is.EqualTo(1));

        var later = $"{Root}/{(await WaveAsync()).CutOffs[1].Id.Value}/remove";
        Assert.That((await olivier.PostAsync(later)).Code, Is.EqualTo(302), "nobody counts on it yet");
        Assert.That(await MailsAsync("cut-off-removed"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_confirmed_is_shown_anew_where_it_hits_others_by_now()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var before = await DaysAsync();
        var move = $"/staff/waves/{_wave.Value}/cut-offs/{(await WaveAsync()).CutOffs[0].Id.Value}";
        foreach (
            var (address, typed) in new[]
            {
                (Root, ("wave11.CutOff", "2024-02-02T12:00")),
                ($"{Root}/{(await WaveAsync()).CutOffs[0].Id.Value}/remove", ("none", "")),
                (move, ("to", "2024-02-03T12:00")),
            }
        )
        {
            var seen = Confirming(await olivier.PostAsync(address, typed));
            Assert.That(seen.Value, Does.EndWith(":2-0-1"));
            var fewer = seen.Value.Replace(":2-0-1", ":1-0-1", StringComparison.Ordinal);
            var shown = await olivier.PostAsync(address, typed, ("confirmed", fewer));
            Assert.That(shown.Code, Is.EqualTo(200), address);
            Assert.That(Text(shown), Does.Contain("ne sont plus ceux que vous aviez vus").And.Contain(seen.Value));
        }
        Assert.That(await DaysAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_confirmation_is_of_the_date_that_was_shown_and_of_no_other()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var (before, first) = (await DaysAsync(), (await WaveAsync()).CutOffs[0].Id.Value);
        var move = $"/staff/waves/{_wave.Value}/cut-offs/{first}";
        var added = Confirming(await olivier.PostAsync(Root, ("wave11.CutOff", "2024-02-02T12:00")));
        var moved = Confirming(await olivier.PostAsync(move, ("to", "2024-02-03T12:00")));
        foreach (
            var (address, typed, seen) in new[]
            {
                (Root, ("wave11.CutOff", "2024-02-04T12:00"), added),
                (move, ("to", "2024-02-04T12:00"), moved),
                ($"{Root}/{first}/remove", ("none", ""), added),
            }
        )
        {
            var shown = await olivier.PostAsync(address, typed, seen);
            Assert.That(shown.Code, Is.EqualTo(200), address);
            Assert.That(Text(shown), Does.Contain("ne sont plus ceux que vous aviez vus"));
        }
        Assert.That(await DaysAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_can_never_be_removed_has_no_button_and_says_why()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var page = Text(await olivier.GetAsync("/staff/calls/evaluation-dmn/waves"));
        var cutOffs = (await WaveAsync()).CutOffs;
        Assert.That(page, Does.Contain($"{Root}/{cutOffs[0].Id.Value}/remove"));
        Assert.That(page, Does.Not.Contain($"{Root}/{cutOffs[^1].Id.Value}/remove"));
        Assert.That(page, Does.Contain("déplacez sa clôture"));
    }

    [TestCase("2024-01-01T12:00", "Cette date est déjà passée.")]
    [TestCase("2030-01-01T12:00", "Les relèves d’une vague doivent rester dans l’ordre.")]
    public async Task A_date_that_cannot_be_is_refused_where_it_is_typed_before_it_is_confirmed(string to, string why)
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var first = (await WaveAsync()).CutOffs[0];
        var tried = await olivier.PostAsync($"/staff/waves/{_wave.Value}/cut-offs/{first.Id.Value}", ("to", to));
        Assert.That(tried.Code, Is.EqualTo(409));
        Assert.That(Text(tried), Does.Contain(why).And.Not.Contain("name=\"confirmed\"").And.Contain(to));
        Assert.That((await WaveAsync()).CutOffs[0].Deadline, Is.EqualTo(first.Deadline));
    }

    [TestCase("/staff/waves/{0}/cut-offs/{1}", "to")]
    [TestCase("/staff/waves/{0}/reviews-due", "due")]
    [TestCase(Root, "wave11.CutOff")]
    public async Task A_date_that_cannot_be_read_is_told_at_its_field_and_stays_typed(string address, string field)
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var cutOff = (await WaveAsync()).CutOffs[0].Id.Value;
        var filled = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, _wave.Value, cutOff);
        var told = await olivier.PostAsync(filled, (field, "après-demain"));
        Assert.That(told.Code, Is.EqualTo(200));
        Assert.That(Text(told), Does.Contain("Donnez une date et une heure, comme").And.Contain("après-demain"));
    }

    private static (string Name, string Value) Confirming(Answer shown) =>
        ("confirmed", shown.Body.Split("name=\"confirmed\" value=\"")[1].Split('"')[0]);

    private static string Text(Answer page) => WebUtility.HtmlDecode(page.Body).Replace('\u00a0', ' ');

    private static Deadline March(int day) => new(new DateTime(2024, 3, day, 12, 0, 0, DateTimeKind.Unspecified));

    private async Task<Wave> WaveAsync()
    {
        await using var db = Database.Open();
        return await db.Waves.AsNoTracking().SingleAsync(one => one.Id == _wave);
    }

    private async Task<int[]> DaysAsync() =>
        [.. (await WaveAsync()).CutOffs.Select(cutOff => cutOff.Deadline.Civil.Day)];

    private async Task<int> MailsAsync(string template)
    {
        await using var db = Database.Open();
        var camille = EmailAddress.Parse("camille@demo.example");
        return await db.Outbox.CountAsync(mail => mail.Recipient == camille && mail.Template == template);
    }
}
