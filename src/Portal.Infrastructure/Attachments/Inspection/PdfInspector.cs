using System.Text;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>
/// A PDF that begins and ends as one, runs no script, starts no program and can be read without a password. Actions are
/// found by their names, whose characters may be written as numbers, also where objects are packed together.
/// </summary>
internal static class PdfInspector
{
    private const int Head = 1_024;
    private const int Tail = 2_048;
    private const int MaxName = 64;
    private static readonly HashSet<string> Active = new(StringComparer.Ordinal) { "JavaScript", "Launch" };

    public static void Inspect(Stream content)
    {
        CheckFrame(content);
        ZipFrame.RefuseHidden(content);
        content.Position = 0;
        var bundles = new PdfBundles(content);
        var reader = new ByteReader(content);
        while (reader.SkipTo((byte)'/'))
            if (Take(reader) == "ObjStm")
                bundles.Note(reader.Position);
        bundles.Inspect(Names);
    }

    /// <summary>Reads all names.</summary>
    private static void Names(ByteReader reader)
    {
        while (reader.SkipTo((byte)'/'))
            Take(reader);
    }

    /// <summary>Reads a name, and what follows where that decides.</summary>
    private static string Take(ByteReader reader)
    {
        var name = ReadName(reader);
        while (name == "S")
        {
            SkipSpace(reader);
            if (reader.Peek() != '/')
                return name;
            name = ReadName(reader);
            if (Active.Contains(name))
                throw new RefusedException(FileRefusals.ActivePdf);
        }
        if (Active.Contains(name))
        {
            // The name as an object of its own, which an action refers to.
            SkipSpace(reader);
            if (reader.Takes("endobj"u8))
                throw new RefusedException(FileRefusals.ActivePdf);
        }
        if (name == "Encrypt")
        {
            SkipSpace(reader);
            if (reader.Peek() is '<' or (>= '0' and <= '9'))
                throw new RefusedException(FileRefusals.Encrypted);
        }
        return name;
    }

    private static void CheckFrame(Stream content)
    {
        var head = new byte[Math.Min(Head, content.Length)];
        content.Position = 0;
        content.ReadExactly(head);
        if (Magic.HoldsMarkup(head))
            throw new RefusedException(FileRefusals.Polyglot);
        var tail = new byte[Math.Min(Tail, content.Length)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("%%EOF"u8);
        if (end < 0)
            throw new InvalidDataException("The end is missing.");
        if (tail.AsSpan(end + 5).ContainsAnyExcept("\0\t\n\f\r "u8))
            throw new RefusedException(FileRefusals.Polyglot);
    }

    /// <summary>A name from its slash on, the characters that are written as numbers read as themselves.</summary>
    private static string ReadName(ByteReader reader)
    {
        reader.Read();
        var name = new StringBuilder();
        while (name.Length < MaxName && reader.Peek() is var next and > ' ' && !"()<>[]{}/%".Contains((char)next))
        {
            reader.Read();
            name.Append(next == '#' ? Escaped(reader) : (char)next);
        }
        return name.ToString();
    }

    private static char Escaped(ByteReader reader)
    {
        if (!char.IsAsciiHexDigit((char)Math.Max(0, reader.Peek())))
            return '#';
        var high = Convert.ToInt32(((char)reader.Read()).ToString(), 16);
        return char.IsAsciiHexDigit((char)Math.Max(0, reader.Peek()))
            ? (char)(high << 4 | Convert.ToInt32(((char)reader.Read()).ToString(), 16))
            : '#';
    }

    /// <summary>Spaces, and comments between them.</summary>
    private static void SkipSpace(ByteReader reader)
    {
        reader.SkipWhile(IsSpace);
        while (reader.Peek() == '%')
        {
            reader.SkipWhile(next => next is not ('\r' or '\n'));
            reader.SkipWhile(IsSpace);
        }
    }

    internal static bool IsSpace(int next) => next is 0 or '\t' or '\n' or '\f' or '\r' or ' ';
}
