using System.Globalization;
using System.Net;
using System.Text;

namespace Portal.Bench;

/// <summary>Requests as a browser sends them, made once.</summary>
internal static class Requests
{
    public static byte[] Get(string path, Session? session) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: fr\r\n{(session is null ? "" : $"Cookie: {session.Cookies}\r\n")}\r\n"
        );

    /// <summary>A form that is written once; only the revision at its end is put in anew, so that the client costs little.</summary>
    public static Func<int, byte[]> Save(string path, Session session, IEnumerable<(string Name, string Value)> fields)
    {
        const int digits = 9;
        var body = string.Join(
            '&',
            fields
                .Append(("__RequestVerificationToken", session.Token))
                .Select(field => $"{WebUtility.UrlEncode(field.Item1)}={WebUtility.UrlEncode(field.Item2)}")
        );
        var length = body.Length + "&revision=".Length + digits;
        var request = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nCookie: {session.Cookies}\r\n"
                + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
                + $"{body}&revision={new string('0', digits)}"
        );
        return revision =>
        {
            Encoding.ASCII.GetBytes(revision.ToString("D9", CultureInfo.InvariantCulture), request.AsSpan(^digits..));
            return request;
        };
    }
}
