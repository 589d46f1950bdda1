using Portal.Domain.Calls;

namespace Portal.Infrastructure.Calls;

/// <summary>The types of questions of Démarches simplifiées, in both their spellings, and the nearest ones here.</summary>
internal static class DescriptorTypes
{
    public const string Header = "HeaderSection";
    public const string Explanation = "Explication";
    public const string Repetition = "Repetition";
    public const string Checkbox = "Checkbox";
    public const string Linked = "LinkedDropDownList";
    public const string Civility = "Civilite";
    public const string Region = "Region";

    private const string Suffix = "ChampDescriptor";

    /// <summary>Types that mean the same here.</summary>
    private static readonly Dictionary<string, FieldType> Same = new(StringComparer.Ordinal)
    {
        ["Text"] = FieldType.ShortText,
        ["Textarea"] = FieldType.LongText,
        ["Number"] = FieldType.Number,
        ["IntegerNumber"] = FieldType.Number,
        ["DecimalNumber"] = FieldType.Number,
        ["Date"] = FieldType.Date,
        ["YesNo"] = FieldType.YesNo,
        ["Email"] = FieldType.Email,
        ["Phone"] = FieldType.Phone,
        ["Address"] = FieldType.Address,
        ["DropDownList"] = FieldType.Choice,
        ["MultipleDropDownList"] = FieldType.Choices,
        ["PieceJustificative"] = FieldType.File,
        ["Siret"] = FieldType.Siret,
        [Explanation] = FieldType.Explanation,
        [Repetition] = FieldType.Table,
        [Region] = FieldType.Choice,
    };

    /// <summary>Types that lose something here, though not their meaning.</summary>
    private static readonly Dictionary<string, FieldType> Near = new(StringComparer.Ordinal)
    {
        ["Datetime"] = FieldType.Date,
        ["TitreIdentite"] = FieldType.File,
        [Linked] = FieldType.Choice,
        [Civility] = FieldType.Choice,
        ["Departement"] = FieldType.Choice,
        ["Pays"] = FieldType.Choice,
    };

    /// <summary>Older exports spell types in lower case with underscores, some by another name.</summary>
    private static readonly Dictionary<string, string> Older = new(StringComparer.Ordinal)
    {
        ["regions"] = Region,
        ["departements"] = "Departement",
        ["communes"] = "Commune",
        ["rna"] = "RNA",
        ["rnf"] = "RNF",
        ["cojo"] = "COJO",
        ["linked_drop_down_list"] = Linked,
    };

    /// <summary>The name of a type without its suffix, whichever way it is spelled.</summary>
    public static string NameOf(string? typename, string? older) =>
        (typename, older) switch
        {
            ({ Length: > 0 } name, _) => name.EndsWith(Suffix, StringComparison.Ordinal)
                ? name[..^Suffix.Length]
                : name,
            (_, { Length: > 0 } name) => Older.GetValueOrDefault(name)
                ?? string.Concat(name.Split('_').Where(part => part.Length > 0).Select(Capital)),
            _ => "",
        };

    /// <returns>The type here, and whether it is the same one.</returns>
    public static (FieldType Type, bool IsSame) Of(string name, bool required, bool hasOptions) =>
        name switch
        {
            // To be ticked, it is a consent; otherwise a question.
            Checkbox => required ? (FieldType.Consent, true) : (FieldType.YesNo, false),
            _ when Same.TryGetValue(name, out var same) => (same, true),
            _ when Near.TryGetValue(name, out var near) && (near != FieldType.Choice || hasOptions) => (near, false),
            _ => (hasOptions ? FieldType.Choice : FieldType.ShortText, false),
        };

    private static string Capital(string part) => char.ToUpperInvariant(part[0]) + part[1..];
}
