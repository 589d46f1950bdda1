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
    public async Task Who_brings_no_token_is_told_what_is_missing_and_not_to_try_again()
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync("/api/v1/me/dossiers", accept: "*/*");
        Assert.That(answer.Code, Is.EqualTo(401));
        Assert.That(answer.Message.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(answer.Body, Does.Contain("Bearer").And.Contain("/api"));
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
        using var first = await GrantAsync(paul);
        using var renewed = await RenewAsync(first);
        Assert.That(renewed.IsSuccessStatusCode, Is.True);

        await using var db = Database.Open();
        await db
            .Users.Where(account => account.Email == "paul@demo.example")
            .ExecuteUpdateAsync(change => change.SetProperty(account => account.SecurityStamp, "another"));
        using var late = await RenewAsync(renewed);
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Contain("invalid_grant"));
    }

    [Test]
    public async Task What_a_person_allowed_is_theirs_to_see_and_to_end_at_once()
    {
        const string dossiers = "/api/v1/me/dossiers";
        using var emma = await Host.SignInAsync("Emma");
        using var camille = await Host.SignInAsync("Camille");
        Assert.That((await emma.GetAsync("/account/applications")).Body, Does.Not.Contain("Partenaire"));
        using var grant = await GrantAsync(emma);
        using var others = await GrantAsync(camille);
        using var renewed = await RenewAsync(grant);
        var (access, of) = (await AccessOf(renewed), await AccessOf(others));
        Assert.That((int)(await ApiAsync(dossiers, access)).StatusCode, Is.EqualTo(200));

        var page = (await emma.GetAsync("/account/applications")).Body;
        Assert.That(page, Does.Contain("<h2>Partenaire</h2>").And.Contain("Lire vos dossiers"));
        var end = End().Match(page).Value;
        Assert.That((await emma.PostAsync(end)).Code, Is.EqualTo(302));

        Assert.That(
            (int)(await ApiAsync(dossiers, access)).StatusCode,
            Is.EqualTo(401),
            "before it runs out by itself"
        );
        Assert.That((int)(await ApiAsync("/connect/userinfo", access)).StatusCode, Is.InRange(400, 499));
        using var late = await RenewAsync(renewed);
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Contain("invalid_grant"));
        Assert.That((int)(await ApiAsync(dossiers, of)).StatusCode, Is.EqualTo(200), "what another person allowed");
        Assert.That((await emma.GetAsync("/account/applications")).Body, Does.Not.Contain("Partenaire"));
        Assert.That((await emma.PostAsync(end)).Code, Is.EqualTo(404), "there is nothing to end");
        await using var db = Database.Open();
        Assert.That(
            await db
                .History.Where(one => one.Name.StartsWith("person.client-") && one.Data.Contains("partner"))
                .Where(one => db.Users.Any(person => person.Id == one.By && person.Name.StartsWith("Emma")))
                .OrderBy(one => one.Id)
                .Select(one => one.Name)
                .ToListAsync(),
            Is.EqualTo(new[] { "person.client-allowed", "person.client-ended" })
        );
    }

    /// <summary>What a person gives the client who agrees.</summary>
    private async Task<HttpResponseMessage> GrantAsync(Visitor person)
    {
        const string verifier = "verifier-that-is-long-enough-to-be-taken-as-one-0123456789";
        var fields = AccessTokens.HiddenOn(await person.GetAsync(AccessTokens.Request(verifier)));
        var agreed = await person.PostAsync("/connect/authorize", [.. fields, ("answer", "yes")]);
        return await TokenAsync(
            ("grant_type", "authorization_code"),
            ("client_id", "partner"),
            ("code", QueryHelpers.ParseQuery(new Uri(agreed.Location!).Query)["code"].ToString()),
            ("redirect_uri", Redirect),
            ("code_verifier", verifier)
        );
    }

    private static async Task<string> AccessOf(HttpResponseMessage grant) => await TextOf(grant, "access_token");

    private static async Task<string> TextOf(HttpResponseMessage grant, string name)
    {
        using var told = JsonDocument.Parse(await grant.Content.ReadAsStringAsync());
        return told.RootElement.GetProperty(name).GetString()!;
    }

    private async Task<HttpResponseMessage> RenewAsync(HttpResponseMessage grant) =>
        await TokenAsync(
            ("grant_type", "refresh_token"),
            ("client_id", "partner"),
            ("refresh_token", await TextOf(grant, "refresh_token"))
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

    [GeneratedRegex("/account/applications/[0-9a-f-]{36}/end", RegexOptions.None, 5_000)]
    private static partial Regex End();
}
