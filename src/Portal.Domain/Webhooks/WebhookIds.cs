namespace Portal.Domain.Webhooks;

public readonly record struct WebhookId(Guid Value) : IId<WebhookId>
{
    public static WebhookId New() => new(Guid.CreateVersion7());

    public static WebhookId From(Guid value) => new(value);
}

public readonly record struct WebhookMessageId(Guid Value) : IId<WebhookMessageId>
{
    public static WebhookMessageId New() => new(Guid.CreateVersion7());

    public static WebhookMessageId From(Guid value) => new(value);
}
