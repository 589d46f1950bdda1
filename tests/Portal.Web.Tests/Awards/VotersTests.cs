using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Awards;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Awards;

/// <summary>One mailbox, one vote a category: its own, whoever asked with its address, and forgotten as was promised.</summary>
[TestFixture]
internal sealed class VotersTests : OnPortal
{
    private const string Ceremony = "/awards/talents/1";

    [Test, Order(1)]
    public async Task One_mailbox_votes_once_and_gets_five_links_a_day_however_its_address_is_written()
    {
        using var visitor = Host.NewVisitor();
        var entry = (await ShortlistAsync())[0].Dossier.Value;
        string[] spellings =
        [
            "anna.b@gmail.com",
            "a.nnab@gmail.com",
            "an.na.b@googlemail.com",
            "ANNAB@gmail.com",
            "\"annab\"@gmail.com",
            "anna.b+6@gmail.com",
            "a.n.n.a.b@googlemail.com",
        ];
        foreach (var spelling in spellings)
            Assert.That((await AskAsync(visitor, entry, spelling)).Code, Is.EqualTo(200));
        var mails = await MailsAsync(spellings);
        Assert.That(mails, Has.Count.EqualTo(5));
        Assert.That((await visitor.PostAsync($"{mails[0].Data["link"]}/confirm")).Code, Is.EqualTo(302));
        Assert.That((await visitor.PostAsync($"{mails[2].Data["link"]}/confirm")).Code, Is.EqualTo(409));
    }

    [Test, Order(2)]
    public async Task Who_asks_with_somebody_elses_address_gets_no_vote_the_mail_names_the_entry_and_its_reader_chooses()
    {
        using var visitor = Host.NewVisitor();
        var category = (await ShortlistAsync()).GroupBy(one => one.Category).First(its => its.Count() > 1).ToList();
        var (theirs, mine) = (category[0].Dossier, category[1].Dossier);
        for (var time = 0; time < 6; time++)
            await AskAsync(visitor, theirs.Value, "victime@visite.example");
        var mails = await MailsAsync("victime@visite.example");
        Assert.That(mails, Has.Count.EqualTo(5));
        var words = Host.Services.GetRequiredService<MailComposer>().Compose(mails[0]).Text;
        Assert.That(words, Does.Contain(await TitleAsync(theirs)));
        var link = mails[0].Data["link"];
        Assert.That(mails[0].HoldsSecret, Is.True, "the outbox forgets the link with the mail");
        var page = (await visitor.GetAsync(link)).Body;
        Assert.That(page, Does.Contain(theirs.Value.ToString()).And.Contain(mine.Value.ToString()));
        await visitor.PostAsync($"{link}/confirm", ("entry", mine.Value.ToString()));
        await using var db = Database.Open();
        var counted = await db.Votes.SingleAsync(one =>
            one.Mailbox == "victime@visite.example" && one.ConfirmedAt != null
        );
        Assert.That(counted.DossierId, Is.EqualTo(mine));
    }

    [Test, Order(3)]
    public async Task An_entry_that_was_withdrawn_takes_no_vote()
    {
        using var visitor = Host.NewVisitor();
        var entry = (await ShortlistAsync())[^1].Dossier.Value;
        await AskAsync(visitor, entry, "tard@visite.example");
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"update dossiers set withdrawal_at = {DemoTime.Start}, withdrawal_by = carrier, withdrawal_reason = '' where id = {entry}"
            );
        Assert.That((await AskAsync(visitor, entry, "trop.tard@visite.example")).Code, Is.EqualTo(409));
        var link = (await MailsAsync("tard@visite.example"))[0].Data["link"];
        Assert.That((await visitor.PostAsync($"{link}/confirm")).Code, Is.EqualTo(409));
        Assert.That(await MailsAsync("trop.tard@visite.example"), Is.Empty);
    }

    [Test, Order(4)]
    public async Task With_an_address_go_the_mails_to_it()
    {
        using var visitor = Host.NewVisitor();
        await Host.SetClockAsync(DemoTime.Start.Add(PublicVote.ToConfirm).AddMinutes(5));
        await TidyAsync();
        Assert.That(await MailsAsync("tard@visite.example"), Is.Empty, "never confirmed");
        Assert.That(await MailsAsync("victime@visite.example"), Has.Count.EqualTo(1), "what counts");
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 3, 18, 9, 0, 0, DateTimeKind.Unspecified)));
        await TidyAsync();
        await using var db = Database.Open();
        Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == "vote-asked"), Is.False);
        Assert.That(await db.Votes.CountAsync(one => one.ConfirmedAt != null), Is.EqualTo(2), "they stay counted");
    }

    private static Task<Answer> AskAsync(Visitor visitor, Guid entry, string email) =>
        visitor.PostAsync($"{Ceremony}/vote/{entry}", ("email", email));

    private async Task<IReadOnlyList<ShortlistEntry>> ShortlistAsync()
    {
        await using var db = Database.Open();
        return (await db.AwardEditions.SingleAsync()).Shortlist;
    }

    private async Task<string> TitleAsync(DossierId id)
    {
        await using var db = Database.Open();
        return await (
            from dossier in db.Dossiers
            where dossier.Id == id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select filing.Title
        ).SingleAsync();
    }

    private async Task<List<OutboxMail>> MailsAsync(params string[] to)
    {
        await using var db = Database.Open();
        var mails = await db
            .Outbox.Where(mail => mail.Template == "vote-asked")
            .OrderBy(mail => mail.CreatedAt)
            .ToListAsync();
        return mails.FindAll(mail => to.Contains(mail.Recipient.Value));
    }

    private async Task TidyAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TidyVotes>().RunAsync(CancellationToken.None);
    }
}
