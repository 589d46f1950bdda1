using Portal.Cli;

namespace Portal.Infrastructure.Tests.OnFiles;

/// <summary>Runs commands on files, in a folder of its own.</summary>
internal abstract class InFolder
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("on-files").FullName;

    [TearDown]
    public void Clear() => Directory.Delete(_folder, recursive: true);

    protected string PathOf(string name) => Path.Combine(_folder, name);

    protected string Put(string name, params string[] lines)
    {
        File.WriteAllLines(PathOf(name), lines);
        return PathOf(name);
    }

    protected string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    protected static (int Code, string Output, string Errors) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = FileCommands.Run(words, output, errors);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }
}
