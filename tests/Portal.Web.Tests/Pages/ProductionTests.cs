using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;

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

    private PortalHost InProduction(TestDatabase database) =>
        new(
            database,
            demonstration: false,
            (WebHostDefaults.EnvironmentKey, "Production"),
            ("OpenId:SigningCertificate", Certificate("signing", X509KeyUsageFlags.DigitalSignature)),
            ("OpenId:EncryptionCertificate", Certificate("encryption", X509KeyUsageFlags.KeyEncipherment))
        );

    private string Certificate(string name, X509KeyUsageFlags usage) => Certificates.Make(_folder, name, usage);

    private static async Task ForgetClockAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.DemoClock.ExecuteDeleteAsync();
    }
}
