using System.Text;
using Microsoft.OpenApi;
using Portal.Infrastructure;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api.Reference;

/// <summary>Turns the description of the API into a page: what stands there is what programs are told.</summary>
public sealed class ApiReferencePages(Texts texts, PortalAddress address, ApiLimits limits)
{
    public ApiReferencePage Of(OpenApiDocument document) =>
        new(
            address.Of("/").TrimEnd('/'),
            [
                .. document
                    .Paths.SelectMany(path =>
                        path.Value.Operations!.Select(one => (path.Key, one.Key.Method, one.Value))
                    )
                    .GroupBy(one => one.Value.Tags!.First().Name!, StringComparer.Ordinal)
                    .Select(group => new ApiGroup(
                        texts[$"api.tag-{group.Key}"],
                        [.. group.Select(one => OperationOf(one.Item1, one.Method, one.Value))]
                    )),
            ],
            [.. ApiScopes.All.Select(scope => (scope, texts[$"api.scope-{scope}"]))],
            limits.PerMinute
        );

    private ApiOperation OperationOf(string path, string method, OpenApiOperation operation)
    {
        var body = operation.RequestBody?.Content?.FirstOrDefault();
        var scope = operation.Security?.SelectMany(one => one.Values).SelectMany(one => one).FirstOrDefault();
        return new ApiOperation(
            operation.OperationId!,
            method,
            path,
            texts[$"api.op-{operation.OperationId}"],
            scope,
            [.. (operation.Parameters ?? []).Select(ParameterOf)],
            body is { } sent ? FieldsOf(sent.Value.Schema) : [],
            FieldsOf(
                operation
                    .Responses?.FirstOrDefault(one => one.Key[0] == '2')
                    .Value?.Content?.Values.FirstOrDefault()
                    ?.Schema
            ),
            [.. (operation.Responses ?? []).Keys.Order(StringComparer.Ordinal)],
            CurlOf(path, method, operation, scope is not null, body?.Key)
        );
    }

    private static ApiParameter ParameterOf(IOpenApiParameter one) =>
        new(one.Name!, one.In.ToString()!.ToLowerInvariant(), one.Required, one.Description ?? "");

    /// <summary>The fields of an object; of a list or a page, those of its items.</summary>
    private static IReadOnlyList<ApiParameter> FieldsOf(IOpenApiSchema? schema)
    {
        if (schema?.Properties is { } page && page.TryGetValue("items", out var items))
            return FieldsOf(items);
        if (schema?.Items is { } item)
            return FieldsOf(item);
        return
        [
            .. (schema?.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(field => new ApiParameter(
                field.Key,
                TypeOf(field.Value),
                schema!.Required?.Contains(field.Key) == true,
                field.Value.Description ?? ""
            )),
        ];
    }

    private static string TypeOf(IOpenApiSchema schema) =>
        schema switch
        {
            OpenApiSchemaReference named => named.Reference.Id!,
            { Type: { } type } when type.HasFlag(JsonSchemaType.Array) && schema.Items is { } item =>
                $"[{TypeOf(item)}]",
            { Format: { } format } => format,
            { Type: { } type } => (type & ~JsonSchemaType.Null).ToString().ToLowerInvariant(),
            _ => "",
        };

    private string CurlOf(string path, string method, OpenApiOperation operation, bool needsToken, string? bodyType)
    {
        var line = new StringBuilder("curl ");
        if (method != "GET")
            line.Append("-X ").Append(method).Append(' ');
        if (needsToken)
            line.Append("-H \"Authorization: Bearer $TOKEN\" ");
        foreach (var header in (operation.Parameters ?? []).Where(one => one.In == ParameterLocation.Header))
            line.Append("-H \"").Append(header.Name).Append(": ").Append(ValueOf(header.Name!)).Append("\" ");
        if (bodyType is not null)
            line.Append("-H \"Content-Type: ").Append(bodyType).Append("\" ");
        if (ApiExamples.Of(operation.OperationId!) is { } example)
            line.Append("-d '").Append(example).Append("' ");
        else if (bodyType is not null)
            line.Append("--data-binary @$FILE ");
        var query = operation.Parameters?.FirstOrDefault(one => one is { In: ParameterLocation.Query, Required: true });
        var filled = path.Replace("{slug}", "tiers-lieux", StringComparison.Ordinal)
            .Replace("{", "$", StringComparison.Ordinal);
        line.Append('"').Append(address.Of(filled.Replace("}", "", StringComparison.Ordinal)));
        if (query is not null)
            line.Append('?').Append(query.Name).Append("=$").Append(query.Name!.ToUpperInvariant());
        return line.Append('"').ToString();
    }

    private static string ValueOf(string header) =>
        header == IdempotentAttribute.Header ? "$(uuidgen)" : "\\\"$REVISION\\\"";
}

public sealed record ApiReferencePage(
    string Root,
    IReadOnlyList<ApiGroup> Groups,
    IReadOnlyList<(string Scope, string Meaning)> Scopes,
    int PerMinute
)
{
    /// <summary>The line to begin with.</summary>
    public string First => $"curl \"{Root}/api/v1/calls\"";

    /// <summary>How a machine gets its token.</summary>
    public string Token =>
        $"TOKEN=$(curl -s \"{Root}/connect/token\" -d grant_type=client_credentials \\\n"
        + "  -d client_id=$CLIENT -d client_secret=$SECRET -d scope=figures | jq -r .access_token)";
}

public sealed record ApiGroup(string Title, IReadOnlyList<ApiOperation> Operations);

/// <param name="Scope">Null where it is open to everybody.</param>
/// <param name="Body">The fields that are sent.</param>
/// <param name="Answer">The fields that come back, of each item where it is a list.</param>
public sealed record ApiOperation(
    string Id,
    string Method,
    string Path,
    string Summary,
    string? Scope,
    IReadOnlyList<ApiParameter> Parameters,
    IReadOnlyList<ApiParameter> Body,
    IReadOnlyList<ApiParameter> Answer,
    IReadOnlyList<string> Statuses,
    string Curl
)
{
    public IEnumerable<(string Title, IReadOnlyList<ApiParameter> Fields)> Tables(Texts texts) =>
        [(texts["api.parameters"], Parameters), (texts["api.sent"], Body), (texts["api.received"], Answer)];
}

/// <param name="Kind">Where it stands, or its type.</param>
public sealed record ApiParameter(string Name, string Kind, bool Required, string Description);
