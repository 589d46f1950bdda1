using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

/// <summary>
/// One version of a call's form: its sections, and the rules of the call that are decided on its answers. A
/// published version never changes.
/// </summary>
public sealed class Form
{
    private Form() { }

    internal Form(
        CallId call,
        int version,
        IReadOnlyList<FormSection> sections,
        IReadOnlyList<CallRule> rules,
        DateTimeOffset now
    )
    {
        (Id, CallId, Version, PublishedAt) = (FormId.New(), call, version, now);
        (Sections, Rules) = ([.. sections], [.. rules]);
    }

    public FormId Id { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>1 for the first version of a call's form.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<FormSection> Sections { get; private set; } = [];

    public IReadOnlyList<CallRule> Rules { get; private set; } = [];

    public DateTimeOffset PublishedAt { get; private set; }

    public FormSection? Section(string key) => Sections.FirstOrDefault(section => section.Key == key);
}

/// <summary>A part of a form that is written and saved on its own.</summary>
public sealed record FormSection(string Key, LocalizedText Title, IReadOnlyList<FormField> Fields)
{
    public LocalizedText? Help { get; init; }

    public FormField? Field(string key) => Fields.FirstOrDefault(field => field.Key == key);
}

public enum FieldType
{
    ShortText,
    LongText,
    Number,
    Amount,
    Date,
    Choice,
    Choices,
    YesNo,
    Siret,
    Email,
    Table,
    File,
    Consent,
    Explanation,
}

/// <summary>A question of a form, with the limits of its answer.</summary>
public sealed record FormField(string Key, FieldType Type, LocalizedText Label)
{
    public LocalizedText? Help { get; init; }

    public bool Required { get; init; }

    /// <summary>Characters; null where the type's own limit holds.</summary>
    public int? MaxLength { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>What can be chosen, for <see cref="FieldType.Choice"/> and <see cref="FieldType.Choices"/>.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>The columns of a <see cref="FieldType.Table"/>.</summary>
    public IReadOnlyList<FormField> Columns { get; init; } = [];

    public int? MaxRows { get; init; }

    /// <summary>Whether a numeric column shows its total.</summary>
    public bool Total { get; init; }

    /// <summary>Whether anything is to be answered at all.</summary>
    public bool IsAnswered => Type != FieldType.Explanation;

    /// <summary>The greatest number of characters that an answer may have.</summary>
    public int LengthLimit =>
        MaxLength
        ?? Type switch
        {
            FieldType.LongText => 5_000,
            FieldType.ShortText => 250,
            _ => 250,
        };

    /// <summary>The greatest number of rows that a table may have.</summary>
    public int RowLimit => MaxRows ?? 50;
}

public sealed record FieldOption(string Key, LocalizedText Label);
