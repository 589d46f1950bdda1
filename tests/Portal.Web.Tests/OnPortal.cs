using NUnit.Framework.Interfaces;

namespace Portal.Web.Tests;

/// <summary>A fixture with the whole portal on a copy of the demonstration.</summary>
public abstract class OnPortal
{
    protected TestDatabase Database { get; private set; } = null!;

    protected PortalHost Host { get; private set; } = null!;

    protected virtual (string Key, string Value)[] Settings => [];

    protected virtual Printing Printing => Printing.Blank;

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        Database = await TestDatabase.CreateDemonstrationAsync();
        Host = new PortalHost(Database, demonstration: true, Settings) { Printing = Printing };
        _ = Host.Server;
    }

    [TearDown]
    public void TellErrors()
    {
        if (
            TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed
            && Host.Errors is { Length: > 0 } errors
        )
            TestContext.Out.WriteLine($"The portal logged: {errors}");
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }
}
