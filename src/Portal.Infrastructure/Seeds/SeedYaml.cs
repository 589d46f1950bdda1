using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Portal.Infrastructure.Seeds;

/// <summary>
/// Refuses YAML that no call needs before it is built up in memory: a file comes from anywhere once it can be
/// imported. What is nested too deeply would exhaust the stack, which ends the process.
/// </summary>
internal static class SeedYaml
{
    private const int Deepest = 40;

    /// <exception cref="SeedException">The file nests too deeply, or refers to itself.</exception>
    public static void Check(string file, string text)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            var met = parser.Current!;
            depth += met.NestingIncrease;
            if (depth > Deepest)
                throw new SeedException(file, met.Start.Line, SeedRefusals.TooDeep);
            if (met is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                throw new SeedException(file, met.Start.Line, SeedRefusals.Aliases);
        }
    }
}
