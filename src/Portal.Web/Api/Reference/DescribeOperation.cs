using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api.Reference;

/// <summary>What the attributes of an endpoint mean for who calls it: words, scope, headers that it takes and gives.</summary>
internal sealed class DescribeOperation(Texts texts) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var about = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Summary = texts.In("en", $"api.op-{operation.OperationId}");
        Answer(operation, 429);
        if (about.OfType<NeedsScopeAttribute>().FirstOrDefault() is { } needs)
            Guard(operation, needs, context.Document);
        if (about.OfType<IdempotentAttribute>().Any())
            Header(operation, IdempotentAttribute.Header, texts.In("en", "api.header-key", KeptAnswer.LongestKey));
        if (about.OfType<NeedsTagAttribute>().Any())
        {
            Header(operation, "If-Match", texts.In("en", "api.header-tag"));
            Answer(operation, 412);
            Answer(operation, 428);
        }
        if (about.OfType<ConsumesAttribute>().Any(one => one.ContentTypes.Contains(SectionsApiController.Bytes)))
            operation.RequestBody = Bytes();
        if (ApiExamples.Of(operation.OperationId!) is { } example)
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                content.Example = JsonNode.Parse(example);
        return Task.CompletedTask;
    }

    private void Guard(OpenApiOperation operation, NeedsScopeAttribute needs, OpenApiDocument? document)
    {
        var scheme = new OpenApiSecuritySchemeReference(DescribeWhole.Scheme, document);
        operation.Security = [new OpenApiSecurityRequirement { [scheme] = [needs.Scope] }];
        Answer(operation, 401);
        Answer(operation, 403);
    }

    private static OpenApiRequestBody Bytes()
    {
        var bytes = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [SectionsApiController.Bytes] = new() { Schema = bytes },
            },
        };
    }

    private static void Header(OpenApiOperation operation, string name, string text) =>
        (operation.Parameters ??= []).Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = true,
                Description = text,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );

    private void Answer(OpenApiOperation operation, int status) =>
        (operation.Responses ??= []).TryAdd(
            $"{status}",
            new OpenApiResponse { Description = texts.In("en", $"api.status-{status}") }
        );
}
