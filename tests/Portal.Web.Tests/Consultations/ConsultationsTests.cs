using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Consultations;

/// <summary>From a contribution without an account to the synthesis that answers it.</summary>
[TestFixture]
internal sealed partial class ConsultationsTests : OnPortal
{
    private const string Plan = "/consultations/bien-vieillir";
    private const string Desk = "/staff/consultations/bien-vieillir";
    private static readonly DateTimeOffset Closed = Deadline.InstantOf(
        new DateTime(2024, 3, 2, 9, 0, 0, DateTimeKind.Unspecified)
    );

    [Test, Order(1)]
    public async Task A_contribution_counts_once_its_address_is_confirmed_and_is_read_once_it_is_accepted()
    {
        using var visitor = Host.NewVisitor();
        var sent = await SendAsync(visitor, "acces", "Un prêt d’écrans agrandisseurs.");
        Assert.That(sent.Code, Is.EqualTo(200));
        Assert.That(Text(sent.Body), Does.Contain("Consultez votre messagerie"));
        await SendAsync(visitor, "acces", "Un prêt d’écrans et de loupes.");
        var link = await LinkAsync();
        Assert.That(await ReadAsync(visitor), Does.Not.Contain("loupes"));

        var waiting = Shown().Matches((await visitor.GetAsync(link)).Body);
        var confirmed = await visitor.PostAsync(
            $"{link}/confirm",
            [.. waiting.Select(found => ("ids", found.Groups["id"].Value))]
        );
        Assert.That(confirmed.Location, Is.EqualTo(link));
        var own = Text((await visitor.GetAsync(link)).Body);
        Assert.That(own, Does.Contain("Remplacée").And.Contain("en cours de lecture"));
        Assert.That(await ReadAsync(visitor), Does.Not.Contain("loupes"), "before anybody accepted it");

        using var olivier = await Host.SignInAsync("Olivier");
        var accepted = await olivier.PostAsync($"{Desk}/accept", ("ids", await IdAsync("loupes")), ("shelf", "ToRead"));
        Assert.That(accepted.Location, Is.EqualTo($"{Desk}?shelf=ToRead"));
        Assert.That(await ReadAsync(visitor), Does.Contain("loupes").And.Not.Contain("agrandisseurs"));
        foreach (
            var page in new[] { $"{Plan}/contributions", $"{Plan}/contributions.csv", $"{Plan}/contributions.json" }
        )
            Assert.That(
                (await visitor.GetAsync(page)).Body,
                Does.Not.Contain("claire").And.Not.Contain("Claire"),
                page
            );
    }

    [Test, Order(2)]
    public async Task What_is_withheld_is_told_with_its_reason_to_who_said_it_alone()
    {
        using var visitor = Host.NewVisitor();
        using var olivier = await Host.SignInAsync("Olivier");
        var id = await IdAsync("loupes");
        var without = await olivier.PostAsync($"{Desk}/withhold", ("ids", id), ("reason", " "), ("shelf", "Accepted"));
        Assert.That(without.Code, Is.EqualTo(409));
        Assert.That(Text(without.Body), Does.Contain("href=\"#Reason\"").And.Contain($"value=\"{id}\" checked"));
        await olivier.PostAsync($"{Desk}/withhold", ("ids", id), ("reason", "Une publicité."), ("shelf", "Accepted"));
        Assert.That(await ReadAsync(visitor), Does.Not.Contain("loupes").And.Not.Contain("publicité"));
        Assert.That(Text((await visitor.GetAsync(await LinkAsync())).Body), Does.Contain("Une publicité."));
        await using (var db = Database.Open())
        {
            var mail = await db.Outbox.SingleAsync(one => one.Template == "contribution-withheld");
            Assert.That(mail.Recipient.Value, Is.EqualTo("claire@visite.example").IgnoreCase);
        }
        await olivier.PostAsync($"{Desk}/accept", ("ids", id), ("shelf", "Withheld"));
        Assert.That(await ReadAsync(visitor), Does.Contain("loupes"), "a mistake is mended");
    }

    [Test, Order(3)]
    public async Task What_says_alike_is_put_together_and_answered_and_published_by_a_second_person()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var pauline = await Host.SignInAsync("Pauline");
        using var visitor = Host.NewVisitor();
        await Host.SetClockAsync(Closed);
        Assert.That((await visitor.GetAsync($"{Plan}/contribute")).Code, Is.EqualTo(404));
        Assert.That((await visitor.GetAsync($"{Plan}/synthesis")).Code, Is.EqualTo(404));

