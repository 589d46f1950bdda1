using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using MimeKit;
using Portal.Domain;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications.Bounces;

/// <summary>
/// The report that mail servers write (RFC 3464), as the operator's own posts it from the mailbox of returned mails, with a
/// token. The mail that it is about is known by its Message-ID, in the part of it that came back.
/// </summary>
public sealed class DeliveryStatusReports(IConfiguration configuration) : IBounceReports
{
    public string Source => "mail-server";

    public bool IsSetUp => Token is { Length: > 0 };

    /// <summary>A returned mail with its attachments is longer than any that the portal sends.</summary>
    public int Longest => 5 * 1024 * 1024;

    public bool IsExpected(Func<string, string> header, DateTimeOffset now) => HasToken(header("Authorization"));

    public IReadOnlyList<Bounce>? Read(PostedReport report, DateTimeOffset now)
    {
        try
        {
            using var stream = new MemoryStream(report.Body);
            return BouncesIn(MimeMessage.Load(stream));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string? Token => configuration["Mails:ReportToken"];

    private bool HasToken(string header) =>
        Token is { Length: > 0 } token
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(header),
            Encoding.UTF8.GetBytes($"Bearer {token}")
        );

    /// <returns>Empty for what is no report of a mail that didn't arrive.</returns>
    internal static IReadOnlyList<Bounce> BouncesIn(MimeMessage message)
    {
        var parts = new MimeIterator(message);
        MessageDeliveryStatus? status = null;
        string? id = null;
        while (parts.MoveNext())
        {
            status ??= parts.Current as MessageDeliveryStatus;
            id ??= IdIn(parts.Current);
        }
        // The first group is about the message, each other one about a recipient.
        return status is null || id is null
            ? []
            : [.. status.StatusGroups.Skip(1).SelectMany(group => BouncesOf(group, id))];
    }

    private static string? IdIn(MimeEntity part) =>
        part is MessagePart { Message.MessageId: { Length: > 0 } id } ? id : null;

    /// <summary>As in <c>rfc822; camille@exemple.fr</c>.</summary>
    private static string? AddressIn(string? typed) =>
        typed?.Split(';', 2) is [_, var address] ? address.Trim().Trim('<', '>') : null;

    private static IEnumerable<Bounce> BouncesOf(HeaderList recipient, string id)
    {
        var (action, status) = (recipient["Action"]?.Trim() ?? "", recipient["Status"]?.Trim().Split(' ')[0] ?? "");
        var failed = action.Equals("failed", StringComparison.OrdinalIgnoreCase);
        if (!failed && !action.Equals("delayed", StringComparison.OrdinalIgnoreCase))
            yield break;
        yield return new Bounce(
            id,
            // The original one is named where the mail was passed on (RFC 3464, 2.3.1).
            AddressIn(recipient["Original-Recipient"]) ?? AddressIn(recipient["Final-Recipient"]) ?? "",
            failed ? Bounce.KindOf(status) : BounceKind.Soft,
            status.Shortened(20),
            (recipient["Diagnostic-Code"]?.Trim() ?? "").Shortened(Bounce.LongestSaid)
        );
    }
}
