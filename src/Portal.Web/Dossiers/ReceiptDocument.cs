using System.Globalization;
using Portal.Infrastructure;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>The receipt as a document to print: the same facts as on screen, nothing from elsewhere.</summary>
public sealed class ReceiptDocument(Texts texts, PortalAddress address)
{
    private const string Style =
        ".number{font-size:22pt;font-weight:bold;margin:6mm 0} @page{@bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}}";

    public string Write(ReceiptPage receipt)
    {
        var language = texts.Language;
        var html = new HtmlDocument(language, $"{texts["dossiers.receipt"]} {receipt.Number}", Style);
        // Read by bin/verify-receipt.
        html.Keywords($"{receipt.Number}, sha256:{receipt.Sha256}");
        html.Text("h1", texts["dossiers.receipt"]).Text("p", texts["shared.name"]);
        if (receipt.IsDemonstration)
            html.Text("p", texts["shared.demonstration"], "mark");
        if (receipt.IsWithdrawn)
            html.Text("p", texts["dossiers.receipt-withdrawn"], "mark");
        if (receipt.Complements is { } asked)
            html.Text("p", asked.In(texts, receipt.FiledAt), "mark");
        html.Text("p", receipt.Number, "number").Open("dl");
        if (receipt.Step is { } step)
            html.Fact(texts["steps.step"], $"{step.Title.In(language)} ({step.Number} / {step.Of})");
        html.Fact(texts["dossiers.project"], receipt.Title)
            .Fact(texts["dossiers.call"], $"{receipt.Call.Title.In(language)} – {texts["calls.wave", receipt.Wave]}")
            .Fact(
                texts["dossiers.received"],
                $"{Dates.Long(receipt.FiledAt, language)} ({Dates.Time(receipt.FiledAt)})"
            )
            .Fact(
                texts["dossiers.for-cut-off"],
                Dates.Long(receipt.CutOff, language) + (receipt.InGrace ? " " + texts["dossiers.in-grace"] : "")
            )
            .Fact(texts["dossiers.filed-by"], receipt.FiledBy)
            .Fact(texts["dossiers.version"], receipt.Version.ToString(CultureInfo.InvariantCulture))
            .Fact(texts["dossiers.sha256"], receipt.Sha256, "hash")
            .Close("dl");
        Signatures(html, receipt);
        Service(html, receipt);
        Silence(html, receipt);
        FileTable.Write(html, texts, receipt.Files);
        return html.Text("p", texts["dossiers.sha256-help"])
            .Text("p", texts["receipt.verify-at", address.Of("/verify")])
            .ToString();
    }

    private void Signatures(HtmlDocument html, ReceiptPage receipt)
    {
        if (receipt.Signatures.Count == 0)
            return;
        html.Text("h2", texts["signatures.title"]);
        if (receipt.SignedBefore is { } before)
        {
            html.Text("p", texts["signatures.of-earlier", before.Version, receipt.Version]);
            html.Text("p", $"{texts["signatures.hash"]} {before.Content}");
        }
        foreach (var signed in receipt.Signatures)
            html.Text(
                "p",
                texts["signatures.on-receipt", signed.Partner, signed.By, Dates.Long(signed.At, texts.Language)]
            );
    }

    /// <summary>Art. R.112-5, 2° CRPA.</summary>
    private void Service(HtmlDocument html, ReceiptPage receipt)
    {
        if (receipt.Service is not { } service)
            return;
        html.Text("h2", texts["receipt.service"])
            .Open("dl")
            .Fact(texts["receipt.designation"], service.Designation.In(texts.Language))
            .Fact(texts["receipt.post"], service.PostalAddress)
            .Fact(texts["receipt.e-mail"], service.Email)
            .Fact(texts["receipt.phone"], service.Phone)
            .Close("dl");
    }

    /// <summary>Art. R.112-5, 1° and 3° CRPA.</summary>
    private void Silence(HtmlDocument html, ReceiptPage receipt)
    {
        if (receipt.Silence is not { } silence || receipt.SilenceCountsFrom is not { } from)
            return;
        html.Text("h2", texts["receipt.silence"])
            .Text("p", texts[$"receipt.silence-{silence.Means}", Dates.Day(from, texts.Language)], "mark")
            .Text("p", texts["receipt.silence-goes-on"])
            .Text("p", silence.Source.In(texts.Language));
        if (silence.Appeal is { } appeal)
            html.Text("h3", texts["receipt.appeal"]).Text("p", appeal.In(texts.Language));
    }
}

/// <summary>The list of files with their hashes, as the receipt and the dossier print it.</summary>
internal static class FileTable
{
    public const string Id = "files";

    public static void Write(HtmlDocument html, Texts texts, IReadOnlyList<FilePart> files)
    {
        if (files.Count == 0)
            return;
        html.Text("h2", texts["dossiers.files"], id: Id).Open("table");
        html.Row("th", [texts["dossiers.file-name"], texts["dossiers.sha256"]], group: "thead");
        html.Open("tbody");
        foreach (var file in files)
            html.Open("tr").Text("td", file.Name).Text("td", file.Sha256, "hash").Close("tr");
        html.Close("tbody").Close("table");
    }
}
