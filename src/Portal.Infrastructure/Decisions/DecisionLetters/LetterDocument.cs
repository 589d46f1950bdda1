using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Decisions.DecisionLetters;

/// <summary>The letter with a decision, as a document to print: the call's own words, or the portal's where it has none.</summary>
public sealed class LetterDocument(Texts.Texts texts)
{
    private const string Style = ".to{margin:6mm 0 8mm 85mm} .by{margin-top:10mm;page-break-inside:avoid}";

    /// <summary>The language in which a decision is told; a letter in the other says that it is a translation.</summary>
    public const string Official = "fr";

    /// <param name="matter">What it says.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public string Write(LetterMatter matter, string language)
    {
        var values = ValuesOf(matter, language);
        var (subject, body) = WordsOf(matter, language);
        var html = new HtmlDocument(language, TextFields.Fill(subject, values), Style);
        Head(html, matter, language);
        html.Text("p", $"{matter.Lead}\n{matter.Carrier}".Trim(), "to")
            .Text("p", values["date"])
            .Text("h1", TextFields.Fill(subject, values));
        foreach (
            var paragraph in TextFields
                .Fill(LetterTemplate.WithAppeal(body), values)
                .ReplaceLineEndings("\n")
                .Split("\n\n")
        )
            if (!string.IsNullOrWhiteSpace(paragraph))
                html.Text("p", paragraph.Trim());
        html.Text("p", $"{matter.Signatory.Name}\n{matter.Signatory.Capacity.In(language)}".Trim(), "by");
        return html.ToString();
    }

    public string FileNameOf(LetterMatter matter, string language) =>
        $"{matter.Number}-{texts.In(language, "letters.file-name")}.pdf";

    private void Head(HtmlDocument html, LetterMatter matter, string language)
    {
        if (!matter.IsTold)
            html.Text("p", texts.In(language, "letters.preview-mark"), "mark");
        if (matter.IsDemonstration)
            html.Text("p", texts.In(language, "letters.demonstration"), "mark");
        if (language != Official)
            html.Text("p", texts.In(language, "letters.translation"), "mark");
        html.Text("p", matter.Call.Service?.Designation.In(language) ?? texts.In(language, "mail.sender"), "mark")
            .Text("p", matter.Call.Title.In(language));
    }

    private (string Subject, string Body) WordsOf(LetterMatter matter, string language)
    {
        var outcome = matter.Decision.Outcome;
        return matter.Letters.FirstOrDefault(one => one.Outcome == outcome) is { } own
            ? (own.Subject.In(language), own.Body.In(language))
            : (texts.In(language, $"letters.{outcome}-subject"), texts.In(language, $"letters.{outcome}-body"));
    }

    private Dictionary<string, string> ValuesOf(LetterMatter matter, string language)
    {
        var decision = matter.Decision;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dossier.title"] = matter.Title.ReplaceLineEndings(" "),
            ["dossier.number"] = matter.Number,
            ["carrier"] = matter.Carrier,
            ["call"] = matter.Call.Title.In(language),
            ["wave"] = matter.Wave.Number.ToString(CultureInfo.InvariantCulture),
            ["date"] = Dates.Day(matter.At, language),
            ["amount"] = decision.Amount is { } amount ? Dates.Amount(amount.Euros, language) : "",
            ["rank"] = decision.ReserveRank?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["conditions"] =
                decision.Conditions.Length > 0
                    ? $"{texts.In(language, "letters.conditions")}\n{decision.Conditions}"
                    : "",
            [LetterTemplate.Reasons] = ReasonsOf(decision, language),
            ["next-cut-off"] = matter.NextCutOff is { } next ? Dates.Long(next, language) : "",
            [LetterTemplate.Appeal] = AppealOf(matter, language),
        };
    }

    private static string ReasonsOf(Decision decision, string language) =>
        string.Join(
            "\n\n",
            decision.Criteria.Select(one => $"{one.Title.In(language)}\n{one.Text}").Prepend(decision.Reason)
        );

    /// <summary>The ways and the time to contest it (art. L.411-2 CRPA, R.421-1, R.421-5 and R.421-7 CJA).</summary>
    private string AppealOf(LetterMatter matter, string language) =>
        texts.In(
            language,
            "letters.appeal",
            matter.Call.Service is { } service
                ? $"{service.Designation.In(language)}, {service.PostalAddress.Trim().ReplaceLineEndings(", ")}"
                : matter.Call.Title.In(language)
        );
}
