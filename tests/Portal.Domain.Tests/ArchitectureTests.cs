namespace Portal.Domain.Tests;

[TestFixture]
internal sealed class ArchitectureTests
{
    [Test]
    public void The_domain_knows_nothing_but_the_language()
    {
        var references = typeof(Call).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();
        Assert.That(references, Is.Not.Empty);
        Assert.That(references, Has.All.StartsWith("System."));
    }
}
