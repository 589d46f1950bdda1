using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Calls;

/// <summary>News of the calls by mail: asked for, confirmed from the mailbox, told once, ended in one click.</summary>
[TestFixture]
internal sealed class SubscriptionTests : OnPortal
{
    [Test]
    public async Task Nothing_is_sent_before_the_mailbox_confirmed_and_each_piece_of_news_once()
    {
        using var visitor = Host.NewVisitor();
        await AskAsync(visitor, "veille@exemple.fr");
        await OpenThirdWaveAsync();
        await TellAsync();
        Assert.That(await ToldAsync("veille@exemple.fr"), Is.Empty, "not confirmed");

        var key = await KeyAsync("veille@exemple.fr");
        await visitor.PostAsync($"/subscriptions/{key}/confirm");
        await TellAsync();
        Assert.That(await ToldAsync("veille@exemple.fr"), Is.Empty, "what opened before is no news");

        var opened = await OpenThirdWaveAsync();
        await TellAsync();
        await TellAsync();
        var told = await ToldAsync("veille@exemple.fr");
        Assert.That(told.ConvertAll(mail => mail.Template), Is.EqualTo(new[] { "wave-opened" }), $"opened {opened:O}");
        var message = Host.Services.GetRequiredService<MailComposer>().Message(told[0], "portail@portail.example");
        Assert.That(message.Headers["List-Unsubscribe"], Does.Match($"^<http.*/subscriptions/{key}/end>$"));
        Assert.That(message.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        Assert.That(message.TextBody, Does.Contain("La vague 3").And.Contain($"/subscriptions/{key}"));
    }

    [Test]
    public async Task Who_ends_it_by_one_click_of_their_mail_program_is_forgotten()
    {
        using var visitor = Host.NewVisitor();
        await AskAsync(visitor, "fin@exemple.fr");
        var key = await KeyAsync("fin@exemple.fr");
        using var oneClick = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var program = Host.NewVisitor();
        var ended = await program.Client.PostAsync(new Uri($"/subscriptions/{key}/end", UriKind.Relative), oneClick);
        Assert.That((int)ended.StatusCode, Is.EqualTo(200));
        await using var db = Database.Open();
        Assert.That(await db.Subscriptions.AnyAsync(one => one.Key == key), Is.False);
        Assert.That(await db.Outbox.AnyAsync(mail => mail.Recipient == EmailAddress.Parse("fin@exemple.fr")), Is.False);
        Assert.That((await visitor.GetAsync($"/subscriptions/{key}")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Whether_an_address_is_subscribed_shows_in_its_mailbox_alone()
    {
        using var visitor = Host.NewVisitor();
        var first = await AskAsync(visitor, "deux@exemple.fr");
        var again = await AskAsync(visitor, "Deux@exemple.fr");
        Assert.That(Said(again).Replace("Deux@", "deux@", StringComparison.Ordinal), Is.EqualTo(Said(first)));
        await using var db = Database.Open();
        Assert.That(
            await db.Subscriptions.CountAsync(one => one.Email == EmailAddress.Parse("deux@exemple.fr")),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_theme_chooses_among_the_calls_and_a_wrong_address_is_told_at_its_field()
    {
        using var visitor = Host.NewVisitor();
        await AskAsync(visitor, "theme@exemple.fr", "training");
        await visitor.PostAsync($"/subscriptions/{await KeyAsync("theme@exemple.fr")}/confirm");
        await OpenThirdWaveAsync();
        await TellAsync();
        Assert.That(await ToldAsync("theme@exemple.fr"), Is.Empty, "tiers-lieux is of another theme");
        var wrong = await visitor.PostAsync("/subscriptions", ("email", "nobody"), ("theme", ""));
        Assert.That(wrong.Body, Does.Contain("Saisissez une adresse électronique"));
    }

    [Test]
    public async Task Nobody_floods_a_mailbox_by_asking_for_theme_after_theme()
    {
        using var visitor = Host.NewVisitor();
        foreach (var theme in new[] { "", "training", "health-data", "prevention", "mental-health" })
            await AskAsync(visitor, "inonde@exemple.fr", theme);
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.CountAsync(mail => mail.Recipient == EmailAddress.Parse("inonde@exemple.fr")),
            Is.EqualTo(3)
        );
    }

    [Test]
    public async Task An_address_that_nobody_confirmed_is_forgotten_after_seven_days()
    {
        using var visitor = Host.NewVisitor();
        await AskAsync(visitor, "jamais@exemple.fr");
        var address = EmailAddress.Parse("jamais@exemple.fr");
        await using var db = Database.Open();
        await TellAsync();
        Assert.That(await db.Subscriptions.AnyAsync(one => one.Email == address), "a day later it is still there");
        var asked = await db.NowAsync() - Subscription.ToConfirm - TimeSpan.FromMinutes(1);
        await db
            .Subscriptions.Where(one => one.Email == address)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AskedAt, asked));
        await TellAsync();
        Assert.That(await db.Subscriptions.AnyAsync(one => one.Email == address), Is.False);
    }

    /// <summary>What the page itself says, without the demonstration's bar above it.</summary>
    private static string Said(Answer answer) => answer.Body[answer.Body.IndexOf("<main", StringComparison.Ordinal)..];

    private static async Task<Answer> AskAsync(Visitor visitor, string email, string theme = "")
    {
        var answer = await visitor.PostAsync("/subscriptions", ("email", email), ("theme", theme));
        Assert.That(answer.Body, Does.Contain("Consultez votre messagerie"));
        return answer;
    }

    /// <summary>Has the wave open now, by the database's clock.</summary>
    private async Task<DateTimeOffset> OpenThirdWaveAsync()
    {
        await using var db = Database.OpenAsOwner();
        var now = await db.NowAsync();
        await db.Database.ExecuteSqlAsync(
            $"update waves set opens_at = {now} where number = 3 and call_id = (select id from calls where slug = 'tiers-lieux')"
        );
        return now;
    }

    private async Task TellAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TellSubscribers>().RunAsync(CancellationToken.None);
    }

    private async Task<string> KeyAsync(string email)
    {
        await using var db = Database.Open();
        var address = EmailAddress.Parse(email);
        return await db.Subscriptions.Where(one => one.Email == address).Select(one => one.Key).SingleAsync();
    }

    private async Task<List<OutboxMail>> ToldAsync(string email)
    {
        await using var db = Database.Open();
        var address = EmailAddress.Parse(email);
        return await db
            .Outbox.AsNoTracking()
            .Where(mail => mail.Recipient == address && mail.Template != "subscription-asked")
            .ToListAsync();
    }
}
