using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.Web.Api.Reference;

/// <summary>The API as it describes itself. It changes with the program alone, so that it is made once.</summary>
public sealed class ApiDescription
{
    private readonly Lazy<Task<OpenApiDocument>> _document;
    private readonly Lazy<Task<string>> _json;

    public ApiDescription(IServiceScopeFactory scopes)
    {
        _document = new(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope
                .ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiSetup.Version)
                .GetOpenApiDocumentAsync();
        });
        _json = new(async () => await (await _document.Value).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    public Task<OpenApiDocument> DocumentAsync() => _document.Value;

    /// <summary>OpenAPI 3.1, as JSON.</summary>
    public Task<string> JsonAsync() => _json.Value;
}
