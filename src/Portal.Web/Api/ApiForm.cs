using System.ComponentModel;
using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Api;

/// <summary>What a call asks of a dossier.</summary>
public sealed record ApiForm(int Version, IReadOnlyList<ApiFormSection> Sections)
{
    internal static ApiForm Of(Form form) => new(form.Version, [.. form.Sections.Select(ApiFormSection.Of)]);
}

public sealed record ApiFormSection(
    string Key,
    LocalizedText Title,
    [property: Description("The step of the dossier in which it is asked first, from 1.")] int Step,
    IReadOnlyList<ApiField> Fields
)
{
    internal static ApiFormSection Of(FormSection section) =>
        new(section.Key, section.Title, section.Step, [.. section.Fields.Select(ApiField.Of)]);
}

public sealed record ApiField(
    string Key,
    FieldType Type,
    LocalizedText Label,
    LocalizedText? Help,
    [property: Description("Needed where the question is asked at all.")] bool Required,
    [property: Description("Whether it is asked only where earlier answers say so.")] bool Conditional,
    [property: Description("Characters that an answer may have.")] int? MaxLength,
    int? MaxWords,
    string? Pattern,
    decimal? Min,
    decimal? Max,
    [property: Description("What can be chosen.")] IReadOnlyList<ApiOption> Options,
    [property: Description("The columns of what is answered by rows.")] IReadOnlyList<ApiField> Columns,
    int? MaxRows
)
{
    internal static ApiField Of(FormField field) =>
        new(
            field.Key,
            field.Type,
            field.Label,
            field.Help,
            field.Required,
            field.When.Count > 0,
            field.IsTyped && field is { HasRows: false, Options.Count: 0 } ? field.LengthLimit : null,
            field.MaxWords,
            field.Pattern,
            field.Min,
            field.Max,
            [.. field.Options.Select(option => new ApiOption(option.Key, option.Label))],
            [.. field.Columns.Select(Of)],
            field.HasRows ? field.RowLimit : null
        );
}

public sealed record ApiOption(string Key, LocalizedText Label);
