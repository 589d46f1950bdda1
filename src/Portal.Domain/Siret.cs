using System.Diagnostics.CodeAnalysis;

namespace Portal.Domain;

/// <summary>
/// The 14 digits that name an establishment in the French register. Checked with the Luhn key; the post office's
/// establishments (SIREN 356 000 000) follow the rule of their own: their digits add up to a multiple of five.
/// </summary>
public sealed record Siret
{
    public const int Length = 14;
    private const string PostOffice = "356000000";

    private Siret(string value) => Value = value;

    public string Value { get; }

    /// <summary>The first nine digits: the organisation that the establishment belongs to.</summary>
    public Siren Siren => Siren.Of(this);

    /// <exception cref="FormatException">Not 14 digits, or a wrong key.</exception>
    public static Siret Parse(string text) =>
        TryParse(text, out var siret) ? siret : throw new FormatException($"'{text}' is no SIRET.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out Siret? siret)
    {
        var digits = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        var valid = digits.Length == Length && digits.All(char.IsAsciiDigit) && KeyIsRight(digits);
        siret = valid ? new Siret(digits) : null;
        return valid;
    }

    private static bool KeyIsRight(string digits) =>
        Luhn.Accepts(digits)
        || (digits.StartsWith(PostOffice, StringComparison.Ordinal) && digits.Sum(c => c - '0') % 5 == 0);

    public override string ToString() => Value;
}
