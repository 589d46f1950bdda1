using System.Globalization;
using Portal.Domain;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// Gives the files of a zip names that every system can unpack, each inside the zip's own folders, and no two of them
/// the same, be it by the case of their letters.
/// </summary>
public sealed class ZipNames
{
    private const int Longest = 120;

    /// <summary>What Windows takes for a device, whatever follows the first point.</summary>
    private static readonly HashSet<string> Devices = Enumerable
        .Range(0, 10)
        .SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })
        .Concat(["CON", "PRN", "AUX", "NUL"])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The path inside of the zip, parted by slashes.</returns>
    public string Of(params IReadOnlyList<string> parts)
    {
        var folder = string.Concat(parts.Take(parts.Count - 1).Select(part => Safe(part) + "/"));
        var name = Safe(parts[^1]);
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var path = folder + name;
        for (var number = 2; !_taken.Add(path); number++)
            path = string.Create(CultureInfo.InvariantCulture, $"{folder}{stem} ({number}){extension}");
        return path;
    }

    /// <summary>One name: no way out of its folder, nothing that a system takes for something else.</summary>
    public static string Safe(string name)
    {
        var clean = string.Concat(name.Normalize().Where(IsPlain)).Trim(' ', '.');
        var extension = Path.GetExtension(clean).Shortened(12);
        var stem = Path.GetFileNameWithoutExtension(clean).Shortened(Longest - extension.Length).TrimEnd(' ', '.');
        if (stem.Length == 0 || Devices.Contains(stem.Split('.')[0].TrimEnd()))
            stem = "_" + stem;
        return stem + extension;
    }

    private static bool IsPlain(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator)
        && !"/\\:*?\"<>|".Contains(c);
}
