using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Writes a mail again for a page: as its reader has it, or without names and titles. What it must not give away to who
/// has a look at it, such as a link that is a secret, is never in it.
/// </summary>
public sealed class ShowMail(MailComposer composer)
{
    private const string Hidden = "\u2026";

    /// <summary>The facts that name nobody and no project.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "call",
        "wave",
        "deadline",
        "due",
        "until",
        "at",
        "left",
        "from",
        "to",
        "next",
        "passed",
    };

    /// <param name="mail">Its facts, with the links that are forgotten once it is out.</param>
    /// <param name="inFull">Whether names and titles are read, too.</param>
    /// <param name="words">Those that staff gave the mails.</param>
    /// <param name="carried">The mails that it brings, where it brings others.</param>
    /// <returns>Null where its words ask by now for what it wasn't given.</returns>
    public ComposedMail? Compose(
        OutboxMail mail,
        bool inFull,
        MailWordings words,
        IReadOnlyList<OutboxMail>? carried = null
    )
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "", ["link"] = Hidden };
        foreach (var (name, fact) in mail.Data)
            shown[name] = IsShown(mail, name, inFull) ? fact : Hidden;
        try
        {
            return composer.Compose(With(mail, shown), new MailSetting { Words = words, Carried = carried ?? [] });
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsShown(OutboxMail mail, string fact, bool inFull) =>
        fact switch
        {
            "unsubscribe" => false,
            "link" when mail.HoldsSecret => false,
            // What is told to anybody who asked for it.
            _ when MailClasses.Of(mail.Template) == MailClass.News => true,
            _ => inFull || Harmless.Contains(fact),
        };

    private static OutboxMail With(OutboxMail mail, IReadOnlyDictionary<string, string> data) =>
        new()
        {
            Id = mail.Id,
            Recipient = mail.Recipient,
            Occasion = mail.Occasion,
            Template = mail.Template,
            Language = mail.Language,
            Data = data,
            CreatedAt = mail.CreatedAt,
        };
}
