namespace Portal.Domain.Calls;

/// <summary>The names by which calls and their parts are known in addresses, numbers and data.</summary>
public static class CallNames
{
    public const int SlugLength = 80;
    public const int CodeLength = 8;
    public const int KeyLength = 40;

    /// <summary>Where a call is begun: no call can be called so.</summary>
    private const string Beginning = "new";

    /// <summary>What stands in an address: <c>tiers-lieux</c>.</summary>
    public static bool IsSlug(string? text) =>
        text != Beginning && Is(text, SlugLength, c => char.IsAsciiLetterLower(c) || c == '-');

    /// <summary>What dossiers' numbers begin with: <c>TL</c>.</summary>
    public static bool IsCode(string? text) => text is { Length: > 1 } && Is(text, CodeLength, char.IsAsciiLetterUpper);

    /// <summary>What names a step, a question or an answer in data: <c>synopsis</c>.</summary>
    public static bool IsKey(string? text) => Is(text, KeyLength, c => char.IsAsciiLetterLower(c) || c is '-' or '_');

    private static bool Is(string? text, int max, Func<char, bool> letter) =>
        text is { Length: > 0 }
        && text.Length <= max
        && char.IsAsciiLetter(text[0])
        && text.All(c => letter(c) || char.IsAsciiDigit(c));
}
