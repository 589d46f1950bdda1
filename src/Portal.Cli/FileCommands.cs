using System.CommandLine;

namespace Portal.Cli;

/// <summary>The commands on files; their formats are in docs/on-files.md.</summary>
public static class FileCommands
{
    private const int CantBeDone = 1;
    private const int CantBeRead = 2;

    /// <returns>0 when done; 1 where what is asked can't be; 2 where what was given can't be read.</returns>
    public static int Run(string[] words, TextWriter output, TextWriter errors)
    {
        var commands = new RootCommand("Prepares and reproduces evaluations on files.")
        {
            MatchCommand.Make(),
            RankCommand.Make(),
        };
        var asked = commands.Parse(words);
        foreach (var error in asked.Errors)
            errors.WriteLine(error.Message);
        if (asked.Errors.Count > 0)
            return CantBeRead;
        return Invoke(asked, new InvocationConfiguration { Output = output, Error = errors });
    }

    private static int Invoke(ParseResult asked, InvocationConfiguration told)
    {
        told.EnableDefaultExceptionHandler = false;
        try
        {
            return asked.Invoke(told);
        }
        catch (ImpossibleException impossible)
        {
            told.Error.WriteLine(impossible.Message);
            return CantBeDone;
        }
        catch (Exception wrong) when (wrong is InputException or IOException or UnauthorizedAccessException)
        {
            told.Error.WriteLine(wrong.Message);
            return CantBeRead;
        }
    }
}
