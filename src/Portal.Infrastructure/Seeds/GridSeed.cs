using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's criteria grid.</summary>
internal static class GridSeed
{
    public static MarkScale Scale(SeedNode scale)
    {
        scale.Only("from", "to", "descriptors");
        var (from, to) = (scale.At("from").Integer(), scale.At("to").Integer());
        return from < to ? new MarkScale(from, to, Descriptors(scale)) : throw scale.Wrong("the scale must rise");
    }

    public static IReadOnlyList<Criterion> Criteria(SeedNode grid)
    {
        var criteria = grid.At("criteria").Items(by: "key").Select(CriterionOf).ToList();
        if (criteria.Sum(criterion => criterion.Weight) != 100)
            throw grid.At("criteria")
                .Wrong($"the weights add up to {criteria.Sum(criterion => criterion.Weight)}, not to 100");
        return criteria;
    }

    private static Criterion CriterionOf(SeedNode node)
    {
        node.Only("key", "title", "weight", "guidance", "descriptors");
        return new Criterion(node.Text("key"), node.Localized("title"), node.At("weight").Number())
        {
            Guidance = node.MayLocalized("guidance"),
            Descriptors = Descriptors(node),
        };
    }

    private static List<MarkDescriptor> Descriptors(SeedNode node) =>
        [
            .. node.List("descriptors", by: "mark")
                .Select(one => new MarkDescriptor(
                    one.Only("mark", "text").At("mark").Integer(),
                    one.Localized("text")
                )),
        ];
}
