using Portal.Domain.Calls.Rules;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's rules.</summary>
internal static class RuleSeed
{
    private static readonly string[] Always = ["rule", "key", "clause", "when"];

    public static CallRule Read(SeedNode node) => RuleOf(node) with { When = FormSeed.ConditionsOf(node) };

    private static CallRule RuleOf(SeedNode node)
    {
        var (key, clause) = (node.Text("key"), node.Localized("clause"));
        var (min, max) = (node.MayAt("min")?.Number(), node.MayAt("max")?.Number());
        SeedNode Only(params string[] keys) => node.Only([.. Always, .. keys]);
        string[] Paths(string name) => [.. node.At(name).Items().Select(path => path.Text())];
        switch (node.Text("rule"))
        {
            case "rows":
                return new Rows(key, clause, Only("in", "min", "max").Text("in"), (int?)min, (int?)max);
            case "between":
                return new Between(key, clause, Only("of", "min", "max").Text("of"), min, max);
            case "share":
                Only("part", "whole", "max-percent");
                return new Share(key, clause, node.Text("part"), node.Text("whole"), PercentOf(node));
            case "share-each":
                Only("part", "whole", "max-percent");
                return new ShareEach(key, clause, node.Text("part"), node.Text("whole"), PercentOf(node));
            case "share-each-by":
                Only("part", "whole", "by", "max-percents");
                return new ShareEachBy(
                    key,
                    clause,
                    node.Text("part"),
                    node.Text("whole"),
                    node.Text("by"),
                    NumbersOf(node.At("max-percents"))
                );
            case "includes-each":
                Only("in", "values");
                return new IncludesEach(key, clause, Paths("in"), Paths("values"));
            case "includes-any":
                Only("in", "values");
                return new IncludesAny(key, clause, Paths("in"), Paths("values"));
            case "excludes":
                Only("in", "values");
                return new Excludes(key, clause, Paths("in"), Paths("values"));
            case "sum":
                Only("of", "min", "max");
                return new Sum(key, clause, Paths("of"), min, max);
            case "cap-by":
                Only("of", "by", "caps");
                return new CapBy(key, clause, node.Text("of"), node.Text("by"), NumbersOf(node.At("caps")));
            case "cap-each-by":
                Only("of", "by", "caps");
                return new CapEachBy(key, clause, node.Text("of"), node.Text("by"), NumbersOf(node.At("caps")));
            case "compare":
                Only("left", "is", "right");
                return new Compare(
                    key,
                    clause,
                    node.Text("left"),
                    node.At("is").OneOf<Comparison>(),
                    node.Text("right")
                );
            case "once":
                Only("of", "within", "times");
                return new Once(key, clause, node.Text("of"), node.At("within").OneOf<RuleScope>())
                {
                    Times = node.MayAt("times")?.Integer() ?? 1,
                };
            case var unknown:
                throw node.Wrong(SeedRefusals.NoRule(unknown));
        }
    }

    private static decimal PercentOf(SeedNode node) => node.At("max-percent").Number();

    private static Dictionary<string, decimal> NumbersOf(SeedNode node) =>
        node.Entries().ToDictionary(one => one.Key, one => one.Value.Number(), StringComparer.Ordinal);
}
