using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>A mail as its reader sees it: subject, and the same body as text and as HTML.</summary>
public sealed record ComposedMail(string Subject, string Text, string Html);

/// <summary>
/// Writes mails from the texts <c>mail.{template}.subject</c> and <c>mail.{template}.body</c>: paragraphs parted
/// by empty lines, facts in braces; a paragraph that is a link alone becomes a button, with the words of
/// <c>mail.{template}.button</c> where there are any. A paragraph that begins with a question
/// mark is left out where none of its facts is known.
/// </summary>
public sealed partial class MailComposer(Texts.Texts texts, PortalAddress address)
{
    public ComposedMail Compose(OutboxMail mail)
    {
        var facts = new Dictionary<string, string>(mail.Data, StringComparer.Ordinal);
        foreach (var link in new[] { "link", "unsubscribe" })
            if (facts.TryGetValue(link, out var path) && path.StartsWith('/'))
                facts[link] = address.Of(path);
        var subject = OneLine(Fill(texts.In(mail.Language, $"mail.{mail.Template}.subject"), facts));
        var body = texts.In(mail.Language, $"mail.{mail.Template}.body");
        string[] paragraphs =
        [
            // Who is invited by an address has no name yet.
            texts.In(
                mail.Language,
                facts.GetValueOrDefault("name", "") is "" ? "mail.greeting-nameless" : "mail.greeting"
            ),
            .. body.Split("\n\n").Where(paragraph => IsTold(paragraph, facts)).Select(one => one.TrimStart('?')),
            texts.In(mail.Language, "mail.foot"),
        ];
        return new ComposedMail(
            subject,
            string.Join("\n\n", paragraphs.Select(paragraph => Fill(paragraph, facts))) + "\n",
            Html(mail, paragraphs, facts)
        );
    }

    /// <summary>The message to send; its id is the mail's own, so that a doubtful delivery can be recognised.</summary>
    public MimeMessage Message(OutboxMail mail, string from, Enclosure? enclosed = null)
    {
        var composed = Compose(mail);
        var body = new BodyBuilder { TextBody = composed.Text, HtmlBody = composed.Html };
        if (mail.Appointment is { } appointment)
            Attach(body, appointment, mail, from);
        if (enclosed is not null)
            body.Attachments.Add(enclosed.FileName, enclosed.Pdf, new ContentType("application", "pdf"));
        var message = new MimeMessage
        {
            Subject = composed.Subject,
            MessageId = $"{mail.Id}@{address.Host}",
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(texts.In(mail.Language, "mail.sender"), from));
        message.To.Add(new MailboxAddress(mail.Data.GetValueOrDefault("name", ""), mail.Recipient.Value));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", mail.Language);
        if (mail.Data.TryGetValue("unsubscribe", out var unsubscribe))
            OfferToEnd(message, address.Of($"{unsubscribe}/end"));
        return message;
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

    private string Html(OutboxMail mail, IEnumerable<string> paragraphs, Dictionary<string, string> facts)
    {
        var html = new StringBuilder(
            $"<!doctype html><html lang=\"{mail.Language}\"><body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;color:#17252d;max-width:40em\">"
        );
        var button = $"mail.{mail.Template}.button";
        foreach (var paragraph in paragraphs)
        {
            html.Append("<p>");
            if (paragraph == "{link}")
                html.Append(
                        "<a style=\"background:#0b4f5c;color:#fff;padding:10px 16px;text-decoration:none;border-radius:6px\" href=\""
                    )
                    .Append(WebUtility.HtmlEncode(facts["link"]))
                    .Append("\">")
                    .Append(WebUtility.HtmlEncode(texts.In(mail.Language, texts.Has(button) ? button : "mail.open")))
                    .Append("</a>");
            else
                html.Append(
                    WebUtility.HtmlEncode(Fill(paragraph, facts)).Replace("\n", "<br>", StringComparison.Ordinal)
                );
            html.Append("</p>");
        }
        return html.Append("</body></html>").ToString();
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

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
