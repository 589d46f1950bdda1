using System.Text.Json;

namespace Portal.Web.Shared;

/// <summary>What a page says to search engines (schema.org, JSON-LD).</summary>
internal static class StructuredData
{
    /// <summary>A thing of a type; what isn't known is left out.</summary>
    public static Dictionary<string, object?> Typed(
        string type,
        params IEnumerable<(string Name, object? Value)> facts
    ) =>
        new(
            facts.Where(fact => fact.Value is not null).Select(fact => KeyValuePair.Create(fact.Name, fact.Value)),
            StringComparer.Ordinal
        )
        {
            ["@type"] = type,
        };

    /// <returns>JSON that may stand in a page: what HTML would read as markup is escaped.</returns>
    public static string Written(Dictionary<string, object?> thing)
    {
        thing["@context"] = "https://schema.org";
        return JsonSerializer.Serialize(thing);
    }
}
