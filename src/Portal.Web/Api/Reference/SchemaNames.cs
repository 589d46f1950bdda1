using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Portal.Web.Api.Reference;

internal static class SchemaNames
{
    private const string OfOurs = "Api";

    /// <summary>The names of the field, without what tells our types from those of the domain.</summary>
    public static string? Of(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name?.StartsWith(OfOurs, StringComparison.Ordinal) == true
            ? name[OfOurs.Length..].Replace($"Of{OfOurs}", "Of", StringComparison.Ordinal)
            : name;
    }
}
