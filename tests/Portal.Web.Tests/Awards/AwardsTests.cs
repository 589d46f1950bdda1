using System.Net;

namespace Portal.Web.Tests.Awards;

/// <summary>The public votes on a shortlist, once an address and category.</summary>
[TestFixture]
internal sealed class AwardsTests : OnPortal
{
    private const string Ceremony = "/awards/talents/1";

    [Test]
    public async Task A_vote_counts_once_confirmed_once_an_address_and_is_counted_in_public_once_the_vote_is_over()
    {
        using var visitor = Host.NewVisitor();
        var entry = await EntryAsync();
        var page = Text((await visitor.GetAsync(Ceremony)).Body);
        Assert.That(page, Does.Contain("Le public vote jusqu’au").And.Not.Contain("votes du public"));
        foreach (var email in new[] { "public@visite.example", "Public+2@visite.example" })
            Assert.That((await visitor.PostAsync($"{Ceremony}/vote/{entry}", ("email", email))).Code, Is.EqualTo(200));
        var links = await LinksAsync();
        Assert.That(links, Has.Count.EqualTo(2));
        Assert.That((await visitor.PostAsync($"{links[0]}/confirm")).Location, Is.EqualTo(links[0]));
        Assert.That((await visitor.PostAsync($"{links[1]}/confirm")).Code, Is.EqualTo(409), "the same mailbox");
        Assert.That(
            (await visitor.PostAsync($"{Ceremony}/vote/{Guid.NewGuid()}", ("email", "autre@visite.example"))).Code,
            Is.EqualTo(409)
        );
        Assert.That(Text((await visitor.GetAsync(Ceremony)).Body), Does.Not.Contain("du public</p>"));

        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 2, 16, 9, 0, 0, DateTimeKind.Unspecified)));
        var after = Text((await visitor.GetAsync(Ceremony)).Body);
        Assert.That(after, Does.Contain("1 vote du public").And.Not.Contain("/vote/"));
        Assert.That((await visitor.GetAsync($"{Ceremony}/vote/{entry}")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_call_that_is_not_public_takes_no_vote_and_does_not_say_that_it_is_there()
    {
        using var visitor = Host.NewVisitor();
        var entry = await EntryAsync();
        await using var db = Database.Open();
        var call = db.Calls.Where(one => one.Slug == "talents");
        var since = await call.Select(one => one.PublishedAt).SingleAsync();
        await call.ExecuteUpdateAsync(set => set.SetProperty(one => one.PublishedAt, (DateTimeOffset?)null));
        var asked = await visitor.PostAsync($"{Ceremony}/vote/{entry}", ("email", "cache@visite.example"));
        await call.ExecuteUpdateAsync(set => set.SetProperty(one => one.PublishedAt, since));
        Assert.That(asked.Code, Is.EqualTo(404));
        Assert.That(await db.Votes.AnyAsync(one => one.Mailbox == "cache@visite.example"), Is.False);
    }

    private async Task<Guid> EntryAsync()
    {
        await using var db = Database.Open();
        return (await db.AwardEditions.SingleAsync()).Shortlist[0].Dossier.Value;
    }

    private async Task<List<string>> LinksAsync()
    {
        await using var db = Database.Open();
        var mails = await db
            .Outbox.Where(mail => mail.Template == "vote-asked")
            .OrderBy(mail => mail.CreatedAt)
            .ToListAsync();
        return mails.ConvertAll(mail => mail.Data["link"]);
    }

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
