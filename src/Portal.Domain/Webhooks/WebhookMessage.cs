namespace Portal.Domain.Webhooks;

public enum MessageState
{
    Waiting,
    Delivered,
    GivenUp,
    Withheld,
}

/// <summary>
/// What one webhook is told of one occasion, once and for all: its id and its body stay the same however often it is
/// sent, so that a receiver knows what it has had already.
/// </summary>
public sealed class WebhookMessage
{
    private WebhookMessage() { }

    /// <summary>Due at once. What the portal tells by itself is owed by a statement that skips what is owed already.</summary>
    public static WebhookMessage Owe(Webhook webhook, string type, string occasion, string body, DateTimeOffset now) =>
        new()
        {
            Id = WebhookMessageId.New(),
            WebhookId = webhook.Id,
            Type = type,
            Occasion = occasion,
            Body = body,
            HappenedAt = now,
            DueAt = now,
        };

    public WebhookMessageId Id { get; private set; }

    /// <summary>As receivers know it.</summary>
    public string HeaderId => $"msg_{Id.Value:N}";

    public WebhookId WebhookId { get; private set; }

    public string Type { get; private set; } = "";

    /// <summary>Unique for the webhook, such as <c>filing:{id}</c>.</summary>
    public string Occasion { get; private set; } = "";

    /// <summary>JSON, byte for byte as it is signed and sent.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The dossier that it is about: whether its owner may know is asked again when it is sent.</summary>
    public DossierId? DossierId { get; private set; }

    public DateTimeOffset HappenedAt { get; private set; }

    /// <summary>Tries so far; the number of the one that is under way.</summary>
    public int Try { get; private set; }

    /// <summary>Tries since it was owed, or last sent again: the wait follows from them.</summary>
    public int TriesInARow { get; private set; }

    /// <summary>When it is to be tried, by the portal's clock; null once nothing is left to do.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>By the database's own clock: until then, whoever is at it has it alone.</summary>
    public DateTimeOffset? ClaimedUntil { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset? WithheldAt { get; private set; }

    public MessageState State =>
        this switch
        {
            { DueAt: not null } => MessageState.Waiting,
            { DeliveredAt: not null } => MessageState.Delivered,
            { WithheldAt: not null } => MessageState.Withheld,
            _ => MessageState.GivenUp,
        };

    /// <summary>Takes what came of a try: the message is done, waits for the next try, or is given up.</summary>
    /// <param name="luck">See <see cref="RetrySchedule.WaitAfter"/>.</param>
    public void Take(int itsTry, AttemptAnswer answer, Webhook webhook, double luck, DateTimeOffset now)
    {
        // Another one took over meanwhile: what it notes counts.
        if (itsTry != Try)
            return;
        (ClaimedUntil, DueAt) = (null, null);
        if (answer.Outcome == AttemptOutcome.Delivered)
            DeliveredAt = now;
        else if (answer.Outcome == AttemptOutcome.Withheld)
            WithheldAt = now;
        else if (answer.Outcome == AttemptOutcome.Gone)
            webhook.Learn(answer.Outcome, now);
        else if (RetrySchedule.WaitAfter(TriesInARow, luck, answer.RetryAfter) is { } wait)
            DueAt = now + wait;
        else
            webhook.Learn(answer.Outcome, now);
    }

    /// <summary>Sends it once more, delivered or not, with as many tries as a new one.</summary>
    /// <exception cref="RefusedException">The webhook is paused.</exception>
    public void SendAgain(Webhook webhook, DateTimeOffset now)
    {
        if (webhook.Suspension is not null)
            throw new RefusedException(WebhookRefusals.Paused);
        (DueAt, TriesInARow, DeliveredAt, WithheldAt) = (now, 0, null, null);
    }
}
