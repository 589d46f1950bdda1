using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Tests.Api;

/// <summary>Clients of the portal with their access tokens, got as clients get them.</summary>
internal static partial class AccessTokens
{
    public const string Redirect = "http://localhost/elsewhere/callback";
    private const string Secret = "a-long-secret-of-a-machine";
    private const string Verifier = "verifier-that-is-long-enough-to-be-taken-as-one-0123456789";

    /// <summary>The clients, as an operator registers them.</summary>
    public static readonly (string Key, string Value)[] Settings =
    [
        ("OpenId:Clients:0:ClientId", "partner"),
        ("OpenId:Clients:0:Name", "Partenaire"),
        ("OpenId:Clients:0:RedirectUris:0", Redirect),
        ("OpenId:Clients:0:Scopes:0", "dossiers"),
        ("OpenId:Clients:0:Scopes:1", "dossiers.write"),
        ("OpenId:Clients:0:Scopes:2", "reviews"),
        ("OpenId:Clients:0:Scopes:3", "reviews.write"),
        ("OpenId:Clients:0:Scopes:4", "staff"),
        ("OpenId:Clients:0:Scopes:5", "staff.write"),
        ("OpenId:Clients:1:ClientId", "statistics"),
        ("OpenId:Clients:1:Secret", Secret),
        ("OpenId:Clients:1:Scopes:0", "figures"),
    ];

    /// <summary>A client that acts for a person of the demonstration, who agreed.</summary>
    public static async Task<Visitor> OfPersonAsync(PortalHost host, string name, string scopes = "dossiers")
    {
        using var person = await host.SignInAsync(name);
        var fields = HiddenOn(await person.GetAsync(Request(Verifier, scopes)));
        var agreed = await person.PostAsync("/connect/authorize", [.. fields, ("answer", "yes")]);
        return await WithTokenAsync(
            host,
            ("grant_type", "authorization_code"),
            ("client_id", "partner"),
            ("code", QueryHelpers.ParseQuery(new Uri(agreed.Location!).Query)["code"].ToString()),
            ("redirect_uri", Redirect),
            ("code_verifier", Verifier)
        );
    }

    /// <summary>The address to which a client sends a person.</summary>
    public static string Request(string verifier, string scopes = "dossiers") =>
        QueryHelpers.AddQueryString(
            "/connect/authorize",
            new Dictionary<string, string?>
            {
                ["client_id"] = "partner",
                ["response_type"] = "code",
                ["redirect_uri"] = Redirect,
                ["scope"] = $"openid offline_access {scopes}",
                ["state"] = "s",
                ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
                ["code_challenge_method"] = "S256",
            }
        );

    /// <summary>What a page of consent hands through its form.</summary>
    public static IEnumerable<(string Name, string Value)> HiddenOn(Answer consent) =>
        Hidden()
            .Matches(consent.Body)
            .Select(field => (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));

    /// <summary>A client that acts for itself.</summary>
    public static Task<Visitor> OfMachineAsync(PortalHost host) =>
        WithTokenAsync(
            host,
            ("grant_type", "client_credentials"),
            ("client_id", "statistics"),
            ("client_secret", Secret),
            ("scope", "figures")
        );

    private static async Task<Visitor> WithTokenAsync(PortalHost host, params (string Name, string Value)[] fields)
    {
        var client = host.NewVisitor();
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        using var answer = await client.Client.PostAsync("/connect/token", form);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        client.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[a-z_]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Hidden();
}
