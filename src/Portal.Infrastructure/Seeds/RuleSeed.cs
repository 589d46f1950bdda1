using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's rules, and checks that each can be decided on the form.</summary>
internal static class RuleSeed
{
    public static CallRule Read(SeedNode node, IReadOnlyList<FormSection> sections)
    {
        var rule = RuleOf(node);
        foreach (var path in rule.Paths.Where(path => FieldAt(path, sections) is null))
            throw node.Wrong($"the rule '{rule.Key}' reads '{path}', which is no field of the form");
        switch (rule)
        {
            case ShareEach share when !share.IsOfOneTable:
                throw node.Wrong($"'{share.Part}' and '{share.Whole}' must be columns of one table");
            case IncludesEach each:
                CheckOptions(node, "values", each.In, sections);
                break;
            case IncludesAny any:
                CheckOptions(node, "values", any.In, sections);
                break;
            case Excludes excludes:
                CheckOptions(node, "values", excludes.In, sections);
                break;
            case CapBy cap:
                CheckOptions(node, "caps", [cap.By], sections);
                break;
        }
        return rule;
    }

    /// <summary>A rule that waits for an answer that can't be given would never be met, or never broken.</summary>
    private static void CheckOptions(
        SeedNode rule,
        string key,
        IReadOnlyList<string> paths,
        IReadOnlyList<FormSection> sections
    )
    {
        var options = paths.SelectMany(path => OptionsAt(path, sections)).ToHashSet(StringComparer.Ordinal);
        foreach (var (value, place) in rule.At(key).Named())
            if (!options.Contains(value))
                throw place.Wrong($"'{value}' is no option of {string.Join(" or ", paths)}");
    }

    private static IEnumerable<string> OptionsAt(string path, IReadOnlyList<FormSection> sections) =>
        FieldAt(path, sections) switch
        {
            { Type: FieldType.YesNo or FieldType.Consent } => ["yes", "no"],
            var field => field!.Options.Select(option => option.Key),
        };

    private static FormField? FieldAt(string path, IReadOnlyList<FormSection> sections)
    {
        var parts = path.Split('.');
        var field = sections.Select(section => section.Field(parts[0])).FirstOrDefault(found => found is not null);
        return parts.Length == 1 ? field : field?.Columns.FirstOrDefault(column => column.Key == parts[1]);
    }

    private static CallRule RuleOf(SeedNode node)
    {
        var (key, clause) = (node.Text("key"), node.Localized("clause"));
        var (min, max) = (node.MayAt("min")?.Number(), node.MayAt("max")?.Number());
        string[] Paths(string name) => [.. node.At(name).Items().Select(path => path.Text())];
        switch (node.Text("rule"))
        {
            case "rows":
                node.Only("rule", "key", "clause", "in", "min", "max");
                return new Rows(key, clause, node.Text("in"), (int?)min, (int?)max);
            case "between":
                node.Only("rule", "key", "clause", "of", "min", "max");
                return new Between(key, clause, node.Text("of"), min, max);
            case "share":
                node.Only("rule", "key", "clause", "part", "whole", "max-percent");
                return new Share(key, clause, node.Text("part"), node.Text("whole"), node.At("max-percent").Number());
            case "share-each":
                node.Only("rule", "key", "clause", "part", "whole", "max-percent");
                return new ShareEach(
                    key,
                    clause,
                    node.Text("part"),
                    node.Text("whole"),
                    node.At("max-percent").Number()
                );
            case "includes-each":
                node.Only("rule", "key", "clause", "in", "values");
                return new IncludesEach(key, clause, Paths("in"), Paths("values"));
            case "includes-any":
                node.Only("rule", "key", "clause", "in", "values");
                return new IncludesAny(key, clause, Paths("in"), Paths("values"));
            case "excludes":
                node.Only("rule", "key", "clause", "in", "values");
                return new Excludes(key, clause, Paths("in"), Paths("values"));
            case "sum":
                node.Only("rule", "key", "clause", "of", "min", "max");
                return new Sum(key, clause, Paths("of"), min, max);
            case "cap-by":
                node.Only("rule", "key", "clause", "of", "by", "caps");
                return new CapBy(
                    key,
                    clause,
                    node.Text("of"),
                    node.Text("by"),
                    node.At("caps")
                        .Entries()
                        .ToDictionary(cap => cap.Key, cap => cap.Value.Number(), StringComparer.Ordinal)
                );
            case "once":
                node.Only("rule", "key", "clause", "of", "within");
                return new Once(key, clause, node.Text("of"), node.At("within").OneOf<RuleScope>());
            case var unknown:
                throw node.Wrong($"'{unknown}' is no kind of rule");
        }
    }
}
