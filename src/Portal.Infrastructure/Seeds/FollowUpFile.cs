using System.Text.Json.Nodes;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>Writes what a call foresees for its winners as <see cref="FollowUpSeed"/> reads it.</summary>
public static class FollowUpFile
{
    /// <summary>What is asked for a milestone: the sections of its report and, of an interim review, the grid.</summary>
    public static string WriteReport(PlannedMilestone milestone, ProgrammeTerms programme)
    {
        var root = new JsonObject();
        PutReport(root, milestone, programme);
        return YamlText.Write(root);
    }

    /// <param name="text">As <see cref="WriteReport"/> writes it.</param>
    /// <param name="programme">Whose regions can be chosen from.</param>
    /// <exception cref="SeedException">It can't be taken.</exception>
    public static (IReadOnlyList<FormSection> Sections, InterimGrid? Grid) ReadReport(
        string text,
        ProgrammeTerms programme
    )
    {
        var root = SeedNode.Parse("report", text).Only("sections", "grid");
        return (FormSeed.ReadReport(root, programme), FollowUpSeed.GridIn(root));
    }

    internal static JsonObject Of(FollowUpPlan plan, ProgrammeTerms programme)
    {
        var root = new JsonObject();
        if (plan.Agreement is { } agreement)
            root["agreement"] = CallFile.Node(agreement);
        if (plan.Milestones.Count > 0)
            root["milestones"] = new JsonArray([.. plan.Milestones.Select(one => NodeOf(one, programme))]);
        CallFile.Put(root, "tranches", plan.Tranches);
        Put(root, "indicators", plan.Indicators, one => one.IsPublic);
        Put(root, "registers", plan.Registers, one => one.IsPublic);
        return root;
    }

    private static JsonObject NodeOf(PlannedMilestone milestone, ProgrammeTerms programme)
    {
        var node = new JsonObject
        {
            ["key"] = milestone.Key,
            ["title"] = CallFile.Node(milestone.Title),
            ["kind"] = CallFile.Node(milestone.Kind),
            [milestone.Anchor == MilestoneAnchor.End ? "after-end" : "after-start"] = milestone.Months,
        };
        PutReport(node, milestone, programme);
        return node;
    }

    private static void PutReport(JsonObject node, PlannedMilestone milestone, ProgrammeTerms programme)
    {
        node["sections"] = FormNodes.Of(milestone.Sections, programme, CallFile.Options);
        if (milestone.Grid is { } grid)
            node["grid"] = CallFile.GridNode(grid.Scale, grid.Criteria);
    }

    /// <summary>Whether everybody reads it is a word of its own.</summary>
    private static void Put<T>(JsonObject root, string key, IReadOnlyList<T> list, Func<T, bool> isPublic)
    {
        if (list.Count == 0)
            return;
        var nodes = list.Select(one =>
        {
            var node = (JsonObject)CallFile.Node(one);
            node.Remove("is-public");
            if (isPublic(one))
                node["public"] = true;
            return node;
        });
        root[key] = new JsonArray([.. nodes]);
    }
}
