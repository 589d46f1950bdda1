using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Tests.Api;

[TestFixture]
internal sealed partial class OpenIdTests : OnPortal
{
    private const string Redirect = "http://localhost/elsewhere/callback";

    protected override (string Key, string Value)[] Settings =>
        [
            ("OpenId:Clients:0:ClientId", "partner"),
            ("OpenId:Clients:0:Name", "Partenaire"),
            ("OpenId:Clients:0:RedirectUris:0", Redirect),
            ("OpenId:Clients:0:Scopes:0", "dossiers"),
            ("OpenId:Clients:1:ClientId", "statistics"),
            ("OpenId:Clients:1:Secret", "a-long-secret-of-a-machine"),
            ("OpenId:Clients:1:Scopes:0", "figures"),
        ];

    [Test]
    public async Task A_client_acts_for_a_person_who_agreed_by_code_and_pkce()
    {
        using var camille = await Host.SignInAsync("Camille");
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var request = Request(verifier);
        var consent = await camille.GetAsync(request);
        Assert.That(consent.Body, Does.Contain("Partenaire"));
        var fields = Hidden()
            .Matches(consent.Body)
            .Select(field =>
                (field.Groups["name"].Value, System.Net.WebUtility.HtmlDecode(field.Groups["value"].Value))
            );
        var agreed = await camille.PostAsync("/connect/authorize", [.. fields, ("answer", "yes")]);
        var code = QueryHelpers.ParseQuery(new Uri(agreed.Location!).Query)["code"].ToString();

        var wrong = await TokenAsync(
            ("grant_type", "authorization_code"),
            ("client_id", "partner"),
            ("code", code),
            ("redirect_uri", Redirect),
            ("code_verifier", verifier + "x")
        );
        Assert.That(wrong.IsSuccessStatusCode, Is.False, "another verifier");
        var token = await TokenAsync(
            ("grant_type", "authorization_code"),
            ("client_id", "partner"),
            ("code", code),
            ("redirect_uri", Redirect),
            ("code_verifier", verifier)
        );
        var tokens = await token.Content.ReadFromJsonAsync<JsonElement>();

        var dossiers = await ApiAsync("/api/v1/me/dossiers", tokens.GetProperty("access_token").GetString()!);
        var titles = (await dossiers.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Count();
        await using var db = Database.Open();
        Assert.That(
            titles,
            Is.EqualTo(
                    await db.Members.CountAsync(member =>
                        db.Users.Any(account =>
                            account.Id == member.Person.Value && account.Email == "camille@demo.example"
                        )
                    )
                )
                .And.GreaterThan(3)
        );
        Assert.That(
            (int)(await ApiAsync("/api/v1/figures", tokens.GetProperty("access_token").GetString()!)).StatusCode,
            Is.EqualTo(404),
            "another scope"
        );
    }

    [Test]
    public async Task Who_refuses_gives_no_code()
    {
        using var camille = await Host.SignInAsync("Camille");
        var request = Request("verifier-that-is-long-enough-to-be-taken-as-one-0123456789");
        var fields = Hidden()
            .Matches((await camille.GetAsync(request)).Body)
            .Select(field =>
                (field.Groups["name"].Value, System.Net.WebUtility.HtmlDecode(field.Groups["value"].Value))
            );
        var refused = await camille.PostAsync("/connect/authorize", [.. fields, ("answer", "no")]);
        Assert.That(refused.Location, Does.Contain("error=access_denied").And.Not.Contain("code="));
    }

    [Test]
    public async Task Without_pkce_or_with_another_address_there_is_no_consent_to_give()
    {
        using var camille = await Host.SignInAsync("Camille");
        Assert.That(
            (
                await camille.GetAsync(
                    "/connect/authorize?client_id=partner&response_type=code&scope=openid&redirect_uri="
                        + Uri.EscapeDataString(Redirect)
                )
            ).Body,
            Does.Not.Contain("answer")
        );
        Assert.That(
            (await camille.GetAsync(Request("x").Replace("elsewhere", "evil", StringComparison.Ordinal))).Code,
            Is.EqualTo(400)
        );
    }

    [Test]
    public async Task A_machine_acts_for_itself_with_its_secret()
    {
        var token = await TokenAsync(
            ("grant_type", "client_credentials"),
            ("client_id", "statistics"),
            ("client_secret", "a-long-secret-of-a-machine"),
            ("scope", "figures")
        );
        var access = (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        var figures = await (await ApiAsync("/api/v1/figures", access)).Content.ReadFromJsonAsync<JsonElement>();
        var wave2 = figures
            .EnumerateArray()
            .Single(one =>
                one.GetProperty("call").GetString() == "tiers-lieux" && one.GetProperty("wave").GetInt32() == 2
            );
        Assert.That(
            (wave2.GetProperty("filed").GetInt32(), wave2.GetProperty("winners").GetInt32()),
            Is.EqualTo((21, 0)),
            "winners under embargo aren't counted"
        );
        Assert.That((int)(await ApiAsync("/api/v1/me/dossiers", access)).StatusCode, Is.EqualTo(404));
        Assert.That(
            (
                await TokenAsync(
                    ("grant_type", "client_credentials"),
                    ("client_id", "statistics"),
                    ("client_secret", "wrong"),
                    ("scope", "figures")
                )
            ).IsSuccessStatusCode,
            Is.False
        );
    }

    private static string Request(string verifier) =>
        QueryHelpers.AddQueryString(
            "/connect/authorize",
            new Dictionary<string, string?>
            {
                ["client_id"] = "partner",
                ["response_type"] = "code",
                ["redirect_uri"] = Redirect,
                ["scope"] = "openid dossiers",
                ["state"] = "s",
                ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
                ["code_challenge_method"] = "S256",
            }
        );

    private async Task<HttpResponseMessage> TokenAsync(params (string Name, string Value)[] fields)
    {
        using var client = Host.CreateClient();
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        return await client.PostAsync("/connect/token", form);
    }

    private async Task<HttpResponseMessage> ApiAsync(string path, string token)
    {
        using var client = Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync(path);
    }

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[a-z_]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Hidden();
}
