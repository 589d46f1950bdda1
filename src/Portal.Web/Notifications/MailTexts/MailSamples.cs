using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Notifications.MailTexts;

/// <summary>Mails with facts that are plainly made up, to look at their words.</summary>
public sealed class MailSamples(Texts texts)
{
    private static readonly DateTimeOffset Moment = Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    private static readonly HashSet<string> Moments =
    [
        .. new[] { "at", "due", "until", "next", "from", "to", "passed", "before", "deadline" },
        .. new[] { "filedAt", "askedAt", "publishAt", "acceptedOn", "rejectedOn" },
    ];

    public OutboxMail Of(string template, IEnumerable<string> fields, string language) =>
        Of(template, fields, language, EmailAddress.Parse("camille@exemple.fr"), Moment);

    /// <summary>One to send, at once.</summary>
    public OutboxMail TestOf(
        string template,
        IEnumerable<string> fields,
        string language,
        EmailAddress to,
        DateTimeOffset now
    )
    {
        var mail = Of(template, fields, language, to, now);
        mail.LeaveAtOnce(now);
        return mail;
    }

    /// <summary>With what its class brings along.</summary>
    public MailSetting SettingOf(string template) =>
        new() { Stop = MailChoice.IsChosen(MailClasses.Of(template)) ? "/mails/stop/-" : null };

    private OutboxMail Of(
        string template,
        IEnumerable<string> fields,
        string language,
        EmailAddress to,
        DateTimeOffset now
    )
    {
        var facts = fields.ToDictionary(field => field, field => FactOf(field, language), StringComparer.Ordinal);
        facts[MailWording.ReaderName] = FactOf(MailWording.ReaderName, language);
        return new OutboxMail
        {
            Recipient = to,
            Occasion = $"{OutboxMail.Sample}{Guid.CreateVersion7()}",
            Template = template,
            Language = language,
            Data = facts,
            CreatedAt = now,
        };
    }

    private string FactOf(string field, string language)
    {
        if (Moments.Contains(field))
            return Dates.Long(Moment, language);
        var sample = $"mailtexts.sample-{field}";
        return field switch
        {
            "link" => "/calls",
            "unsubscribe" => "/subscriptions/-",
            "left" => Dates.Left(TimeSpan.FromDays(7), language),
            _ => texts.Has(sample) ? texts.In(language, sample) : $"‹{field}›",
        };
    }
}
