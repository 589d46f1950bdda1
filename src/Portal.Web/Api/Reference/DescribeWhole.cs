using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Infrastructure;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api.Reference;

/// <summary>What holds for the whole API: where it is, what it is for, how one gets a token.</summary>
internal sealed class DescribeWhole(Texts texts, PortalAddress address) : IOpenApiDocumentTransformer
{
    public const string Scheme = "portal";

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = texts.In("en", "api.title"),
            Version = ApiSetup.Version,
            Description = texts.In("en", "api.about"),
            License = new OpenApiLicense
            {
                Name = "Licence Ouverte / Open Licence 2.0",
                Url = new Uri("https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
            },
        };
        document.Servers = [new OpenApiServer { Url = address.Of("/").TrimEnd('/') }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new OpenApiOAuthFlows
                {
                    AuthorizationCode = Flow(
                        new Uri(address.Of("/connect/authorize")),
                        scope => scope != ApiScopes.Figures
                    ),
                    ClientCredentials = Flow(authorize: null, scope => scope == ApiScopes.Figures),
                },
            },
        };
        return Task.CompletedTask;
    }

    private OpenApiOAuthFlow Flow(Uri? authorize, Func<string, bool> has) =>
        new()
        {
            AuthorizationUrl = authorize,
            TokenUrl = new Uri(address.Of("/connect/token")),
            Scopes = ApiScopes
                .All.Where(has)
                .ToDictionary(scope => scope, scope => texts.In("en", $"api.scope-{scope}"), StringComparer.Ordinal),
        };
}
