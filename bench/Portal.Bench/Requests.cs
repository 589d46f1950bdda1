using System.Globalization;
using System.Net;
using System.Text;

namespace Portal.Bench;

/// <summary>A request as a browser sends it, made once, so that the client costs little; a renewed session is taken over.</summary>
internal sealed class Request(string line, Session? session, string form = "", bool isSave = false)
{
    private const string Revision = "&revision=";
    private const int Digits = 9;
    private byte[] _bytes = Write(line, session, form, isSave);

    public static Request Get(string path, Session? session) => new($"GET {path} HTTP/1.1", session);

    /// <summary>A form to save, whose revision stands at its end.</summary>
    public static Request Save(string path, Session session, IEnumerable<(string Name, string Value)> fields)
    {
        var pairs = fields.Append(("__RequestVerificationToken", session.Token));
        var form = string.Join(
            '&',
            pairs.Select(pair => $"{WebUtility.UrlEncode(pair.Item1)}={WebUtility.UrlEncode(pair.Item2)}")
        );
        return new Request($"POST {path} HTTP/1.1", session, form, isSave: true);
    }

    /// <summary>The bytes to send after an answer.</summary>
    public byte[] After(Reply? last)
    {
        if (last?.Session is { } renewed)
            _bytes = Write(line, session!.With(renewed), form, isSave);
        return _bytes;
    }

    public byte[] After(Reply? last, int revision)
    {
        var bytes = After(last);
        Encoding.ASCII.GetBytes(revision.ToString("D9", CultureInfo.InvariantCulture), bytes.AsSpan(^Digits..));
        return bytes;
    }

    private static byte[] Write(string line, Session? session, string form, bool isSave)
    {
        var head =
            $"{line}\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nAccept-Language: fr\r\n{(session is null ? "" : $"Cookie: {session.Cookies}\r\n")}";
        var body = isSave ? form + Revision + new string('0', Digits) : "";
        var kind = isSave
            ? $"Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n"
            : "Accept: text/html\r\n";
        return Encoding.ASCII.GetBytes($"{head}{kind}\r\n{body}");
    }
}
