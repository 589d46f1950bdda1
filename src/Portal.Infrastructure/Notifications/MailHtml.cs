using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Infrastructure.Notifications;

/// <param name="Link">The address of a button; null for words.</param>
internal sealed record MailParagraph(string Text, string? Link = null);

/// <summary>
/// A mail's words as HTML, for programs that show it: one column that fits 320 pixels, in the reader's light or dark
/// colours, with a line for the list of mails. All of its style stands in one element, the same in every mail.
/// </summary>
public static partial class MailHtml
{
    /// <summary>The id of the picture that mails bring along (RFC 2392).</summary>
    public const string Logo = "logo@portal";

    private const string Style = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        body{margin:0;padding:0;background:#fbfaf7;color:#17252d;font:16px/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;-webkit-text-size-adjust:100%}
        .sheet{box-sizing:border-box;max-width:600px;margin:0 auto;padding:24px 16px;background:#fff;overflow-wrap:anywhere;word-break:break-word}
        .head{border-bottom:1px solid #d9dcd8;padding-bottom:12px;font-weight:700}
        .head img{vertical-align:middle;margin-right:10px}
        p{margin:16px 0}
        a{color:#0b4f5c}
        .button{display:inline-block;box-sizing:border-box;max-width:100%;padding:10px 16px;border-radius:6px;background:#0b4f5c;color:#fff;text-decoration:none}
        .foot{color:#4d5d66;font-size:14px}
        .preheader{display:none;max-height:0;overflow:hidden}
        @media (prefers-color-scheme:dark){
        body{background:#10181c;color:#e9eef0}
        .sheet{background:#172126}
        .head{border-color:#35434a}
        a{color:#7fcbd6}
        .button{background:#7fcbd6;color:#10181c}
        .foot{color:#b0bdc3}
        }
        """;

    /// <summary>Lets a page of the portal show a mail as it is: its style by its hash, pictures from the portal, and nothing else.</summary>
    public static string ContentPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "img-src 'self'; frame-ancestors 'self'; sandbox allow-popups";

    internal static string Write(
        string language,
        string sender,
        string subject,
        IReadOnlyList<MailParagraph> paragraphs,
        IReadOnlyList<string> foot,
        Func<string, bool> isTrusted
    )
    {
        var html = new StringBuilder($"<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">")
            .Append("<meta name=\"supported-color-schemes\" content=\"light dark\">")
            .Append($"<title>{Encoded(subject)}</title><style>{Style}</style></head><body>");
        if (PreheaderOf(paragraphs) is { } preheader)
            html.Append($"<div class=\"preheader\">{Encoded(preheader)}</div>");
        html.Append("<div class=\"sheet\"><div class=\"head\">")
            .Append($"<img src=\"cid:{Logo}\" width=\"40\" height=\"40\" alt=\"\">{Encoded(sender)}</div>");
        foreach (var (text, link) in paragraphs)
            html.Append(
                link is null
                    ? $"<p>{Linked(text, isTrusted)}</p>"
                    : $"<p><a class=\"button\" href=\"{Encoded(link)}\">{Encoded(text)}</a></p>"
            );
        foreach (var text in foot)
            html.Append($"<p class=\"foot\">{Linked(text, isTrusted)}</p>");
        return html.Append("</div></body></html>").ToString();
    }

    /// <summary>The first thing that it tells after the greeting.</summary>
    private static string? PreheaderOf(IReadOnlyList<MailParagraph> paragraphs) =>
        paragraphs.Skip(1).FirstOrDefault(one => one.Link is null)?.Text.ReplaceLineEndings(" ");

    /// <summary>What somebody typed into a title or a name is read, and leads nowhere.</summary>
    private static string Linked(string text, Func<string, bool> isTrusted)
    {
        var html = new StringBuilder();
        var from = 0;
        foreach (var link in Links().Matches(text).Cast<Match>().Where(one => isTrusted(one.Value)))
        {
            html.Append(Encoded(text[from..link.Index]));
            html.Append($"<a href=\"{Encoded(link.Value)}\">{Encoded(link.Value)}</a>");
            from = link.Index + link.Length;
        }
        return html.Append(Encoded(text[from..])).Replace("\n", "<br>\n").ToString();
    }

    /// <summary>The addresses that stand in a text.</summary>
    public static IEnumerable<string> LinksIn(string text) => Links().Matches(text).Select(link => link.Value);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(
        @"(?<![^\s(])https?://[^\s<>""]*[^\s<>"".,;:!?)]",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Links();
}
