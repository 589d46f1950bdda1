namespace Portal.Infrastructure.Tests;

/// <summary>A fixture with a database of its own.</summary>
public abstract class OnDatabase
{
    protected TestDatabase Database { get; private set; } = null!;

    protected Stage Stage { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        Database = await TestDatabase.CreateAsync();
        Stage = new Stage(Database);
    }

    [OneTimeTearDown]
    public async Task DropDatabase() => await Database.DisposeAsync();
}
