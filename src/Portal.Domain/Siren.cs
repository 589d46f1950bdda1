using System.Diagnostics.CodeAnalysis;

namespace Portal.Domain;

/// <summary>
/// The nine digits that name an organisation in the French register, whatever its establishments. Checked with the Luhn
/// key, but for those from 000 on: the register gives them to nobody, and demonstrations use them.
/// </summary>
public sealed record Siren
{
    public const int Length = 9;
    private const string GivenToNobody = "000";

    private Siren(string value) => Value = value;

    public string Value { get; }

    /// <summary>The organisation that an establishment belongs to.</summary>
    public static Siren Of(Siret siret) => new(siret.Value[..Length]);

    /// <exception cref="FormatException">Not nine digits, or a wrong key.</exception>
    public static Siren Parse(string text) =>
        TryParse(text, out var siren) ? siren : throw new FormatException($"'{text}' is no SIREN.");

    /// <summary>Takes a SIRET as well, of which it keeps the organisation.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Siren? siren)
    {
        var digits = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        var isOne = digits.Length == Length && digits.All(char.IsAsciiDigit) && KeyIsRight(digits);
        siren =
            isOne ? new Siren(digits)
            : Siret.TryParse(digits, out var siret) ? Of(siret)
            : null;
        return siren is not null;
    }

    private static bool KeyIsRight(string digits) =>
        digits.StartsWith(GivenToNobody, StringComparison.Ordinal) || Luhn.Accepts(digits);

    public override string ToString() => Value;
}
