using System.Text.RegularExpressions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Messages;

/// <summary>A carrier and an officer write to each other, through the pages alone.</summary>
[TestFixture]
internal sealed partial class ThreadTests : OnPortal
{
    private const string Harm =
        "Voyez https://exemple.example/a?b=1&c=2. <script>alert(1)</script> javascript:alert(2)";

    [Test]
    public async Task A_carrier_asks_about_a_draft_and_staff_answers()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var (draft, wave) = await DraftAsync();
        Assert.That(
            (await olivier.GetAsync($"/staff/dossiers/{draft}/messages")).Code,
            Is.EqualTo(404),
            "a draft is out of staff's sight"
        );
        Assert.That(
            (await camille.GetAsync($"/dossiers/{draft}")).Body,
            Does.Contain($"/dossiers/{draft}/messages"),
            "the way to the thread"
        );
        await camille.PostAsync($"/dossiers/{draft}/messages", ("Text", Harm));

        // The board counts it, the list leads to it, and the draft's answers stay out of sight.
        Assert.That(
            (await olivier.GetAsync($"/staff/waves/{wave}")).Body,
            Does.Contain($"/staff/waves/{wave}/messages")
        );
        var list = await olivier.GetAsync($"/staff/waves/{wave}/messages");
        Assert.That(list.Body, Does.Contain("1 message non lu").And.Contain($"/staff/dossiers/{draft}/messages"));
        var thread = await olivier.GetAsync($"/staff/dossiers/{draft}/messages");
        Assert.That(thread.Body, Does.Contain("Brouillon, non déposé").And.Contain("Nouveau"));
        Assert.That(
            thread.Body,
            Does.Contain("<a href=\"https://exemple.example/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow ugc\">")
                .And.Not.Contain("<script>alert")
                .And.Not.Contain("href=\"javascript")
        );
        Assert.That(thread.Body, Does.Not.Contain("camille@demo.example"), "no address is passed on");
        Assert.That((await olivier.GetAsync($"/staff/dossiers/{draft}")).Code, Is.EqualTo(404));
        Assert.That(
            (await olivier.GetAsync($"/staff/waves/{wave}/messages")).Body,
            Does.Not.Contain("1 message non lu"),
            "read is read"
        );

        await olivier.PostAsync($"/staff/dossiers/{draft}/messages", ("Text", "Oui, c’est possible."));
        Assert.That((await camille.GetAsync("/dossiers")).Body, Does.Contain("1 message non lu"));
        Assert.That((await camille.GetAsync($"/dossiers/{draft}")).Body, Does.Contain("1 message non lu"));
        var answer = await camille.GetAsync($"/dossiers/{draft}/messages");
        Assert.That(answer.Body, Does.Contain("Oui, c’est possible.").And.Contain("Olivier"));
        Assert.That(answer.Body, Does.Not.Contain("olivier@demo.example"));
        Assert.That((await camille.GetAsync("/dossiers")).Body, Does.Not.Contain("1 message non lu"));
    }

    [Test]
    public async Task A_slip_is_taken_back_before_it_is_read_and_not_after()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var filed = await FiledAsync();
        await olivier.PostAsync($"/staff/dossiers/{filed}/messages", ("Text", "Un lapsus"));
        var own = await olivier.GetAsync($"/staff/dossiers/{filed}/messages");
        await olivier.PostAsync(TakeBack().Match(own.Body).Groups["path"].Value);
        Assert.That((await camille.GetAsync($"/dossiers/{filed}/messages")).Body, Does.Not.Contain("Un lapsus"));
        Assert.That(
            (await olivier.GetAsync($"/staff/dossiers/{filed}/messages")).Body,
            Does.Not.Contain("Un lapsus"),
            "nobody reads it any more"
        );

        await olivier.PostAsync($"/staff/dossiers/{filed}/messages", ("Text", "Le bon message"));
        var path = TakeBack()
            .Match((await olivier.GetAsync($"/staff/dossiers/{filed}/messages")).Body)
            .Groups["path"]
            .Value;
        await camille.GetAsync($"/dossiers/{filed}/messages");
        Assert.That((await olivier.PostAsync(path)).Code, Is.EqualTo(409));
    }

    [Test]
    public async Task What_is_too_long_comes_back_as_it_was_typed()
    {
        using var camille = await Host.SignInAsync("Camille");
        var filed = await FiledAsync();
        var text = "Long " + new string('x', 2_000);
        var refused = await camille.PostAsync($"/dossiers/{filed}/messages", ("Text", text));
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(refused.Body, Does.Contain(text).And.Contain("2000"));
    }

    [Test]
    public async Task Who_reads_along_neither_writes_nor_marks_as_read()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var auguste = await Host.SignInAsync("Auguste");
        var filed = await FiledAsync();
        await camille.PostAsync($"/dossiers/{filed}/messages", ("Text", "Une question"));
        var thread = await auguste.GetAsync($"/staff/dossiers/{filed}/messages");
        Assert.That(thread.Body, Does.Contain("Une question").And.Not.Contain("<textarea"));
        Assert.That(
            (await auguste.PostAsync($"/staff/dossiers/{filed}/messages", ("Text", "Moi"))).Code,
            Is.EqualTo(404)
        );
        Assert.That((await auguste.GetAsync($"/staff/dossiers/{filed}")).Body, Does.Contain("non lu"));
    }

    private async Task<(Guid Draft, Guid Wave)> DraftAsync()
    {
        var dossier = await DossierAsync(filed: false);
        return (dossier.Id.Value, dossier.WaveId.Value);
    }

    private async Task<Guid> FiledAsync() => (await DossierAsync(filed: true)).Id.Value;

    private async Task<Dossier> DossierAsync(bool filed)
    {
        await using var db = Database.Open();
        var camille = (await db.Users.SingleAsync(account => account.Email == "camille@demo.example")).Person;
        return await db
            .Dossiers.Where(one =>
                one.Carrier == camille
                && one.FiledAt.HasValue == filed
                && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
            )
            .OrderBy(one => one.Id)
            .FirstAsync();
    }

    [GeneratedRegex("action=\"(?<path>[^\"]+/take-back)\"", RegexOptions.None, 5_000)]
    private static partial Regex TakeBack();
}
