using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's form.</summary>
internal static class FormSeed
{
    /// <summary>What lists and winner lists read of every dossier, whatever its call.</summary>
    private static readonly string[] Common =
    [
        CommonFields.Title,
        CommonFields.Acronym,
        CommonFields.Summary,
        CommonFields.LeadName,
        CommonFields.Region,
        CommonFields.AidRequested,
        CommonFields.TotalCost,
    ];

    public static IReadOnlyList<FormSection> Sections(SeedNode form, ProgrammeTerms programme)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sections = form.At("sections")
            .Items(by: "key")
            .Select(section => SectionOf(section, programme, seen))
            .ToList();
        foreach (var key in Common.Where(key => !seen.Contains(key)))
            throw form.At("sections").Wrong($"the field '{key}' is missing: lists of dossiers show it");
        return sections;
    }

    private static FormSection SectionOf(SeedNode node, ProgrammeTerms programme, HashSet<string> seen)
    {
        node.Only("key", "title", "help", "fields");
        var fields = new List<FormField>();
        foreach (var field in node.At("fields").Items())
        {
            if (!seen.Add(field.Text("key")))
                throw field.Wrong($"the field '{field.Text("key")}' stands twice");
            fields.Add(FieldOf(field, programme));
        }
        return new FormSection(node.Text("key"), node.Localized("title"), fields) { Help = node.MayLocalized("help") };
    }

    private static FormField FieldOf(SeedNode node, ProgrammeTerms programme)
    {
        node.Only(
            "key",
            "type",
            "label",
            "help",
            "required",
            "max-length",
            "min",
            "max",
            "options",
            "options-from",
            "columns",
            "max-rows",
            "total"
        );
        var field = new FormField(node.Text("key"), node.At("type").OneOf<FieldType>(), node.Localized("label"))
        {
            Help = node.MayLocalized("help"),
            Required = node.MayAt("required")?.Truth() ?? false,
            MaxLength = node.MayAt("max-length")?.Integer(),
            Min = node.MayAt("min")?.Number(),
            Max = node.MayAt("max")?.Number(),
            Options = OptionsOf(node, programme),
            Columns = [.. node.List("columns", by: "key").Select(column => ColumnOf(column, programme))],
            MaxRows = node.MayAt("max-rows")?.Integer(),
            Total = node.MayAt("total")?.Truth() ?? false,
        };
        return field switch
        {
            { Type: FieldType.Choice or FieldType.Choices, Options.Count: 0 } => throw node.Wrong(
                $"'{field.Key}' has nothing to choose from"
            ),
            { Type: FieldType.Table, Columns.Count: 0 } => throw node.Wrong($"the table '{field.Key}' has no columns"),
            _ => field,
        };
    }

    /// <summary>A cell holds one line of text, so a column is a question that one line answers.</summary>
    private static FormField ColumnOf(SeedNode node, ProgrammeTerms programme)
    {
        var column = FieldOf(node, programme);
        return
            column.Type
                is FieldType.Table
                    or FieldType.File
                    or FieldType.Choices
                    or FieldType.Consent
                    or FieldType.Explanation
            ? throw node.Wrong($"'{column.Key}' can't be the column of a table: '{node.Text("type")}' fits in no cell")
            : column;
    }

    private static List<FieldOption> OptionsOf(SeedNode node, ProgrammeTerms programme) =>
        node.MayAt("options-from") is { } from
            ? from.Text() == "regions"
                ? [.. programme.Regions.Select(region => new FieldOption(region.Key, region.Name))]
                : throw from.Wrong($"'{from.Text()}' is no list of the programme")
            :
            [
                .. node.List("options", by: "key")
                    .Select(option => new FieldOption(
                        option.Only("key", "label").Text("key"),
                        option.Localized("label")
                    )),
            ];
}
