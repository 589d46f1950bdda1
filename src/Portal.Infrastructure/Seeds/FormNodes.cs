using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Calls;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>A form as data to be written: what its types bring along isn't, and regions are named by their list.</summary>
internal static class FormNodes
{
    public static JsonArray Of(
        IReadOnlyList<FormSection> sections,
        ProgrammeTerms programme,
        JsonSerializerOptions options
    )
    {
        var regions = Regions(programme, options);
        var bare = sections.Select(section => section with { Fields = [.. section.Fields.Select(Bare)] });
        var nodes = new JsonArray([.. bare.Select(section => JsonSerializer.SerializeToNode(section, options))]);
        foreach (var field in nodes.SelectMany(section => (JsonArray)section!["fields"]!))
        {
            NameRegions((JsonObject)field!, regions);
            foreach (var column in field!["columns"] as JsonArray ?? [])
                NameRegions((JsonObject)column!, regions);
        }
        return nodes;

        FormField Bare(FormField field) =>
            FormSeed.StandardOf(field.Type, field.Budget, programme) is { Count: > 0 } standard
            && JsonNode.DeepEquals(
                JsonSerializer.SerializeToNode(field.Columns, options),
                JsonSerializer.SerializeToNode(standard, options)
            )
                ? field with
                {
                    Columns = [],
                }
                : field;
    }

    private static JsonNode? Regions(ProgrammeTerms programme, JsonSerializerOptions options) =>
        JsonSerializer.SerializeToNode(FormSeed.RegionsOf(programme), options);

    private static void NameRegions(JsonObject field, JsonNode? regions)
    {
        if (field["options"] is not { } choices || !JsonNode.DeepEquals(choices, regions))
            return;
        field.Remove("options");
        field["options-from"] = "regions";
    }
}
