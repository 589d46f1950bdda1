using Portal.Domain.FollowUp;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads what a call foresees for its winners. Whether it holds together is the domain's to say: <see cref="FollowUpPlan"/>.</summary>
internal static class FollowUpSeed
{
    public static FollowUpPlan Read(SeedNode? node, ProgrammeTerms programme)
    {
        if (node is null)
            return FollowUpPlan.None;
        node.Only("agreement", "milestones", "tranches", "indicators", "registers");
        var agreement = node.At("agreement").Only("title", "body");
        return new FollowUpPlan
        {
            Agreement = new AgreementTemplate(agreement.Localized("title"), agreement.Written("body")),
            Milestones = [.. node.List("milestones", by: "key").Select(one => MilestoneOf(one, programme))],
            Tranches = [.. node.List("tranches", by: "key").Select(TrancheOf)],
            Indicators = [.. node.List("indicators", by: "key").Select(IndicatorOf)],
            Registers = [.. node.List("registers", by: "key").Select(RegisterOf)],
        };
    }

    /// <summary><c>after-start: 12</c> or <c>after-end: 3</c>, in months.</summary>
    private static PlannedMilestone MilestoneOf(SeedNode node, ProgrammeTerms programme)
    {
        node.Only("key", "title", "kind", "after-start", "after-end", "sections", "grid");
        var (anchor, months) = node.MayAt("after-end") is { } end
            ? (MilestoneAnchor.End, end.Integer())
            : (MilestoneAnchor.Start, node.At("after-start").Integer());
        return new PlannedMilestone(
            node.Text("key"),
            node.Localized("title"),
            node.At("kind").OneOf<MilestoneKind>(),
            anchor,
            months
        )
        {
            Sections = FormSeed.ReadReport(node, programme),
            Grid = GridIn(node),
        };
    }

    internal static InterimGrid? GridIn(SeedNode milestone)
    {
        if (milestone.MayAt("grid") is not { } node)
            return null;
        var (scale, criteria, _) = GridSeed.Read(node.Only("scale", "criteria"));
        return new InterimGrid(scale, criteria);
    }

    private static PlannedTranche TrancheOf(SeedNode node)
    {
        node.Only("key", "title", "percent", "milestone");
        return new PlannedTranche(
            node.Text("key"),
            node.Localized("title"),
            node.At("percent").Number(),
            node.MayAt("milestone")?.Text()
        );
    }

    private static Indicator IndicatorOf(SeedNode node) =>
        new(
            node.Only("key", "title", "unit", "public").Text("key"),
            node.Localized("title"),
            node.Localized("unit"),
            node.MayAt("public")?.Truth() == true
        );

    private static Register RegisterOf(SeedNode node) =>
        new(
            node.Only("key", "title", "public").Text("key"),
            node.Localized("title"),
            node.MayAt("public")?.Truth() == true
        );
}
