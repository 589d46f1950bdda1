namespace Portal.Domain.Webhooks;

/// <summary>The history tells of a webhook neither its address nor its secret.</summary>
public abstract record WebhookEvent(WebhookId Webhook, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("webhook", Webhook.Value);
}

public sealed record WebhookAdded(WebhookId Webhook, IReadOnlyList<string> Types, PersonId? By, DateTimeOffset At)
    : WebhookEvent(Webhook, By, At)
{
    public override string Name => "webhook.added";
}

public sealed record WebhookSecretRenewed(WebhookId Webhook, PersonId? By, DateTimeOffset At)
    : WebhookEvent(Webhook, By, At)
{
    public override string Name => "webhook.secret-renewed";
}

public sealed record WebhookSuspended(WebhookId Webhook, SuspensionReason Reason, PersonId? By, DateTimeOffset At)
    : WebhookEvent(Webhook, By, At)
{
    public override string Name => "webhook.suspended";
}

public sealed record WebhookResumed(WebhookId Webhook, PersonId? By, DateTimeOffset At) : WebhookEvent(Webhook, By, At)
{
    public override string Name => "webhook.resumed";
}

public sealed record WebhookRemoved(WebhookId Webhook, PersonId? By, DateTimeOffset At) : WebhookEvent(Webhook, By, At)
{
    public override string Name => "webhook.removed";
}
