using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Web.Calls.Preparation;

namespace Portal.Web.Notifications.MailTexts;

public sealed record MailTextsPage(IReadOnlyList<MailTextRow> Rows);

/// <param name="ChangedAt">When staff gave it the words that count; null where they are the portal's own.</param>
public sealed record MailTextRow(string Template, MailClass Class, string Subject, DateTimeOffset? ChangedAt);

/// <param name="Missing">What the portal's own words tell and what is typed doesn't.</param>
/// <param name="Mail">With sample facts, in the reader's language.</param>
public sealed record MailTextPage(
    string Template,
    MailClass Class,
    MailTextForm Form,
    MailWording Own,
    IReadOnlyList<string> Missing,
    ComposedMail Mail,
    IReadOnlyList<MailTextVersionRow> Versions
)
{
    public string Root => $"/admin/mail-texts/{Template}";

    public bool IsOwn => Versions is not [{ Wording: not null }, ..];
}

/// <param name="Wording">Null where it went back to the portal's own words.</param>
public sealed record MailTextVersionRow(int Number, MailWording? Wording, string? By, DateTimeOffset At);

public sealed class MailTextForm
{
    /// <summary>Of the version that was read; another one meanwhile refuses it.</summary>
    public int Number { get; set; }

    public Bilingual Subject { get; set; } = new();

    public Bilingual Body { get; set; } = new();

    public Bilingual Button { get; set; } = new();

    internal MailWording Wording => new(Subject.Text, Body.Text, Button.TextOrNone);

    public static MailTextForm Of(MailWording wording, int number) =>
        new()
        {
            Number = number,
            Subject = Bilingual.Of(wording.Subject),
            Body = Bilingual.Of(wording.Body),
            Button = Bilingual.Of(wording.Button),
        };
}
