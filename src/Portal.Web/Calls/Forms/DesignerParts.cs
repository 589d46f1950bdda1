using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Forms;

/// <summary>A part to be written, before the page around it.</summary>
public sealed record DesignerPart(string Title, string Address, IReadOnlyList<FormField> Settings, Answers Answers)
{
    public string? Key { get; init; }

    public FormField? Table { get; init; }

    public IReadOnlyList<FieldOption> Types { get; init; } = [];

    public bool ReadsPaths { get; init; }
}

/// <summary>What is asked of each part of a draft form, with what it holds.</summary>
public sealed class DesignerParts(SectionSettings sections, FieldSettings fields, RuleSettingFields rules, Texts texts)
{
    public DesignerPart NewSection() =>
        new(texts["designer.add-section"], "/sections/new", sections.ForNew(), Answers.None);

    public DesignerPart? Section(DesignerHead head, FormDraft draft, string key) =>
        draft.Section(key) is { } section
            ? new DesignerPart(
                section.Title.In(texts.Language),
                $"/sections/{key}",
                sections.For(section, draft, head.Steps),
                SectionSettings.Of(section)
            )
            {
                Key = key,
            }
            : null;

    public DesignerPart? NewField(FormDraft draft, string place)
    {
        var (section, table) = (draft.Section(place), draft.FieldAt(place));
        if (section is null && table is null)
            return null;
        var asked = fields.ForNew(isColumn: section is null);
        return new DesignerPart(
            texts[section is null ? "designer.add-column" : "designer.add-field", section?.Title ?? table!.Label],
            $"/fields/new?place={Uri.EscapeDataString(place)}",
            asked,
            Answers.None
        );
    }

    public DesignerPart? Field(FormDraft draft, string path, FieldType? type)
    {
        if (draft.FieldAt(path) is not { } found)
            return null;
        var field = OfType(found, type);
        return new DesignerPart(
            field.Label.In(texts.Language),
            $"/fields/{path}{(type is null ? "" : $"?type={type}")}",
            fields.For(field, draft, IsColumn(path)),
            fields.Of(field, draft.SectionOf(path)?.Key)
        )
        {
            Key = path,
            Types = fields.TypesOf(IsColumn(path)),
            Table = field.HasRows && field.Type != FieldType.Budget ? field : null,
            ReadsPaths = field.Type == FieldType.Computed,
        };
    }

    public DesignerPart NewRule() => new(texts["designer.add-rule"], "/rules/new", rules.ForNew(), Answers.None);

    public DesignerPart? Rule(FormDraft draft, string key) =>
        draft.Rule(key) is { } rule
            ? new DesignerPart(
                texts[$"designer.rule-{RuleParts.KindOf(rule)}"],
                $"/rules/{key}",
                rules.For(RuleParts.KindOf(rule), draft),
                RuleSettingFields.Of(rule)
            )
            {
                Key = key,
                ReadsPaths = true,
            }
            : null;

    public FormField OfType(FormField field, FieldType? type) =>
        type is { } other && other != field.Type ? Changed(field, fields.New(field.Key, other, field.Label)) : field;

    /// <summary>What both types have stays; nothing else goes on acting where no page shows it.</summary>
    private static FormField Changed(FormField old, FormField changed) =>
        changed with
        {
            Help = old.Help,
            Required = old.Required,
            When = old.When,
            Identifies = old.Identifies,
            Options = old.Options,
            Total = old.Total,
            Min = old.Min,
            Max = old.Max,
            MaxRows = old.MaxRows,
            MaxLength = IsText(changed) ? old.MaxLength : null,
            MaxWords = IsText(changed) ? old.MaxWords : null,
            Columns = IsTable(old) && IsTable(changed) ? old.Columns : changed.Columns,
        };

    private static bool IsText(FormField field) =>
        field.Type is FieldType.ShortText or FieldType.LongText or FieldType.RichText;

    private static bool IsTable(FormField field) => field.HasRows && field.Type != FieldType.Budget;

    public static bool IsColumn(string path) => path.Contains('.', StringComparison.Ordinal);
}
