using System.Net;
using System.Text;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>The receipt as a document to print: the same facts as on screen, nothing from elsewhere.</summary>
internal sealed class ReceiptDocument(Texts texts)
{
    private const string Style =
        "@page{size:A4;margin:22mm 20mm} body{font-family:'DejaVu Sans',sans-serif;font-size:10.5pt;line-height:1.45;color:#17252d}"
        + " h1{font-size:17pt;color:#0b4f5c;margin:0 0 4mm} .number{font-size:22pt;font-weight:bold;margin:6mm 0}"
        + " dt{color:#52636c;font-size:9pt;margin-top:3mm} dd{margin:0;font-weight:bold} .hash{font-family:'DejaVu Sans Mono',monospace;font-size:8.5pt;overflow-wrap:anywhere}"
        + " table{border-collapse:collapse;width:100%;margin-top:2mm} th,td{border:0.3mm solid #b9c4c9;padding:1.5mm;text-align:left;font-size:9pt}";

    public string Write(ReceiptPage receipt)
    {
        var language = texts.Language;
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"")
            .Append(language)
            .Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(Encoded($"{texts["dossiers.receipt"]} {receipt.Number}"))
            .Append("</title><style>")
            .Append(Style)
            .Append("</style></head><body>");
        html.Append("<h1>")
            .Append(Encoded(texts["dossiers.receipt"]))
            .Append("</h1><p>")
            .Append(Encoded(texts["shared.name"]))
            .Append("</p>");
        if (receipt.IsDemonstration)
            html.Append("<p><strong>").Append(Encoded(texts["shared.demonstration"])).Append("</strong></p>");
        if (receipt.IsWithdrawn)
            html.Append("<p><strong>").Append(Encoded(texts["dossiers.receipt-withdrawn"])).Append("</strong></p>");
        html.Append("<p class=\"number\">").Append(Encoded(receipt.Number)).Append("</p><dl>");
        Fact(html, texts["dossiers.project"], receipt.Title);
        Fact(html, texts["dossiers.call"], $"{receipt.Call.Title.In(language)} – {texts["calls.wave", receipt.Wave]}");
        Fact(
            html,
            texts["dossiers.received"],
            $"{Dates.Long(receipt.FiledAt, language)} ({Dates.Time(receipt.FiledAt)})"
        );
        Fact(
            html,
            texts["dossiers.for-cut-off"],
            Dates.Long(receipt.CutOff, language) + (receipt.InGrace ? " " + texts["dossiers.in-grace"] : "")
        );
        Fact(html, texts["dossiers.filed-by"], receipt.FiledBy);
        Fact(
            html,
            texts["dossiers.version"],
            receipt.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        html.Append("<dt>")
            .Append(Encoded(texts["dossiers.sha256"]))
            .Append("</dt><dd class=\"hash\">")
            .Append(Encoded(receipt.Sha256))
            .Append("</dd></dl>");
        Files(html, receipt.Files);
        return html.Append("<p>")
            .Append(Encoded(texts["dossiers.sha256-help"]))
            .Append("</p></body></html>")
            .ToString();
    }

    private void Files(StringBuilder html, IReadOnlyList<FilePart> files)
    {
        if (files.Count == 0)
            return;
        html.Append("<h2>")
            .Append(Encoded(texts["dossiers.files"]))
            .Append("</h2><table><thead><tr><th>")
            .Append(Encoded(texts["dossiers.file-name"]))
            .Append("</th><th>")
            .Append(Encoded(texts["dossiers.sha256"]))
            .Append("</th></tr></thead><tbody>");
        foreach (var file in files)
            html.Append("<tr><td>")
                .Append(Encoded(file.Name))
                .Append("</td><td class=\"hash\">")
                .Append(Encoded(file.Sha256))
                .Append("</td></tr>");
        html.Append("</tbody></table>");
    }

    private static void Fact(StringBuilder html, string label, string value) =>
        html.Append("<dt>").Append(Encoded(label)).Append("</dt><dd>").Append(Encoded(value)).Append("</dd>");

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
