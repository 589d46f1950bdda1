namespace Portal.Domain;

/// <summary>Cuts texts that are longer than a place has room for, never through the middle of a character.</summary>
public static class Shortening
{
    /// <summary>The beginning of a text, of at most so many UTF-16 units.</summary>
    public static string Shortened(this string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>The end of a text, of at most so many UTF-16 units.</summary>
    public static string ShortenedAtStart(this string text, int max) =>
        text.Length <= max ? text : text[(char.IsLowSurrogate(text[^max]) ? ^(max - 1) : ^max)..];
}
