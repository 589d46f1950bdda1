using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Awards;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Identity;

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

    [Test]
    public async Task Votes_that_nobody_confirmed_go_and_a_month_after_the_vote_addresses_do_while_the_count_stays()
    {
        await using var db = Database.Open();
        await db.Votes.ExecuteDeleteAsync();
        var edition = await db.AwardEditions.SingleAsync(one => one.ShortlistedAt != null && one.VotesUntil != null);
        var (entry, now) = (edition.Shortlist[0].Dossier, await db.NowAsync());
        var votes = new[] { "compte@visite.example", "oublie@visite.example", "recent@visite.example" }
            .Select(email =>
                PublicVote.Cast(edition, entry, EmailAddress.Parse(email), "réseau", LinkSecret.New(), now.AddDays(-3))
            )
            .ToList();
        db.Votes.AddRange(votes);
        await db.SaveChangesAsync();
        await using (var confirming = Database.Open())
            await confirming
                .Votes.Where(one => one.Id == votes[0].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.ConfirmedAt, now));
        await using (var late = Database.Open())
            await late
                .Votes.Where(one => one.Id == votes[2].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.CastAt, now.AddDays(-1)));
        await TidyAsync();
        Assert.That(await KeptAsync(), Is.EquivalentTo(new[] { "compte@visite.example", "recent@visite.example" }));

        await using (var over = Database.Open())
            await over.Database.ExecuteSqlAsync($"update award_editions set votes_until_at = {now.AddDays(-29)}");
        await TidyAsync();
        Assert.That(await KeptAsync(), Does.Contain("compte@visite.example"), "not before a month has gone by");
        await using (var over = Database.Open())
            await over.Database.ExecuteSqlAsync($"update award_editions set votes_until_at = {now.AddDays(-31)}");
        await TidyAsync();
        await using (var read = Database.Open())
        {
            var kept = await read.Votes.SingleAsync(one => one.Id == votes[0].Id);
            Assert.That(
                (kept.Email.Value, kept.Mailbox, kept.Network, kept.ConfirmedAt is not null),
                Is.EqualTo(($"{kept.Id.Value}@forgotten.invalid", $"{kept.Id.Value}@forgotten.invalid", "", true))
            );
        }
        await using (var back = Database.Open())
        {
            await back.Database.ExecuteSqlAsync($"update award_editions set votes_until_at = {edition.VotesUntil!.At}");
            await back.Votes.ExecuteDeleteAsync();
        }

        async Task TidyAsync()
        {
            await using var scope = Host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TidyVotes>().RunAsync(CancellationToken.None);
        }

        async Task<List<string>> KeptAsync()
        {
            await using var read = Database.Open();
            var found = await read.Votes.Where(one => one.Mailbox.EndsWith("@visite.example")).ToListAsync();
            return found.ConvertAll(one => one.Email.Value);
        }
    }

    [Test]
    public async Task A_winner_who_was_not_shortlisted_is_on_the_ceremonys_page_in_the_category_filed_for()
    {
        using var visitor = Host.NewVisitor();
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "talents")
        );
        var list = await db.WinnerLists.FirstAsync(one => one.PublishedAt != null && one.WaveId != wave.Id);
        var winner = await db.Winners.FirstAsync(one => one.ListId == list.Id);
        var entry = (await db.AwardEditions.SingleAsync(one => one.WaveId == wave.Id)).Shortlist[0];
        var (was, dossier) = (list.WaveId, winner.DossierId);
        // A list of another wave stands in for one of this edition.
        await WinAsync(wave.Id, entry.Dossier);
        var edition = db.AwardEditions.Where(one => one.WaveId == wave.Id);
        var shortlist = (await edition.AsNoTracking().SingleAsync()).Shortlist;
        await edition.ExecuteUpdateAsync(set =>
            set.SetProperty(one => one.Shortlist, shortlist.Where(one => one.Dossier != entry.Dossier).ToList())
        );
        var page = Text((await visitor.GetAsync(Ceremony)).Body);
        await edition.ExecuteUpdateAsync(set => set.SetProperty(one => one.Shortlist, shortlist));
        await WinAsync(was, dossier);
        Assert.That(page, Does.Contain(winner.Title).And.Contain("Lauréat"));

        async Task WinAsync(WaveId id, DossierId? its)
        {
            await db
                .WinnerLists.Where(one => one.Id == list.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.WaveId, id));
            await db
                .Winners.Where(one => one.ListId == list.Id && one.Number == winner.Number)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.DossierId, its));
        }
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
