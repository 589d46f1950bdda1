using System.Net;
using System.Text;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// A document to print: a small page of HTML in which every text is encoded, with the style that all of the portal's
/// documents share. It names no address and no file.
/// </summary>
public sealed class HtmlDocument
{
    private const string Shared =
        "@page{size:A4;margin:22mm 20mm} body{font-family:'DejaVu Sans',sans-serif;font-size:10.5pt;line-height:1.45;color:#17252d}"
        + " h1{font-size:17pt;color:#0b4f5c;margin:0 0 4mm} h2{font-size:13pt;color:#0b4f5c;margin:7mm 0 2mm;page-break-after:avoid}"
        + " h3{font-size:11pt;margin:5mm 0 1mm;page-break-after:avoid} .mark{font-weight:bold}"
        + " dt{color:#52636c;font-size:9pt;margin-top:3mm;page-break-after:avoid} dd{margin:0;font-weight:bold}"
        + " .hash{font-family:'DejaVu Sans Mono',monospace;font-size:8.5pt;overflow-wrap:anywhere}"
        + " table{border-collapse:collapse;width:100%;margin-top:2mm}"
        + " th,td{border:0.3mm solid #b9c4c9;padding:1.5mm;text-align:left;font-size:9pt;vertical-align:top;overflow-wrap:anywhere}";

    private readonly StringBuilder _head = new();
    private readonly StringBuilder _body = new();
    private readonly string _language;

    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="title">The document's title; it becomes a property of the PDF.</param>
    /// <param name="style">CSS of this kind of document, ours alone.</param>
    public HtmlDocument(string language, string title, string style = "")
    {
        _language = language;
        _head.Append("<meta charset=\"utf-8\"><title>").Append(Encoded(title)).Append("</title>");
        _head.Append("<style>").Append(Shared).Append(' ').Append(style).Append("</style>");
    }

    /// <summary>A property of the PDF.</summary>
    public void Keywords(string words) =>
        _head.Append("<meta name=\"keywords\" content=\"").Append(Encoded(words)).Append("\">");

    public HtmlDocument Open(string tag, string? css = null, string? id = null)
    {
        _body.Append('<').Append(tag);
        if (css is not null)
            _body.Append(" class=\"").Append(css).Append('"');
        if (id is not null)
            _body.Append(" id=\"").Append(Encoded(id)).Append('"');
        _body.Append('>');
        return this;
    }

    public HtmlDocument Close(string tag)
    {
        _body.Append("</").Append(tag).Append('>');
        return this;
    }

    /// <summary>An element with a text, whose lines stay lines.</summary>
    public HtmlDocument Text(string tag, string text, string? css = null, string? id = null)
    {
        Open(tag, css, id);
        _body.Append(Encoded(text).Replace("\n", "<br>", StringComparison.Ordinal));
        return Close(tag);
    }

    /// <summary>A link to an element of the same document.</summary>
    public HtmlDocument Link(string id, string text)
    {
        _body.Append("<a href=\"#").Append(Encoded(id)).Append("\">").Append(Encoded(text)).Append("</a>");
        return this;
    }

    public HtmlDocument Fact(string label, string value, string? css = null) =>
        Text("dt", label).Text("dd", value, css);

    /// <param name="cell"><c>th</c> or <c>td</c>.</param>
    /// <param name="texts">One a cell.</param>
    /// <param name="group"><c>thead</c> or <c>tfoot</c> where the row is one by itself.</param>
    public HtmlDocument Row(string cell, IEnumerable<string> texts, string? group = null)
    {
        if (group is not null)
            Open(group);
        Open("tr");
        foreach (var text in texts)
            Text(cell, text);
        Close("tr");
        return group is null ? this : Close(group);
    }

    public override string ToString() =>
        $"<!doctype html><html lang=\"{_language}\"><head>{_head}</head><body>{_body}</body></html>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
