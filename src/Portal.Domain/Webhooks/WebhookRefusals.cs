namespace Portal.Domain.Webhooks;

/// <summary>Why a webhook isn't added, or doesn't send.</summary>
public static class WebhookRefusals
{
    public static Refusal NotSecure { get; } = new("webhook.not-secure");

    public static Refusal Port { get; } = new("webhook.port");

    public static Refusal Inside { get; } = new("webhook.inside");

    public static Refusal TooMany(int most) => new("webhook.too-many", most);

    public static Refusal NothingChosen { get; } = new("webhook.nothing-chosen");

    public static Refusal Paused { get; } = new("webhook.paused");

    public static Refusal TooManyTests(int most) => new("webhook.too-many-tests", most);
}
