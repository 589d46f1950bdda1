using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Tests.Api;

[TestFixture]
internal sealed class OpenIdTests : OnPortal
{
    private const string Redirect = AccessTokens.Redirect;

    protected override (string Key, string Value)[] Settings => AccessTokens.Settings;

    [Test]
    public async Task A_client_acts_for_a_person_who_agreed_by_code_and_pkce()
    {
        using var camille = await Host.SignInAsync("Camille");
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var request = AccessTokens.Request(verifier);
        var consent = await camille.GetAsync(request);
        Assert.That(consent.Body, Does.Contain("Partenaire"));
        var fields = AccessTokens.HiddenOn(consent);
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
        var titles = (await dossiers.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength();
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
            Is.EqualTo(403),
            "another scope"
        );
    }

    [Test]
    public async Task Who_refuses_gives_no_code()
    {
        using var camille = await Host.SignInAsync("Camille");
        var request = AccessTokens.Request("verifier-that-is-long-enough-to-be-taken-as-one-0123456789");
        var fields = AccessTokens.HiddenOn(await camille.GetAsync(request));
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
            (
                await camille.GetAsync(AccessTokens.Request("x").Replace("elsewhere", "evil", StringComparison.Ordinal))
            ).Code,
            Is.EqualTo(400)
        );
    }

    [Test]
    public async Task A_proof_sent_in_clear_and_a_consent_without_a_page_are_refused()
    {
        using var camille = await Host.SignInAsync("Camille");
        var request = AccessTokens.Request("verifier-that-is-long-enough-to-be-taken-as-one-0123456789");
        var plain = await camille.GetAsync(request.Replace("S256", "plain", StringComparison.Ordinal));
        Assert.That(plain.Location + plain.Body, Does.Contain("invalid_request").And.Not.Contain("name=\"answer\""));
        Assert.That(
            (await camille.GetAsync(request + "&prompt=none")).Location,
            Does.Contain("error=consent_required")
        );
    }

    [Test]
    public async Task A_grant_ends_when_the_persons_secrets_change()
    {
        using var paul = await Host.SignInAsync("Paul");
        const string verifier = "verifier-that-is-long-enough-to-be-taken-as-one-0123456789";
        var fields = AccessTokens.HiddenOn(await paul.GetAsync(AccessTokens.Request(verifier)));
        var agreed = await paul.PostAsync("/connect/authorize", [.. fields, ("answer", "yes")]);
        using var first = await TokenAsync(
            ("grant_type", "authorization_code"),
            ("client_id", "partner"),
            ("code", QueryHelpers.ParseQuery(new Uri(agreed.Location!).Query)["code"].ToString()),
            ("redirect_uri", Redirect),
            ("code_verifier", verifier)
        );
        using var renewed = await RenewAsync(first);
        Assert.That(renewed.IsSuccessStatusCode, Is.True);

        await using var db = Database.Open();
        await db
            .Users.Where(account => account.Email == "paul@demo.example")
            .ExecuteUpdateAsync(change => change.SetProperty(account => account.SecurityStamp, "another"));
        using var late = await RenewAsync(renewed);
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Contain("invalid_grant"));
    }

    private async Task<HttpResponseMessage> RenewAsync(HttpResponseMessage grant) =>
        await TokenAsync(
            ("grant_type", "refresh_token"),
            ("client_id", "partner"),
            (
                "refresh_token",
                (await grant.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("refresh_token").GetString()!
            )
        );

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
            .GetProperty("items")
            .EnumerateArray()
            .Single(one =>
                one.GetProperty("call").GetString() == "tiers-lieux" && one.GetProperty("wave").GetInt32() == 2
            );
        Assert.That(
            (wave2.GetProperty("filed").GetInt32(), wave2.GetProperty("winners").GetInt32()),
            Is.EqualTo((21, 0)),
            "winners under embargo aren't counted"
        );
        Assert.That((int)(await ApiAsync("/api/v1/me/dossiers", access)).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await ApiAsync("/connect/userinfo", access)).StatusCode, Is.InRange(400, 499), "no person");
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
}