        await using (var db = Database.Open())
            foreach (var waiting in await db.Contributions.Where(one => one.Moderation == null).ToListAsync())
                await olivier.PostAsync($"{Desk}/accept", ("ids", waiting.Id.Value.ToString()), ("shelf", "ToRead"));
        await olivier.PostAsync($"{Desk}/groups/propose");
        await using (var db = Database.Open())
        {
            var alike = await db.Contributions.Where(one => one.Text.Contains("point d’étape")).ToListAsync();
            Assert.That(
                alike.Select(one => one.GroupId).Distinct().Count(),
                Is.EqualTo(1),
                "two that ask for the same"
            );
            var other = await db.Contributions.SingleAsync(one => one.Text.Contains("résultats défavorables"));
            Assert.That(other.GroupId, Is.Not.EqualTo(alike[0].GroupId).And.Not.Null);
            foreach (var group in await db.ContributionGroups.ToListAsync())
                await olivier.PostAsync(
                    $"{Desk}/groups/{group.Id.Value}",
                    ("titleFr", "Demande"),
                    ("titleEn", "Request"),
                    ("answer", "InPart"),
                    ("becauseFr", "Parce que la durée dépend du dispositif."),
                    ("becauseEn", "Because the length depends on the device."),
                    ("version", await VersionAsync(db.ContributionGroups.Where(one => one.Id == group.Id)))
                );
        }
        Assert.That((await pauline.PostAsync($"{Desk}/publish")).Code, Is.EqualTo(409), "no final plan yet");
        await olivier.PostAsync(
            $"{Desk}/plan",
            ("SynthesisFr", "Merci à tous."),
            ("SynthesisEn", "Thanks to all."),
            ("Articles[0].Key", "preuves"),
            ("Articles[0].TitleFr", "Preuves"),
            ("Articles[0].TitleEn", "Evidence"),
            ("Articles[0].TextFr", "Des tiers lieux d’expérimentation accueillent les dispositifs pendant six mois."),
            ("Articles[0].TextEn", "Sites take devices in for six months."),
            ("Version", await PlanVersionAsync())
        );
        Assert.That((await visitor.GetAsync($"{Plan}/synthesis")).Code, Is.EqualTo(404), "a draft is nobody's to read");
        Assert.That((await olivier.PostAsync($"{Desk}/publish")).Code, Is.EqualTo(404), "an officer doesn't publish");
        var read = Read().Match((await pauline.GetAsync($"{Desk}/plan")).Body).Groups["at"].Value;
        await using (var db = Database.Open())
        {
            var group = await db.ContributionGroups.FirstAsync();
            Assert.That(group.RepliedBy, Is.Not.Null, "who wrote the answer is known");
            var otherwise = new (string, string)[]
            {
                ("titleFr", "Demande"),
                ("titleEn", "Request"),
                ("answer", "InPart"),
                ("becauseFr", "Parce que la durée dépend du dispositif, toujours."),
                ("becauseEn", "Because the length depends on the device, always."),
                ("version", await VersionAsync(db.ContributionGroups.Where(one => one.Id == group.Id))),
            };
            await olivier.PostAsync($"{Desk}/groups/{group.Id.Value}", otherwise);
        }
        var stale = await pauline.PostAsync($"{Desk}/publish", ("read", read));
        Assert.That(stale.Code, Is.EqualTo(409), "an answer changed since she read it");
        read = Read().Match((await pauline.GetAsync($"{Desk}/plan")).Body).Groups["at"].Value;
        var published = await pauline.PostAsync($"{Desk}/publish", ("read", read));
        Assert.That(published.Location, Is.EqualTo($"{Desk}/plan"));

        var synthesis = Text((await visitor.GetAsync($"{Plan}/synthesis")).Body);
        Assert.That(synthesis, Does.Contain("Parce que la durée").And.Contain("<ins>").And.Contain("Article supprimé"));
        await using var after = Database.Open();
        var told = await after.Outbox.Where(mail => mail.Template == "consultation-answered").ToListAsync();
        Assert.That(told.Select(mail => mail.Recipient.Value), Is.Unique.And.Contains("claire@visite.example"));
        var file = JsonDocument.Parse((await visitor.GetAsync($"{Plan}/contributions.json", accept: null)).Body);
        Assert.That(
            file.RootElement.EnumerateArray().Select(one => one.GetProperty("answer").GetString()),
            Is.All.EqualTo("in-part")
        );
        Assert.That((await olivier.PostAsync($"{Desk}/groups/propose")).Code, Is.EqualTo(409), "nothing changes after");
        Assert.That((await visitor.PostAsync($"{await LinkAsync()}/confirm")).Code, Is.EqualTo(409));
    }

    private static Task<Answer> SendAsync(Visitor visitor, string article, string text) =>
        visitor.PostAsync(
            $"{Plan}/contribute",
            ("Article", article),
            ("Name", "Claire Fictive"),
            ("Email", "Claire@visite.example"),
            ("Text", text)
        );

    private static async Task<string> ReadAsync(Visitor visitor) =>
        Text((await visitor.GetAsync($"{Plan}/contributions?article=acces")).Body);

    /// <summary>One mail a day, whatever is sent.</summary>
    private async Task<string> LinkAsync()
    {
        await using var db = Database.Open();
        return (await db.Outbox.SingleAsync(mail => mail.Template == "contribution-asked")).Data["link"];
    }

    private async Task<string> PlanVersionAsync()
    {
        await using var db = Database.Open();
        return await VersionAsync(db.Consultations.Where(one => one.Slug == "bien-vieillir"));
    }

    private static async Task<string> VersionAsync<T>(IQueryable<T> one)
        where T : class =>
        (await one.Select(it => EF.Property<uint>(it, "Version")).SingleAsync()).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );

    private async Task<string> IdAsync(string words)
    {
        await using var db = Database.Open();
        return (await db.Contributions.SingleAsync(one => one.Text.Contains(words))).Id.Value.ToString();
    }

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    [GeneratedRegex("name=\"ids\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, 5_000)]
    private static partial Regex Shown();

    [GeneratedRegex("name=\"read\" value=\"(?<at>[0-9]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Read();
}
