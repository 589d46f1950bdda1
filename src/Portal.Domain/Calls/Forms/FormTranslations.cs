using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

/// <summary>Carriers read every text of a form in their language: each is written in both, or in none.</summary>
public static class FormTranslations
{
    public static IReadOnlyList<FormFault> In(IReadOnlyList<FormSection> sections, IReadOnlyList<CallRule> rules) =>
        [
            .. sections
                .Where(section => !section.Title.IsWhole || section.Help is { IsWhole: false })
                .Select(section => Untranslated(section.Key, section.Title)),
            .. sections.SelectMany(section => section.Fields).SelectMany(Of),
            .. rules.Where(rule => !rule.Clause.IsWhole).Select(rule => Untranslated(rule.Key, rule.Clause)),
        ];

    private static IEnumerable<FormFault> Of(FormField field) =>
        (IsWhole(field) ? [] : new[] { Untranslated(field.Key, field.Label) }).Concat(
            field
                .Columns.Where(column => !IsWhole(column))
                .Select(column => Untranslated($"{field.Key}.{column.Key}", column.Label))
        );

    private static bool IsWhole(FormField field) =>
        field.Label.IsWhole
        && field.Help is null or { IsWhole: true }
        && field.PatternHelp is null or { IsWhole: true }
        && field.Options.All(option => option.Label.IsWhole)
        && (field.Budget is not { } plan || plan.Lines.Concat(plan.Resources).All(line => line.Label.IsWhole));

    private static FormFault Untranslated(string place, LocalizedText text) =>
        new(place, FormRefusals.Untranslated(string.IsNullOrWhiteSpace(text.Fr) ? text.En : text.Fr));
}
