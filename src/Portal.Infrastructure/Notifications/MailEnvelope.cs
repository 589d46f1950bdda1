using System.Text;
using MimeKit;

namespace Portal.Infrastructure.Notifications;

/// <summary>The message that carries a mail: its parts, its headers, what it brings along.</summary>
internal static class MailEnvelope
{
    private static readonly Lazy<byte[]> Logo = new(ReadLogo);

    /// <param name="mail">What is owed.</param>
    /// <param name="composed">The same, written.</param>
    /// <param name="host">Of the portal.</param>
    /// <param name="from">Who sends it.</param>
    /// <param name="enclosed">Its letter, if any.</param>
    public static MimeMessage Of(OutboxMail mail, ComposedMail composed, string host, string from, Enclosure? enclosed)
    {
        var message = new MimeMessage
        {
            Subject = composed.Subject,
            // The database's clock, as everywhere: this machine's may be wrong.
            Date = mail.SortedAt ?? mail.CreatedAt,
            Body = BodyOf(mail, composed, host, from, enclosed),
        };
        message.From.Add(new MailboxAddress("", from));
        message.To.Add(
            new MailboxAddress(MailWords.Told("name", mail.Data.GetValueOrDefault("name", "")), mail.Recipient.Value)
        );
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", mail.Language);
        return message;
    }

    /// <summary>One click in the reader's mail program ends it (RFC 8058).</summary>
    public static void OfferToEnd(MimeMessage message, string link)
    {
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static MimeEntity BodyOf(
        OutboxMail mail,
        ComposedMail composed,
        string host,
        string from,
        Enclosure? enclosed
    )
    {
        var body = new BodyBuilder { TextBody = composed.Text, HtmlBody = composed.Html };
        var logo = body.LinkedResources.Add("logo.png", Logo.Value, new ContentType("image", "png"));
        (logo.ContentId, logo.ContentDisposition) = (MailHtml.Logo, new ContentDisposition(ContentDisposition.Inline));
        if (mail.Appointment is { } appointment)
            Attach(body, appointment, mail, host, from);
        if (enclosed is not null)
            body.Attachments.Add(enclosed.FileName, enclosed.Pdf, new ContentType("application", "pdf"));
        return body.ToMessageBody();
    }

    private static void Attach(BodyBuilder body, MailAppointment appointment, OutboxMail mail, string host, string from)
    {
        var type = new ContentType("text", "calendar") { Charset = "utf-8" };
        type.Parameters.Add("method", appointment.Method);
        var text = appointment.Write(host, from, mail.Recipient, mail.CreatedAt);
        body.Attachments.Add("audition.ics", Encoding.UTF8.GetBytes(text), type);
    }

    private static byte[] ReadLogo()
    {
        using var stream = typeof(MailEnvelope).Assembly.GetManifestResourceStream(
            "Portal.Infrastructure.Notifications.logo.png"
        )!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
