using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Portal.Domain;

/// <summary>An address that mail can be sent to; kept as typed, compared without regard to case.</summary>
public sealed record EmailAddress
{
    public const int MaxLength = 254;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>The part after the @, in lower case.</summary>
    public string Domain => Value[(Value.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>
    /// One for all the ways in which an address can be written: small letters, without what comes after a plus sign.
    /// </summary>
    public string Mailbox
    {
        get
        {
            var (whole, at) = (Value.ToLowerInvariant(), Value.LastIndexOf('@'));
            var plus = whole.IndexOf('+', StringComparison.Ordinal);
            return plus > 0 && plus < at ? whole[..plus] + whole[at..] : whole;
        }
    }

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
}
