using Portal.Cli;

namespace Portal.Infrastructure.Tests.OnFiles;

/// <summary>A folder of its own in which commands are run on files.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("on-files").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Put(string name, params string[] lines)
    {
        File.WriteAllLines(this[name], lines);
        return this[name];
    }

    public string[] Lines(string name) => File.ReadAllLines(this[name]);

    public static (int Code, string Output, string Errors) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = FileCommands.Run(words, output, errors);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
