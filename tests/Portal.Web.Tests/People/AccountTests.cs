using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Web.Tests.People;

[TestFixture]
internal sealed partial class AccountTests : OnPortal
{
    private const string Password = "cheval-agrafe-batterie-9";

    [Test]
    public async Task Who_signs_up_proves_the_address_by_mail_and_then_signs_in()
    {
        var address = NewAddress();
        using var visitor = Host.NewVisitor();
        var signedUp = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "Nouvelle Personne"),
            ("Email", address),
            ("Password", Password)
        );
        Assert.That(signedUp.Code, Is.EqualTo(200));
        Assert.That((await SignInAsync(visitor, address)).Code, Is.EqualTo(200), "the address isn't proven yet");

        var link = await LinkInMailAsync(address, "confirm-address");
        Assert.That(
            (await visitor.GetAsync(link)).Body,
            Does.Contain("<form"),
            "opening the link confirms nothing by itself"
        );
        Assert.That((await SignInAsync(visitor, address)).Code, Is.EqualTo(200));
        await visitor.PostAsync(
            "/account/confirm",
            [.. Query(link).Select(pair => (pair.Name == "id" ? "Id" : "Token", pair.Value))]
        );
        Assert.That((await SignInAsync(visitor, address)).Location, Is.EqualTo("/dossiers"));
    }

    [
        TestCase("Camille\n\nVotre dossier est bloqué"),
        TestCase("Camille https://evil.example"),
        TestCase("www.evil.example")
    ]
    public async Task A_name_is_one_line_and_no_address(string name)
    {
        var address = NewAddress();
        using var visitor = Host.NewVisitor();
        var refused = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", name),
            ("Email", address),
            ("Password", Password)
        );
        Assert.That(refused.Body, Does.Contain("sur une ligne, sans adresse"));
        await using var db = Database.Open();
        Assert.That(await db.Outbox.AnyAsync(mail => mail.Recipient == EmailAddress.Parse(address)), Is.False);
    }

    [Test]
    public async Task Who_signs_up_on_the_way_to_somewhere_arrives_there()
    {
        const string somewhere = "/calls/evaluation-dmn";
        var address = NewAddress();
        using var visitor = Host.NewVisitor();
        await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "Nouvelle Personne"),
            ("Email", address),
            ("Password", Password),
            ("Back", somewhere)
        );
        var confirmed = await visitor.PostAsync(
            "/account/confirm",
            [
                .. Query(await LinkInMailAsync(address, "confirm-address"))
                    .Select(pair => (pair.Name == "id" ? "Id" : pair.Name, pair.Value)),
            ]
        );
        Assert.That(confirmed.Location, Is.EqualTo($"/account/sign-in?Back={Uri.EscapeDataString(somewhere)}"));
    }

    [TestCase("o'brien@test.example"), TestCase("a+b&c@test.example")]
    public async Task Whatever_address_can_get_mail_can_have_an_account(string address)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "X"),
            ("Email", address),
            ("Password", Password)
        );
        Assert.That(answer.Code, Is.EqualTo(200));
        Assert.That(await LinkInMailAsync(address, "confirm-address"), Does.StartWith("/account/confirm"));
    }

    [Test]
    public async Task Two_who_sign_up_with_one_address_at_once_get_one_account()
    {
        var address = NewAddress();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    using var visitor = Host.NewVisitor();
                    return await visitor.PostAsync(
                        "/account/sign-up",
                        ("Name", "X"),
                        ("Email", address),
                        ("Password", Password)
                    );
                })
        );
        Assert.That(answers.Select(answer => answer.Code), Is.All.EqualTo(200));
        await using var db = Database.Open();
        Assert.That(await db.Users.CountAsync(account => account.Email == address), Is.EqualTo(1));
    }

    [Test]
    public async Task Asking_for_the_same_link_again_and_again_floods_no_mailbox()
    {
        var address = await AccountAsync();
        using var visitor = Host.NewVisitor();
        for (var time = 0; time < 5; time++)
            await visitor.PostAsync("/account/forgotten", ("Email", address));
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.CountAsync(mail =>
                mail.Recipient == EmailAddress.Parse(address) && mail.Template == "reset-password"
            ),
            Is.EqualTo(3)
        );
    }

    [Test]
    public async Task Of_those_who_come_at_once_with_one_code_one_gets_in()
    {
        var address = await AccountAsync(Domain.People.PortalRole.Officer);
        using var officer = Host.NewVisitor();
        await SignInAsync(officer, address);
        officer.ForgetToken();
        var (key, form) = EnrolmentOn(await officer.GetAsync("/account/second-factor"));
        await officer.PostAsync("/account/second-factor", ("Key", form), ("Code", Totp(key)));
        var code = Totp(key, steps: 1);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(async _ =>
                {
                    using var visitor = Host.NewVisitor();
                    await SignInAsync(visitor, address);
                    return (await visitor.PostAsync("/account/code", ("Code", code))).Location;
                })
        );
        Assert.That(answers, Has.Exactly(1).EqualTo("/staff"));
    }

    [Test]
    public async Task An_address_that_has_an_account_is_answered_like_a_new_one_and_its_owner_is_told()
    {
        using var visitor = Host.NewVisitor();
        var address = NewAddress();
        var fresh = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "X"),
            ("Email", address),
            ("Password", Password)
        );
        var known = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "X"),
            ("Email", "camille@demo.example"),
            ("Password", Password)
        );
        Assert.That(
            MainOf(known).Replace("camille@demo.example", address, StringComparison.Ordinal),
            Is.EqualTo(MainOf(fresh))
        );
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.AnyAsync(mail =>
                mail.Recipient == EmailAddress.Parse("camille@demo.example") && mail.Template == "already-registered"
            ),
            Is.True
        );
    }

    [TestCase("court"), TestCase("motdepasse123"), TestCase("aaaaaaaaaaaaaa"), TestCase("")]
    public async Task A_weak_password_is_refused_at_its_field(string password)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.PostAsync(
            "/account/sign-up",
            ("Name", "X"),
            ("Email", NewAddress()),
            ("Password", password)
        );
        Assert.That(answer.Body, Does.Contain("id=\"Password-error\"").And.Not.Contain($"value=\"{password}x"));
    }

    [Test]
    public async Task After_eight_wrong_passwords_the_right_one_does_not_open_either()
    {
        var address = await AccountAsync();
        using var visitor = Host.NewVisitor();
        for (var attempt = 0; attempt < 8; attempt++)
            await SignInAsync(visitor, address, "faux-mot-de-passe");
        Assert.That((await SignInAsync(visitor, address)).Code, Is.EqualTo(200), "locked");

        await visitor.PostAsync("/account/forgotten", ("Email", address));
        var query = Query(await LinkInMailAsync(address, "reset-password"))
            .Select(pair => (pair.Name == "id" ? "Id" : "Token", pair.Value));
        await visitor.PostAsync("/account/reset", [.. query, ("Password", "un-autre-secret-79")]);
        Assert.That(
            (await SignInAsync(visitor, address, "un-autre-secret-79")).Location,
            Is.EqualTo("/dossiers"),
            "who proves the address gets in"
        );
    }

    [Test]
    public async Task A_forgotten_password_is_chosen_anew_by_mail_and_the_link_serves_once()
    {
        var address = await AccountAsync();
        using var visitor = Host.NewVisitor();
        await visitor.PostAsync("/account/forgotten", ("Email", address));
        var query = Query(await LinkInMailAsync(address, "reset-password"))
            .Select(pair => (pair.Name == "id" ? "Id" : "Token", pair.Value))
            .ToList();
        Assert.That(
            (await visitor.PostAsync("/account/reset", [.. query, ("Password", "un-autre-secret-77")])).Location,
            Is.EqualTo("/account/sign-in")
        );
        Assert.That((await SignInAsync(visitor, address, "un-autre-secret-77")).Location, Is.EqualTo("/dossiers"));
        visitor.ForgetToken();
        Assert.That(
            (await visitor.PostAsync("/account/reset", [.. query, ("Password", "encore-un-secret-78")])).Code,
            Is.EqualTo(200),
            "used up"
        );
    }

    [Test]
    public async Task Who_sees_other_peoples_work_proves_a_second_factor_first()
    {
        var address = await AccountAsync(Domain.People.PortalRole.Officer);
        using var officer = Host.NewVisitor();
        await SignInAsync(officer, address);
        officer.ForgetToken();
        Assert.That((await officer.GetAsync("/staff")).Location, Is.EqualTo("/account/second-factor"));
        Assert.That((await officer.GetAsync("/dossiers")).Location, Is.EqualTo("/account/second-factor"));
        Assert.That(
            (await officer.PostAsync("/hubs/desk/negotiate?negotiateVersion=1")).Location,
            Is.EqualTo("/account/second-factor"),
            "the channel of the desk as well"
        );

        var (key, form) = EnrolmentOn(await officer.GetAsync("/account/second-factor"));
        Assert.That(
            (await officer.PostAsync("/account/second-factor", ("Key", form), ("Code", "000000"))).Body,
            Does.Contain("id=\"Code-error\"")
        );
        var code = Totp(key);
        await officer.PostAsync("/account/second-factor", ("Key", form), ("Code", code));
        Assert.That((await officer.GetAsync("/staff")).Code, Is.EqualTo(200));
        Assert.That(
            (await officer.GetAsync("/account/second-factor")).Body,
            Does.Not.Contain(key[..4].ToLowerInvariant() + " " + key[4..8].ToLowerInvariant()),
            "an enrolled key is never shown again"
        );

        using var again = Host.NewVisitor();
        Assert.That(
            (await SignInAsync(again, address)).Location,
            Does.StartWith("/account/code"),
            "the password alone no longer opens"
        );
        Assert.That((await again.GetAsync("/staff")).Location, Does.Contain("/account/sign-in"));
        Assert.That(
            (await again.PostAsync("/account/code", ("Code", code))).Body,
            Does.Contain("id=\"Code-error\""),
            "a code works once"
        );
        var next = Totp(key, steps: 1);
        Assert.That((await again.PostAsync("/account/code", ("Code", next))).Location, Is.EqualTo("/staff"));
        Assert.That((await again.GetAsync("/staff")).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task Signing_out_ends_the_session_for_whoever_copied_its_cookie()
    {
        Host.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval =
            TimeSpan.Zero;
        var address = await AccountAsync();
        using var owner = Host.NewVisitor();
        var entered = await SignInAsync(owner, address);
        var cookie = entered
            .Message.Headers.GetValues("Set-Cookie")
            .Single(one => one.StartsWith("session=", StringComparison.Ordinal));
        using var thief = Host.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false }
        );
        thief.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.That((await thief.GetAsync("/dossiers")).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));

        owner.ForgetToken();
        await owner.PostAsync("/account/sign-out");
        Assert.That((await thief.GetAsync("/dossiers")).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Found));
    }

    [Test]
    public async Task A_stolen_password_enrols_no_second_factor_where_there_is_one()
    {
        var address = await AccountAsync(Domain.People.PortalRole.Officer);
        using var thief = Host.NewVisitor();
        await SignInAsync(thief, address);
        thief.ForgetToken();
        var (key, form) = EnrolmentOn(await thief.GetAsync("/account/second-factor"));

        using var owner = Host.NewVisitor();
        await SignInAsync(owner, address);
        owner.ForgetToken();
        var (own, ownForm) = EnrolmentOn(await owner.GetAsync("/account/second-factor"));
        await owner.PostAsync("/account/second-factor", ("Key", ownForm), ("Code", Totp(own)));

        // The thief's session is older than the factor.
        await thief.PostAsync("/account/second-factor", ("Key", form), ("Code", Totp(key)));
        Assert.That((await thief.GetAsync("/account/second-factor")).Location, Does.Contain("/account/sign-in"));
        Assert.That((await thief.GetAsync("/staff")).Location, Does.Contain("/account/sign-in"));
        using var again = Host.NewVisitor();
        await SignInAsync(again, address);
        Assert.That(
            (await again.PostAsync("/account/code", ("Code", Totp(key)))).Body,
            Does.Contain("id=\"Code-error\"")
        );
    }

    [Test]
    public async Task A_key_that_was_shown_to_somebody_else_enrols_nothing()
    {
        using var mine = Host.NewVisitor();
        using var theirs = Host.NewVisitor();
        foreach (var visitor in new[] { mine, theirs })
        {
            await SignInAsync(visitor, await AccountAsync());
            visitor.ForgetToken();
        }
        var (key, form) = EnrolmentOn(await theirs.GetAsync("/account/second-factor"));
        var answer = await mine.PostAsync("/account/second-factor", ("Key", form), ("Code", Totp(key)));
        Assert.That(answer.Body, Does.Contain("id=\"Code-error\""));
    }

    [Test]
    public async Task Wrong_passwords_keep_somebody_out_for_a_quarter_of_an_hour_and_no_longer()
    {
        using var visitor = Host.NewVisitor();
        var address = await AccountAsync();
        for (var guess = 0; guess < 8; guess++)
            await SignInAsync(visitor, address, "not the password at all");
        var locked = await SignInAsync(visitor, address);
        var unknown = await SignInAsync(visitor, NewAddress());
        Assert.That(
            (locked.Code, locked.Location),
            Is.EqualTo((unknown.Code, unknown.Location)),
            "strangers learn nothing"
        );
        await using var db = Database.Open();
        var account = await db.Users.AsNoTracking().SingleAsync(one => one.Email == address);
        var now = TimeProvider.System.GetUtcNow();
        Assert.That(account.LockoutEnd, Is.EqualTo(now.AddMinutes(15)).Within(TimeSpan.FromMinutes(1)));
        await db
            .Users.Where(one => one.Id == account.Id)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.LockoutEnd, now.AddSeconds(-1)));
        Assert.That((await SignInAsync(visitor, address)).Code, Is.EqualTo(302));
    }

    /// <summary>The key that a page of enrolment shows, and the field that brings it back.</summary>
    private static (string Key, string Form) EnrolmentOn(Answer page) =>
        (
            Key().Match(page.Body).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal),
            SealedKey().Match(page.Body).Groups["key"].Value
        );

    private async Task<string> AccountAsync(Domain.People.PortalRole? role = null)
    {
        var account = await new Stage(Database).PersonAsync(role: role);
        await using var db = Database.Open();
        var hash = new Microsoft.AspNetCore.Identity.PasswordHasher<Infrastructure.Identity.Account>().HashPassword(
            account,
            Password
        );
        await db
            .Users.Where(one => one.Id == account.Id)
            .ExecuteUpdateAsync(change =>
                change.SetProperty(one => one.PasswordHash, hash).SetProperty(one => one.LockoutEnabled, true)
            );
        return account.Email!;
    }

    private static Task<Answer> SignInAsync(Visitor visitor, string address, string password = Password) =>
        visitor.PostAsync("/account/sign-in", ("Email", address), ("Password", password));

    private async Task<string> LinkInMailAsync(string address, string template)
    {
        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one =>
            one.Recipient == EmailAddress.Parse(address) && one.Template == template
        );
        return new Uri(mail.Data["link"]).PathAndQuery;
    }

    private static IEnumerable<(string Name, string Value)> Query(string link) =>
        Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..])
            .Select(pair => (pair.Key, pair.Value.ToString()));

    private static string MainOf(Answer answer) =>
        answer.Body[answer.Body.IndexOf("<main", StringComparison.Ordinal)..];

    private static string NewAddress() => $"{Guid.NewGuid():N}@test.example";

    /// <summary>The code of this moment, or of so many half minutes later (RFC 6238), as an application on a telephone makes it.</summary>
    private static string Totp(string base32, int steps = 0)
    {
        var bits = string.Concat(
            base32
                .ToUpperInvariant()
                .Select(c =>
                    Convert
                        .ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2)
                        .PadLeft(5, '0')
                )
        );
        var key = Enumerable
            .Range(0, bits.Length / 8)
            .Select(place => Convert.ToByte(bits.Substring(place * 8, 8), 2))
            .ToArray();
        var counter = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + steps);
        Array.Reverse(counter);
        var hash = HMACSHA1.HashData(key, counter);
        var offset = hash[^1] & 0xf;
        var number =
            ((hash[offset] & 0x7f) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<code>(?<key>[a-z2-7 ]{20,})</code>", RegexOptions.None, 5_000)]
    private static partial Regex Key();

    [GeneratedRegex("name=\"Key\" value=\"(?<key>[^\"]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex SealedKey();
}
