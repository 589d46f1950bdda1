using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>A reminder of a kind of date as its readers will have it, with dots for whom, of what and when.</summary>
public sealed class SampleReminder(MailComposer composer)
{
    private static readonly string[] Filled =
    [
        "title",
        "number",
        "wave",
        "deadline",
        "due",
        "until",
        "at",
        "left",
        "place",
        "report",
        "link",
    ];

    /// <param name="kind">Of the date.</param>
    /// <param name="call">Its title.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="words">Those that staff gave the mails.</param>
    public ComposedMail Compose(DateKind kind, LocalizedText call, string language, MailWordings words)
    {
        var data = Filled.ToDictionary(name => name, _ => "\u2026", StringComparer.Ordinal);
        (data["name"], data["call"]) = ("", call.In(language));
        return composer.Compose(
            new OutboxMail
            {
                Recipient = EmailAddress.Parse("n@n.invalid"),
                Occasion = "sample",
                Template = TemplateOf(kind),
                Language = language,
                Data = data,
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            new MailSetting { Words = words }
        );
    }

    private static string TemplateOf(DateKind kind) =>
        kind switch
        {
            DateKind.CutOff => "reminder",
            DateKind.Step => "step-reminder",
            DateKind.Complements => "complements-reminder",
            DateKind.Reviews => "review-reminder-until",
            DateKind.Wishes => "wishes-reminder",
            DateKind.Audition => "audition-reminder",
            DateKind.Appeal => "appeal-reminder",
            DateKind.Milestone => "milestone-reminder",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
