using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's criteria grid. Whether it holds together is the domain's to say: <see cref="GridFaults"/>.</summary>
internal static class GridSeed
{
    public static (MarkScale Scale, IReadOnlyList<Criterion> Criteria) Read(SeedNode grid)
    {
        var (scale, nodes) = (ScaleOf(grid.At("scale")), grid.At("criteria").Items(by: "key"));
        var criteria = nodes.Select(CriterionOf).ToList();
        if (GridFaults.In(scale, criteria) is [var fault, ..])
            throw (nodes.FirstOrDefault(node => node.Text("key") == fault.Place) ?? grid.At("criteria")).Wrong(
                fault.Reason
            );
        return (scale, criteria);
    }

    private static MarkScale ScaleOf(SeedNode scale)
    {
        scale.Only("from", "to", "descriptors");
        return new MarkScale(scale.At("from").Integer(), scale.At("to").Integer(), Descriptors(scale));
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
