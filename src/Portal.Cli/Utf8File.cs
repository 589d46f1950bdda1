using System.Text;

namespace Portal.Cli;

/// <summary>A file of text that is given: there, and in UTF-8.</summary>
internal static class Utf8File
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <exception cref="InputException">The file is missing.</exception>
    public static StreamReader Open(string file) =>
        File.Exists(file) ? new StreamReader(file, Strict) : throw new InputException($"{file} doesn't exist.");

    /// <exception cref="InputException">The file is missing, or not in UTF-8.</exception>
    public static IEnumerable<string> Lines(string file)
    {
        using var reader = Open(file);
        while (Read(file, reader.ReadLine) is { } line)
            yield return line;
    }

    /// <summary>Reads on in a file.</summary>
    /// <exception cref="InputException">It is not in UTF-8.</exception>
    public static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{file} is not in UTF-8: save it so, spreadsheets offer that.");
        }
    }
}
