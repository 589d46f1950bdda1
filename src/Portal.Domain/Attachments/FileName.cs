using System.Globalization;

namespace Portal.Domain.Attachments;

/// <summary>The name of a file as the portal shows it.</summary>
public static class FileName
{
    public const int MaxLength = 200;

    /// <summary>The last part of a path, without what no name should hold; <c>document</c> where nothing is left.</summary>
    public static string Of(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(IsShown)).Trim(' ', '.');
        return clean.Length == 0 ? "document" : clean.ShortenedAtStart(MaxLength);
    }

    /// <summary>What turns the direction of writing could make a program's name end like a document's.</summary>
    private static bool IsShown(char c) =>
        !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format && !"\"<>|:*?".Contains(c);
}
