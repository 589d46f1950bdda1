using System.Security.Cryptography.X509Certificates;
using OpenIddict.Abstractions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Api;

/// <summary>
/// The portal as an OpenID Connect provider: authorization code with PKCE for outside clients that act for a
/// person, client credentials for those that act for themselves.
/// </summary>
internal static class OpenIdSetup
{
    public static void AddPortalOpenId(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOpenIddict()
            .AddCore(core =>
                core.UseEntityFrameworkCore().UseDbContext<PortalDbContext>().ReplaceDefaultEntities<Guid>()
            )
            .AddServer(server => Configure(server, builder))
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                // Looked up at each request, so that what its person ends has ended; the second does nothing without the first.
                validation.EnableTokenEntryValidation().EnableAuthorizationEntryValidation();
                // In an address it would stand in logs.
                validation
                    .UseAspNetCore()
                    .DisableAccessTokenExtractionFromQueryString()
                    .DisableAccessTokenExtractionFromBodyForm();
            });
        builder.Services.AddHostedService<OpenIdClients>();
    }

    private static void Configure(OpenIddictServerBuilder server, WebApplicationBuilder builder)
    {
        server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .AllowAuthorizationCodeFlow()
            .AllowClientCredentialsFlow()
            .AllowRefreshTokenFlow()
            .RequireProofKeyForCodeExchange()
            // A page that posts itself needs a script in it, which the policy of every answer forbids.
            .Configure(options => options.ResponseModes.Remove(OpenIddictConstants.ResponseModes.FormPost))
            // Sent in clear, the proof would be known to whoever reads the first request.
            .Configure(options => options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain))
            .RegisterScopes([OpenIddictConstants.Scopes.Email, OpenIddictConstants.Scopes.Profile, .. ApiScopes.All])
            .SetAccessTokenLifetime(TimeSpan.FromMinutes(30))
            .SetRefreshTokenLifetime(TimeSpan.FromDays(14));
        var http = server
            .UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough();
        if (builder.Environment.IsDevelopment())
            http.DisableTransportSecurityRequirement();
        if (builder.Environment.IsDevelopment() && builder.Configuration["OpenId:SigningCertificate"] is null)
        {
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            return;
        }
        server.AddSigningCertificate(Certificate(builder.Configuration, "OpenId:SigningCertificate"));
        server.AddEncryptionCertificate(Certificate(builder.Configuration, "OpenId:EncryptionCertificate"));
    }

    private static X509Certificate2 Certificate(IConfiguration configuration, string key) =>
        X509CertificateLoader.LoadPkcs12FromFile(
            configuration[key]
                ?? throw new InvalidOperationException(
                    $"{key} is not set: the path of a PKCS#12 file (see deploy/README.md)."
                ),
            configuration["OpenId:CertificatePassword"]
        );
}

/// <summary>Brings the clients of <c>OpenId:Clients</c> into the database at start.</summary>
internal sealed class OpenIdClients(IServiceScopeFactory scopes, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var section in configuration.GetSection("OpenId:Clients").GetChildren())
        {
            var client = Describe(section);
            if (await applications.FindByClientIdAsync(client.ClientId!, cancellationToken) is { } known)
                await applications.UpdateAsync(known, client, cancellationToken);
            else
                await applications.CreateAsync(client, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OpenIddictApplicationDescriptor Describe(IConfigurationSection section)
    {
        var redirects = section.GetSection("RedirectUris").Get<string[]>() ?? [];
        var secret = section["Secret"];
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId =
                section["ClientId"] ?? throw new InvalidOperationException($"{section.Path}:ClientId is not set."),
            ClientSecret = secret,
            DisplayName = section["Name"] ?? section["ClientId"],
            ClientType = secret is null
                ? OpenIddictConstants.ClientTypes.Public
                : OpenIddictConstants.ClientTypes.Confidential,
            ConsentType = OpenIddictConstants.ConsentTypes.Explicit,
            Permissions = { OpenIddictConstants.Permissions.Endpoints.Token },
        };
        foreach (var redirect in redirects)
            client.RedirectUris.Add(new Uri(redirect));
        client.Permissions.UnionWith(redirects.Length > 0 ? ForPeople : ForItself);
        foreach (var scope in section.GetSection("Scopes").Get<string[]>() ?? [])
            client.Permissions.Add(OpenIddictConstants.Permissions.Prefixes.Scope + scope);
        return client;
    }

    private static readonly string[] ForPeople =
    [
        OpenIddictConstants.Permissions.Endpoints.Authorization,
        OpenIddictConstants.Permissions.GrantTypes.AuthorizationCode,
        OpenIddictConstants.Permissions.GrantTypes.RefreshToken,
        OpenIddictConstants.Permissions.ResponseTypes.Code,
        OpenIddictConstants.Permissions.Scopes.Email,
        OpenIddictConstants.Permissions.Scopes.Profile,
    ];

    private static readonly string[] ForItself = [OpenIddictConstants.Permissions.GrantTypes.ClientCredentials];
}
