using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mail;

namespace Portal.Domain;

/// <summary>An address that mail can be sent to; kept as typed, compared without regard to case.</summary>
public sealed record EmailAddress
{
    public const int MaxLength = 254;

    private static readonly IdnMapping Idn = new();

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>The part after the @, in lower case.</summary>
    public string Domain => Value[(Value.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>
    /// One for all the ways in which an address can be written: small letters, without quotes (RFC 5321, 4.1.2), without
    /// what comes after a plus sign, its domain as the name servers know it; of Gmail, which reads no dots and has two
    /// domains, without dots and on one of them.
    /// </summary>
    public string Mailbox
    {
        get
        {
            var local = Unquoted(Value[..Value.LastIndexOf('@')]).ToLowerInvariant();
            if (local.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus)
                local = local[..plus];
            return AsciiOf(Domain) is var domain and not ("gmail.com" or "googlemail.com")
                ? $"{local}@{domain}"
                : $"{local.Replace(".", "", StringComparison.Ordinal)}@gmail.com";
        }
    }

    /// <summary>Whether it is written as its mailbox is: of one mailbox there is one such address.</summary>
    public bool IsPlain => string.Equals(Value, Mailbox, StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var trimmed = text?.Trim() ?? "";
        var valid =
            trimmed.Length is > 2 and <= MaxLength
            && MailAddress.TryCreate(trimmed, out var parsed)
            && parsed.Address == trimmed
            && parsed.Host.Contains('.', StringComparison.Ordinal)
            && !trimmed.Any(char.IsControl);
        address = valid ? new EmailAddress(trimmed) : null;
        return valid;
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an e-mail address.");

    public bool Equals(EmailAddress? other) =>
        other is not null && string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    public override string ToString() => Value;

    private static string Unquoted(string local) =>
        local.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);

    private static string AsciiOf(string domain)
    {
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
