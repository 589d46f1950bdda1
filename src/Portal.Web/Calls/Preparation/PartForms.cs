using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Portal.Domain;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>What is typed for a part of a call.</summary>
public abstract class PartForm
{
    /// <summary>The fingerprint of the part when the page was opened.</summary>
    [JsonIgnore]
    public string? Seen { get; set; }

    /// <summary>What a button beside a row asks for; null where the form is to be saved.</summary>
    [JsonIgnore]
    public string? Act { get; set; }

    /// <summary>Does what a button beside a row asks for.</summary>
    public virtual void Rearrange() { }

    /// <summary>Takes what nobody types from the part as it is saved.</summary>
    public virtual void Complete(PartForm saved) { }
}

/// <summary>Tells whether a part is still what a page showed, so that nobody overwrites what they never saw.</summary>
internal static class Fingerprint
{
    public static string Of<T>(T form) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(form)))[..32];
}

/// <summary>A text in both languages as it is typed.</summary>
public sealed class Bilingual
{
    public string? Fr { get; set; }

    public string? En { get; set; }

    [JsonIgnore]
    public bool IsEmpty => Typed.Of(Fr).Length == 0 && Typed.Of(En).Length == 0;

    [JsonIgnore]
    public LocalizedText Text => new(Typed.Of(Fr), Typed.Of(En));

    /// <summary>Null where nothing is written in either language.</summary>
    [JsonIgnore]
    public LocalizedText? TextOrNone => IsEmpty ? null : Text;

    public static Bilingual Of(LocalizedText? text) =>
        new() { Fr = Typed.OrNull(text?.Fr), En = Typed.OrNull(text?.En) };
}

/// <summary>Text as browsers send it: line ends and white space around it made one.</summary>
internal static class Typed
{
    public static string Of(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();

    public static string? OrNull(string? text) => Of(text) is { Length: > 0 } written ? written : null;

    /// <summary>The keys that rows were given; the others are made unlike them.</summary>
    public static HashSet<string> Keys(IEnumerable<string?> keys) =>
        keys.Select(OrNull).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether no two rows were given the same key.</summary>
    public static bool AreApart(IEnumerable<string?> keys)
    {
        var given = keys.Select(OrNull).OfType<string>().ToList();
        return given.Distinct(StringComparer.Ordinal).Count() == given.Count;
    }
}

/// <summary>The rows of a list, as buttons beside them move, add and remove them.</summary>
internal static class RowActs
{
    public const string Add = "add";
    public const string Up = "up";
    public const string Down = "down";
    public const string Remove = "remove";

    public static string Of(string list, string act, int row = 0) => $"{list}.{act}.{row}";

    public static void Apply<T>(string? act, string list, List<T> rows)
        where T : new()
    {
        if (act?.Split('.') is not [var named, var what, var text] || named != list || !int.TryParse(text, out var row))
            return;
        if (what == Add)
            rows.Add(new T());
        else if (row < 0 || row >= rows.Count)
            return;
        else if (what == Remove)
            rows.RemoveAt(row);
        else if (what == Up && row > 0)
            (rows[row - 1], rows[row]) = (rows[row], rows[row - 1]);
        else if (what == Down && row < rows.Count - 1)
            (rows[row + 1], rows[row]) = (rows[row], rows[row + 1]);
    }
}

/// <summary>Both languages within their limit; and written, where a part can't do without.</summary>
internal sealed class BilingualValidator : AbstractValidator<Bilingual>
{
    public BilingualValidator(Texts texts, int limit, bool required = false)
    {
        RuleFor(text => text.Fr).MaximumLength(limit).WithMessage(_ => texts["preparation.too-long", limit]);
        RuleFor(text => text.En).MaximumLength(limit).WithMessage(_ => texts["preparation.too-long", limit]);
        if (!required)
            return;
        RuleFor(text => text.Fr).NotEmpty().WithMessage(_ => texts["preparation.french-missing"]);
        RuleFor(text => text.En).NotEmpty().WithMessage(_ => texts["preparation.english-missing"]);
    }
}
