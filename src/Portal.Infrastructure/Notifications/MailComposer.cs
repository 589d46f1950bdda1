using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>A mail as its reader sees it: subject, and the same body as text and as HTML.</summary>
public sealed record ComposedMail(string Subject, string Text, string Html);

/// <summary>What a mail is written with, beside what is owed.</summary>
public sealed record MailSetting
{
    public static MailSetting Plain { get; } = new();

    /// <summary>The words that staff gave the mails.</summary>
    public MailWordings Words { get; init; } = MailWordings.Own;

    /// <summary>The path of the page that stops mails of its class; null where none does.</summary>
    public string? Stop { get; init; }

    /// <summary>The mails that it brings, where it brings others.</summary>
    public IReadOnlyList<OutboxMail>? Carried { get; init; }

    public Enclosure? Enclosed { get; init; }
}

/// <summary>
/// Writes mails from the texts <c>mail.{template}.subject</c> and <c>mail.{template}.body</c>, or from the words that staff
/// gave them: paragraphs parted by empty lines, facts in braces; a paragraph that is a link alone becomes a button, with the
/// words of <c>mail.{template}.button</c> where there are any. A paragraph that begins with a question
/// mark is left out where none of its facts is known.
/// </summary>
public sealed partial class MailComposer(Texts.Texts texts, PortalAddress address)
{
    private static readonly Lazy<byte[]> Logo = new(ReadLogo);

    public ComposedMail Compose(OutboxMail mail, MailSetting? setting = null)
    {
        var (its, language) = (setting ?? MailSetting.Plain, mail.Language);
        var facts = FactsOf(mail, its);
        var words = WordingOf(mail.Template, its.Words);
        var subject = OneLine(Fill(words.Subject.In(language), facts));
        // Who is invited by an address has no name yet.
        var greeting = facts.GetValueOrDefault("name", "") is "" ? "mail.greeting-nameless" : "mail.greeting";
        string[] told =
        [
            texts.In(language, greeting),
            .. words.Body.In(language).Split("\n\n").Where(one => IsTold(one, facts)).Select(one => one.TrimStart('?')),
        ];
        var button = words.Button?.In(language) ?? texts.In(language, "mail.open");
        var paragraphs = told.Select(one =>
                one == "{link}" ? new MailParagraph(button, Fill(one, facts)) : new MailParagraph(Fill(one, facts))
            )
            .ToList();
        var foot = FootOf(language, facts);
        return new ComposedMail(
            subject,
            string.Join("\n\n", paragraphs.Select(one => one.Link ?? one.Text).Concat(foot)) + "\n",
            MailHtml.Write(language, texts.In(language, "mail.sender"), subject, paragraphs, foot)
        );
    }

    /// <summary>The message to send; its id is the mail's own, so that a doubtful delivery can be recognised.</summary>
    public MimeMessage Message(OutboxMail mail, string from, MailSetting? setting = null)
    {
        var composed = Compose(mail, setting);
        var body = new BodyBuilder { TextBody = composed.Text, HtmlBody = composed.Html };
        var logo = body.LinkedResources.Add("logo.png", Logo.Value, new ContentType("image", "png"));
        (logo.ContentId, logo.ContentDisposition) = (MailHtml.Logo, new ContentDisposition(ContentDisposition.Inline));
        if (mail.Appointment is { } appointment)
            Attach(body, appointment, mail, from);
        if (setting?.Enclosed is { } enclosed)
            body.Attachments.Add(enclosed.FileName, enclosed.Pdf, new ContentType("application", "pdf"));
        var message = new MimeMessage
        {
            Subject = composed.Subject,
            MessageId = MessageIdOf(mail.Id),
            // The database's clock, as everywhere: this machine's may be wrong.
            Date = mail.SortedAt ?? mail.CreatedAt,
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(texts.In(mail.Language, "mail.sender"), from));
        message.To.Add(new MailboxAddress(mail.Data.GetValueOrDefault("name", ""), mail.Recipient.Value));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", mail.Language);
        if (SubscriptionOf(mail, setting) is { } subscription)
            OfferToEnd(message, address.Of($"{subscription}/end"));
        else if (setting?.Stop is { } stop)
            OfferToEnd(message, address.Of(stop));
        return message;
    }

