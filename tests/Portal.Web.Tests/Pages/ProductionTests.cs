using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Pages;

/// <summary>The portal as an operator starts it.</summary>
[TestFixture]
internal sealed class ProductionTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-certificates-").FullName;

    [OneTimeTearDown]
    public void RemoveCertificates() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Over_https_it_binds_browsers_and_its_cookies_to_its_host()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ForgetClockAsync(database);
        await using var host = InProduction(database);
        using var client = host.CreateClient();
        client.BaseAddress = new Uri("https://portail.example");
        using var page = await client.GetAsync("/account/sign-in");
        Assert.That(
            page.Headers.GetValues("Strict-Transport-Security").Single(),
            Is.EqualTo("max-age=31536000; includeSubDomains")
        );
        Assert.That(
            page.Headers.GetValues("Set-Cookie"),
            Is.Not.Empty.And.All.StartsWith("__Host-").And.All.Contains("secure; samesite=")
        );
    }

    [Test]
    public async Task On_the_database_of_a_demonstration_it_does_not_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = InProduction(database);
        var refused = Assert.Throws<InvalidOperationException>(() => host.CreateClient());
        Assert.That(refused!.Message, Does.Contain("clock"));
    }

    [Test]
    public async Task Migrated_and_no_more_it_has_its_roles_but_no_call_and_its_pages_say_so()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ForgetClockAsync(database);
        await using (var owner = database.OpenAsOwner())
        {
            await owner.Database.ExecuteSqlRawAsync("truncate calls cascade");
            await owner.Roles.ExecuteDeleteAsync();
        }
        await Migrator.MigrateAsync(database.Owner);

        await using var host = InProduction(database);
        using var visitor = host.NewVisitor();
        foreach (var path in new[] { "/", "/calls" })
            Assert.That((await visitor.GetAsync(path)).Body, Does.Contain("Aucun appel n’est encore publié"), path);
        Assert.That((await visitor.GetAsync("/calls?search=x")).Body, Does.Contain("Aucun appel ne répond"));
        Assert.That(
            (await visitor.GetAsync("/api/v1/calls", "application/json")).Body,
            Does.StartWith("{\"items\":[]")
        );
        await using var db = database.Open();
        Assert.That(await db.Roles.CountAsync(), Is.EqualTo(Enum.GetValues<PortalRole>().Length));
    }

    [Test]
    public async Task The_keys_of_cookies_are_encrypted_and_read_again_after_the_certificate_was_renewed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ForgetClockAsync(database);
        var (old, renewed) = (
            Certificate("old", X509KeyUsageFlags.KeyEncipherment),
            Certificate("renewed", X509KeyUsageFlags.KeyEncipherment)
        );
        await using var before = InProduction(database, ("Keys:Certificate", old));
        var protectedWord = Protector(before).Protect("mot");
        await using var db = database.Open();
        var key = (await db.DataProtectionKeys.AsNoTracking().SingleAsync()).Xml;
        Assert.That(key, Does.Contain("EncryptedData").And.Not.Contain("<masterKey"));

        await using var after = InProduction(database, ("Keys:Certificate", renewed), ("Keys:Former:0", old));
        Assert.That(Protector(after).Unprotect(protectedWord), Is.EqualTo("mot"));
        await using var without = InProduction(database, ("Keys:Certificate", renewed));
        Assert.That(() => Protector(without).Unprotect(protectedWord), Throws.InstanceOf<CryptographicException>());
    }

    private static IDataProtector Protector(PortalHost host) =>
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private PortalHost InProduction(TestDatabase database, params (string Key, string Value)[] settings) =>
        new(
            database,
            demonstration: false,
            [
                (WebHostDefaults.EnvironmentKey, "Production"),
                ("OpenId:SigningCertificate", Certificate("signing", X509KeyUsageFlags.DigitalSignature)),
                ("OpenId:EncryptionCertificate", Certificate("encryption", X509KeyUsageFlags.KeyEncipherment)),
                .. settings,
            ]
        );

    private string Certificate(string name, X509KeyUsageFlags usage) => Certificates.Make(_folder, name, usage);

    private static async Task ForgetClockAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.DemoClock.ExecuteDeleteAsync();
    }
}
