using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's criteria grid. Whether it holds together is the domain's to say: <see cref="GridFaults"/>.</summary>
internal static class GridSeed
{
    public static (MarkScale Scale, IReadOnlyList<Criterion> Criteria, GridExtras Extras) Read(SeedNode grid)
    {
        grid.Only("scale", "criteria", "questions", "confidence");
        var (scale, nodes) = (ScaleOf(grid.At("scale")), grid.At("criteria").Items(by: "key"));
        var (criteria, extras) = (nodes.Select(CriterionOf).ToList(), ExtrasOf(grid));
        if (GridFaults.In(scale, criteria, extras) is [var fault, ..])
            throw (
                nodes.Concat(grid.List("questions", by: "key")).FirstOrDefault(node => node.Text("key") == fault.Place)
                ?? grid.At("criteria")
            ).Wrong(fault.Reason);
        return (scale, criteria, extras);
    }

    private static MarkScale ScaleOf(SeedNode scale)
    {
        scale.Only("from", "to", "descriptors");
        return new MarkScale(scale.At("from").Integer(), scale.At("to").Integer(), Descriptors(scale));
    }

    private static Criterion CriterionOf(SeedNode node)
    {
        node.Only("key", "title", "weight", "guidance", "descriptors", "to-carrier-at-least", "to-panel-at-least");
        return new Criterion(node.Text("key"), node.Localized("title"), node.At("weight").Number())
        {
            Guidance = node.MayLocalized("guidance"),
            Descriptors = Descriptors(node),
            ToCarrierAtLeast = Length(node, "to-carrier-at-least"),
            ToPanelAtLeast = Length(node, "to-panel-at-least"),
        };
    }

    private static int Length(SeedNode node, string name) => node.MayAt(name)?.Integer() ?? 0;

    /// <summary>What is asked beyond the criteria, and how sure the expert is.</summary>
    private static GridExtras ExtrasOf(SeedNode grid) =>
        new(
            [.. grid.List("questions", by: "key").Select(QuestionOf)],
            [.. grid.List("confidence", by: "level").Select(one => one.Only("level", "text").Localized("text"))]
        );

    private static GridQuestion QuestionOf(SeedNode node)
    {
        node.Only("key", "text", "answer", "when");
        var kind = node.At("answer").OneOf<QuestionKind>();
        return new GridQuestion(node.Text("key"), node.Localized("text"), kind)
        {
            When = node.MayAt("when") is { } when ? ConditionOf(when.Only("of", "is", "mark")) : null,
        };
    }

    private static QuestionCondition ConditionOf(SeedNode when) =>
        new(when.Text("of"), when.At("is").OneOf<ConditionKind>(), Length(when, "mark"));

    private static List<MarkDescriptor> Descriptors(SeedNode node) =>
        [
            .. node.List("descriptors", by: "mark")
                .Select(one => new MarkDescriptor(
                    one.Only("mark", "text").At("mark").Integer(),
                    one.Localized("text")
                )),
        ];
}
