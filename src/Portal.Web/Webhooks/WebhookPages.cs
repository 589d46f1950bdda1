using FluentValidation;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Webhooks;

namespace Portal.Web.Webhooks;

public sealed class WebhookForm
{
    public string? Address { get; set; }

    /// <summary>What is to be told.</summary>
    public List<string> Types { get; set; } = [];
}

public sealed class WebhookValidator : AbstractValidator<WebhookForm>
{
    public WebhookValidator(Texts texts, WebhookSettings settings)
    {
        RuleFor(form => form.Address)
            .Custom(
                (typed, context) =>
                {
                    if (!WebhookAddress.TryParse(typed, out var address))
                        context.AddFailure(texts["webhooks.address-wrong"]);
                    else if (address.Obstacle(settings.ReachesInside) is { } obstacle)
                        context.AddFailure(texts.Of(obstacle));
                }
            );
        RuleFor(form => form.Types)
            .Must(types => types.Any(MessageTypes.All.Contains))
            .WithMessage(_ => texts.Of(WebhookRefusals.NothingChosen));
    }
}

public sealed record WebhooksPage(IReadOnlyList<WebhookRow> Rows, WebhookForm Form)
{
    public bool MayAdd => Rows.Count < Webhook.MostOfAPerson;
}

public sealed record WebhookRow(
    WebhookId Id,
    string Address,
    IReadOnlyList<string> Types,
    Suspension? Suspension,
    int Waiting
);

/// <param name="FormerUntil">Until when the secret before signs as well; null where there is none.</param>
/// <param name="Secret">Told once, when it was just made.</param>
public sealed record WebhookPage(
    WebhookId Id,
    string Address,
    IReadOnlyList<string> Types,
    DateTimeOffset AddedAt,
    Suspension? Suspension,
    DateTimeOffset? FormerUntil,
    IReadOnlyList<MessageRow> Messages
)
{
    /// <summary>Messages on a page, the newest.</summary>
    public const int Most = 50;

    public string? Secret { get; init; }
}

public sealed record MessageRow(
    WebhookMessageId Id,
    string HeaderId,
    string Type,
    DateTimeOffset HappenedAt,
    MessageState State,
    DateTimeOffset? DueAt,
    IReadOnlyList<AttemptRow> Attempts
);

/// <param name="Outcome">Null where it runs, or nobody knows what came of it.</param>
public sealed record AttemptRow(
    WebhookMessageId Message,
    int Try,
    DateTimeOffset At,
    AttemptOutcome? Outcome,
    int? Status,
    int Milliseconds,
    string Answer
);

public sealed record WebhookRemovalPage(WebhookId Id, string Address, int Messages);
