using Microsoft.Extensions.Hosting;
using Portal.Web.Demo;

namespace Portal.Web.Tests.Pages;

[TestFixture]
internal sealed class DemoModeTests
{
    [TestCase("Production"), TestCase("Staging")]
    public void A_demonstration_does_not_start_outside_development(string environment)
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            _ = new DemoMode(Stage.Settings(("Portal:Demo", "true")), new Environment(environment))
        );
        Assert.That(refused!.Message, Does.Contain(environment));
    }

    [Test]
    public async Task Without_demonstration_there_is_no_bar_no_clock_and_no_entering_as_somebody()
    {
        await using var database = await TestDatabase.CreateDemonstrationAsync();
        await using var host = new PortalHost(database, demonstration: false);
        using var visitor = host.NewVisitor();
        Assert.That((await visitor.GetAsync("/")).Body, Does.Not.Contain("demo-bar"));
        Assert.That((await visitor.PostAsync("/demo/clock", ("move", "day"))).Code, Is.EqualTo(404));
        await using var db = database.Open();
        var camille = await db
            .Users.Where(account => account.Email == "camille@demo.example")
            .Select(account => account.Id)
            .SingleAsync();
        Assert.That((await visitor.PostAsync("/demo/sign-in", ("id", camille.ToString()))).Code, Is.EqualTo(404));
    }

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "portal";

        public string ContentRootPath { get; set; } = "/";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
