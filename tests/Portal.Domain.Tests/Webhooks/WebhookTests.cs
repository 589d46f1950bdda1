using System.Reflection;
using Portal.Domain.Webhooks;

namespace Portal.Domain.Tests.Webhooks;

[TestFixture]
internal sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 18, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Owner = PersonId.New();

    [Test]
    public void A_message_is_tried_ten_times_over_three_days_and_then_the_webhook_is_paused()
    {
        var webhook = Added();
        var message = WebhookMessage.Owe(webhook, MessageTypes.Test, "test:1", "{}", Now);
        var (now, waits) = (Now, new List<TimeSpan>());
        while (message.DueAt is { } due)
        {
            waits.Add(due - now);
            now = due;
            Try(message, webhook, AttemptOutcome.Refused, now);
        }
        Assert.That(waits, Has.Count.EqualTo(RetrySchedule.MostTries));
        Assert.That(waits[1], Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(waits[2], Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(waits[^1], Is.EqualTo(TimeSpan.FromHours(24)));
        Assert.That((now - Now).TotalHours, Is.EqualTo(75.6).Within(0.1));
        Assert.That(message.State, Is.EqualTo(MessageState.GivenUp));
        Assert.That(webhook.Suspension, Is.EqualTo(new Suspension(SuspensionReason.TriesUsedUp, now)));
        Assert.That(webhook.Events.OfType<WebhookSuspended>().Single().By, Is.Null);
    }

    [Test]
    public void Waits_are_spread_and_longer_where_the_receiver_asks_for_it_within_reason()
    {
        Assert.That(RetrySchedule.WaitAfter(1, luck: 0.9, asked: null), Is.EqualTo(TimeSpan.FromSeconds(5.45)));
        Assert.That(RetrySchedule.WaitAfter(1, 0, TimeSpan.FromMinutes(2)), Is.EqualTo(TimeSpan.FromMinutes(2)));
        Assert.That(RetrySchedule.WaitAfter(3, 0, TimeSpan.FromSeconds(1)), Is.EqualTo(TimeSpan.FromMinutes(30)));
        Assert.That(RetrySchedule.WaitAfter(1, 0, TimeSpan.FromDays(9)), Is.EqualTo(TimeSpan.FromHours(24)));
    }

    [Test]
    public void Gone_pauses_at_once_and_what_waits_stays_for_the_day_it_is_resumed()
    {
        var webhook = Added();
        var (gone, waiting) = (Owed(webhook, "1"), Owed(webhook, "2"));
        Try(gone, webhook, AttemptOutcome.Gone, Now);
        Assert.That(gone.State, Is.EqualTo(MessageState.GivenUp));
        Assert.That(webhook.Suspension!.Reason, Is.EqualTo(SuspensionReason.Gone));
        Assert.That(waiting.State, Is.EqualTo(MessageState.Waiting));
        Assert.That(
            () => gone.SendAgain(webhook, Now),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo("webhook.paused")
        );

        webhook.Resume(Now.AddDays(1));
        Assert.That((webhook.Suspension, webhook.TellsSince), Is.EqualTo(((Suspension?)null, Now.AddDays(1))));
        gone.SendAgain(webhook, Now.AddDays(1));
        Assert.That((gone.State, gone.TriesInARow), Is.EqualTo((MessageState.Waiting, 0)));
    }

    [Test]
    public void The_answer_of_a_try_that_another_one_took_over_changes_nothing()
    {
        var webhook = Added();
        var message = Owed(webhook, "1");
        Claim(message);
        Claim(message);
        message.Take(1, new AttemptAnswer(AttemptOutcome.Delivered), webhook, luck: 0, Now);
        Assert.That(message.State, Is.EqualTo(MessageState.Waiting));
        message.Take(2, new AttemptAnswer(AttemptOutcome.Delivered), webhook, luck: 0, Now);
        Assert.That(message.State, Is.EqualTo(MessageState.Delivered));
    }

    [Test]
    public void The_secret_before_signs_beside_the_new_one_for_a_day()
    {
        var webhook = Added();
        webhook.RenewSecret("sealed-2", Now);
        Assert.That(webhook.SecretsAt(Now.AddHours(24).AddTicks(-1)), Is.EqualTo(new[] { "sealed-2", "sealed-1" }));
        Assert.That(webhook.SecretsAt(Now.AddHours(24)), Is.EqualTo(new[] { "sealed-2" }));
    }

    [Test]
    public void What_is_chosen_is_of_what_there_is_and_something_is()
    {
        Assert.That(
            Added("dossier.filed", "call.announced", "nonsense").Types,
            Is.EqualTo(new[] { "call.announced", "dossier.filed" })
        );
        Assert.That(() => Added("nonsense"), Throws.TypeOf<RefusedException>());
    }

    [Test]
    public void The_history_keeps_no_address_and_no_secret()
    {
        var webhook = Added();
        webhook.RenewSecret("sealed-2", Now);
        foreach (var happened in webhook.Events)
            Assert.That(
                happened.ToString(),
                Does.Not.Contain("example.org").And.Not.Contain("sealed-1").And.Not.Contain("sealed-2")
            );
    }

    private static Webhook Added(params string[] types)
    {
        var address = WebhookAddress.Parse("https://example.org/hook");
        return Webhook.Add(Owner, address, types is [] ? MessageTypes.All : types, "sealed-1", Now);
    }

    private static WebhookMessage Owed(Webhook webhook, string occasion) =>
        WebhookMessage.Owe(webhook, MessageTypes.Test, occasion, "{}", Now);

    private static void Try(WebhookMessage message, Webhook webhook, AttemptOutcome outcome, DateTimeOffset now)
    {
        Claim(message);
        message.Take(message.Try, new AttemptAnswer(outcome), webhook, luck: 0, now);
    }

    /// <summary>As the statement does that takes a message.</summary>
    private static void Claim(WebhookMessage message)
    {
        foreach (var name in new[] { nameof(WebhookMessage.Try), nameof(WebhookMessage.TriesInARow) })
        {
            var property = typeof(WebhookMessage).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!;
            property.SetValue(message, (int)property.GetValue(message)! + 1);
        }
    }
}
