using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Identity;

namespace Portal.Web.Tests.People;

[TestFixture]
internal sealed class EraseAccountTests : OnPortal
{
    private const string Password = "cheval-agrafe-batterie-9";

    [Test]
    public async Task Who_asks_with_their_password_is_signed_out_and_told_and_signing_in_undoes_it()
    {
        var account = await OpenAsync();
        using var person = Host.NewVisitor();
        await SignInAsync(person, account);
        Assert.That((await person.GetAsync("/account/erase")).Body, Does.Contain("type=\"password\""));
        await person.PostAsync("/account/erase", ("Proof", "autre-mot-de-passe"));
        Assert.That(await AskedAsync(account), Is.Null, "another password asks for nothing");
        Assert.That((await person.PostAsync("/account/erase", ("Proof", Password))).Location, Is.EqualTo("/"));
        Assert.That(await AskedAsync(account), Is.Not.Null);
        Assert.That((await person.GetAsync("/account")).Code, Is.EqualTo(302), "nobody is signed in");
        await using (var db = Database.Open())
            Assert.That(
                await db.Outbox.CountAsync(mail =>
                    mail.Template == "account-erasure-asked" && mail.Recipient == EmailAddress.Parse(account.Email!)
                ),
                Is.EqualTo(1)
            );

        person.ForgetToken();
        await SignInAsync(person, account);
        Assert.That(await AskedAsync(account), Is.Null);
    }

    [Test]
    public async Task Who_answers_for_a_dossier_or_works_for_the_service_reads_what_comes_first()
    {
        foreach (var name in new[] { "Camille", "Olivier" })
        {
            using var busy = await Host.SignInAsync(name);
            Assert.That((await busy.GetAsync("/account/erase")).Body, Does.Not.Contain("name=\"Proof\""), name);
            Assert.That(
                (await busy.PostAsync("/account/erase", ("Proof", $"{name.ToLowerInvariant()}@demo.example"))).Code,
                Is.EqualTo(409),
                name
            );
        }
        await using var db = Database.Open();
        Assert.That(await db.Users.AnyAsync(account => account.ErasureAskedAt != null), Is.False);
    }

    private async Task<Account> OpenAsync()
    {
        using var scope = Host.Services.CreateScope();
        var address = $"oubli.{Guid.NewGuid():N}@test.example";
        var account = new Account
        {
            Name = "Personne Oubliée",
            Email = address,
            UserName = address,
            EmailConfirmed = true,
        };
        await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password);
        return account;
    }

    private static async Task SignInAsync(Visitor visitor, Account account)
    {
        var entered = await visitor.PostAsync("/account/sign-in", ("Email", account.Email!), ("Password", Password));
        Assert.That(entered.Code, Is.EqualTo(302));
        visitor.ForgetToken();
    }

    private async Task<DateTimeOffset?> AskedAsync(Account account)
    {
        await using var db = Database.Open();
        return (await db.Users.AsNoTracking().SingleAsync(one => one.Id == account.Id)).ErasureAskedAt;
    }
}
