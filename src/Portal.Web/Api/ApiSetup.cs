using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Attachments;
using Portal.Web.Api.Reference;

namespace Portal.Web.Api;

internal static class ApiSetup
{
    public const string Version = "v1";

    /// <summary>The API, and the description that it gives of itself (OpenAPI 3.1).</summary>
    public static void AddPortalApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiLimits>();
        services.AddScoped<KeptAnswers>();
        services.AddScoped<DossierReading>();
        services.AddScoped<ReceiveWhole>();
        services.AddSingleton<ApiDescription>();
        services.AddSingleton<ApiReferencePages>();
        // What describes the API reads how its JSON is written here.
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
            );
        });
        services.AddOpenApi(
            Version,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.ShouldInclude = one =>
                    one.RelativePath?.StartsWith($"api/{Version}/", StringComparison.Ordinal) == true;
                options.CreateSchemaReferenceId = SchemaNames.Of;
                options.AddDocumentTransformer<DescribeWhole>();
                options.AddOperationTransformer<DescribeOperation>();
            }
        );
    }
}