    public string MessageIdOf(Guid mail) => $"{mail}@{address.Host}";

    /// <summary>The portal's own words of a mail.</summary>
    public MailWording OwnWordingOf(string template)
    {
        var button = $"mail.{template}.button";
        return new MailWording(
            texts.Both($"mail.{template}.subject"),
            texts.Both($"mail.{template}.body"),
            texts.Has(button) ? texts.Both(button) : null
        );
    }

    private MailWording WordingOf(string template, MailWordings words) => words.Of(template) ?? OwnWordingOf(template);

    private Dictionary<string, string> FactsOf(OutboxMail mail, MailSetting setting)
    {
        var facts = new Dictionary<string, string>(mail.Data, StringComparer.Ordinal);
        foreach (var link in new[] { "link", "unsubscribe" })
            if (facts.TryGetValue(link, out var path) && path.StartsWith('/'))
                facts[link] = address.Of(path);
        if (setting.Stop is { } stop)
            facts["stop"] = address.Of(stop);
        if (setting.Carried is { } carried)
        {
            if (SubscriptionOf(mail, setting) is { } subscription)
                facts["stop"] = address.Of(subscription);
            facts["mails"] = string.Join("\n\n", carried.Select(one => LineOf(one, setting.Words)));
        }
        return facts;
    }

    /// <summary>The subscription that it comes from: of several that a mail brings to a mere subscriber, the first.</summary>
    private static string? SubscriptionOf(OutboxMail mail, MailSetting? setting) =>
        setting is { Stop: null, Carried: { } carried }
            ? carried.Select(one => one.Data.GetValueOrDefault("unsubscribe")).FirstOrDefault(path => path is not null)
            : mail.Data.GetValueOrDefault("unsubscribe");

    private List<string> FootOf(string language, Dictionary<string, string> facts)
    {
        var foot = texts.In(language, "mail.foot");
        return facts.ContainsKey("stop") ? [Fill(texts.In(language, "mail.stop"), facts), foot] : [foot];
    }

    /// <summary>What a mail is about, and where to read it.</summary>
    private string LineOf(OutboxMail mail, MailWordings words)
    {
        var facts = FactsOf(mail, MailSetting.Plain);
        var subject = SubjectOf(mail, words, facts);
        return facts.TryGetValue("link", out var link) ? $"{subject}\n{link}" : subject;
    }

    /// <summary>One that can't be written keeps back no other that leaves with it.</summary>
    private string SubjectOf(OutboxMail mail, MailWordings words, Dictionary<string, string> facts)
    {
        try
        {
            return OneLine(Fill(WordingOf(mail.Template, words).Subject.In(mail.Language), facts));
        }
        catch (KeyNotFoundException)
        {
            return texts.In(mail.Language, "mail.untitled");
        }
    }

    /// <summary>One click in the reader's mail program ends it (RFC 8058).</summary>
    private static void OfferToEnd(MimeMessage message, string link)
    {
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private void Attach(BodyBuilder body, MailAppointment appointment, OutboxMail mail, string from)
    {
        var type = new ContentType("text", "calendar") { Charset = "utf-8" };
        type.Parameters.Add("method", appointment.Method);
        var text = appointment.Write(address.Host, from, mail.Recipient, mail.CreatedAt);
        body.Attachments.Add("audition.ics", Encoding.UTF8.GetBytes(text), type);
    }

    private static string Fill(string text, Dictionary<string, string> facts) =>
        Placeholder()
            .Replace(
                text,
                found =>
                    facts.TryGetValue(found.Groups["name"].Value, out var fact)
                        ? fact
                        : throw new KeyNotFoundException(
                            $"The mail's text asks for '{found.Value}', which it isn't given."
                        )
            );

    private static bool IsTold(string paragraph, Dictionary<string, string> facts) =>
        !paragraph.StartsWith('?')
        || Placeholder()
            .Matches(paragraph)
            .Any(asked => facts.GetValueOrDefault(asked.Groups["name"].Value) is { Length: > 0 });

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static byte[] ReadLogo()
    {
        using var stream = typeof(MailComposer).Assembly.GetManifestResourceStream(
            "Portal.Infrastructure.Notifications.logo.png"
        )!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
