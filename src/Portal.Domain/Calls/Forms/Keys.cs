using System.Globalization;
using System.Text;

namespace Portal.Domain.Calls;

/// <summary>Makes keys out of labels: lower-case letters without accents, digits and underscores.</summary>
public static class Keys
{
    /// <summary>With room for a number.</summary>
    private const int MaxLength = CallNames.KeyLength - 4;

    /// <summary>A key that isn't taken yet; it is from then on.</summary>
    public static string Free(string label, ISet<string> taken)
    {
        var key = Of(label);
        var free = key;
        for (var number = 2; !taken.Add(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{key}_{number}");
        return free;
    }

    private static string Of(string label)
    {
        var key = new StringBuilder();
        foreach (var c in label.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (key.Length >= MaxLength)
                break;
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(c);
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && key.Length > 0
                && key[^1] != '_'
            )
                key.Append('_');
        }
        var clean = key.ToString().Trim('_');
        return clean.Length > 0 && char.IsAsciiLetter(clean[0]) ? clean : $"q_{clean}".TrimEnd('_');
    }
}
