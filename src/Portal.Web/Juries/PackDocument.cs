using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;

namespace Portal.Web.Juries;

/// <summary>
/// The documents of a sitting to print or to take along: the agenda, then each dossier as it was filed with the experts'
/// reviews under letters. It names no expert.
/// </summary>
public sealed class PackDocument(Texts texts, DossierDocument dossiers)
{
    private const string Style =
        "@page{@bottom-left{content:string(title);font-size:8pt;width:75%} @bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}}"
        + " h1{string-set:title content()} .item{page-break-before:always} .none{color:#52636c;font-style:italic;font-weight:normal} dd.text{font-weight:normal}";

    public string FileNameOf(Pack pack) =>
        $"{texts["juries.pack-file"]}-{Dates.Civil(pack.Start.At).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}.pdf";

    public string Write(Pack pack)
    {
        var html = new HtmlDocument(texts.Language, $"{pack.Jury} – {Dates.Day(pack.Start.At, texts.Language)}", Style);
        html.Text("h1", pack.Jury)
            .Text("p", $"{Dates.Long(pack.Start, texts.Language)}{(pack.Place.Length > 0 ? $" · {pack.Place}" : "")}")
            .Text("h2", texts["juries.agenda"])
            .Open("table")
            .Row("th", [texts["juries.item"], texts["juries.at"], texts["reviews.dossier"]], "thead")
            .Open("tbody");
        foreach (var row in pack.Agenda)
            html.Row(
                "td",
                [
                    $"{row.Place}",
                    row.Clock,
                    row.IsHeard ? $"{row.Number} – {row.Title}" : texts["juries.you-leave", row.Place],
                ]
            );
        html.Close("tbody").Close("table");
        foreach (var item in pack.Items)
            Item(html, item);
        return html.ToString();
    }

    private void Item(HtmlDocument html, PackItem item)
    {
        html.Open("section", "item").Text("h1", $"{item.Row.Place}. {item.Row.Number} – {item.Row.Title}");
        html.Text("p", item.Row.Lead);
        if (item.Synthesis is { } synthesis)
        {
            html.Text("h2", texts["synthesis.title"])
                .Text("p", texts["juries.synthesis-opinions", synthesis.Agree, synthesis.Object]);
            Sheet(html, synthesis.Sheet, synthesis.Grid);
        }
        if (item.Reviews.Count > 0)
            html.Text("h2", texts["juries.reviews"]);
        foreach (var review in item.Reviews)
            Review(html, review);
        dossiers.WriteAnswers(html, item.Content, idPrefix: $"{item.Row.Place}-");
        html.Close("section");
    }

    private void Review(HtmlDocument html, PackReview review)
    {
        var score = texts["reviews.score-out-of", Dates.Score(review.Score ?? 0, texts.Language), review.Grid.Scale.To];
        html.Text("h3", $"{texts["reviews.expert-letter", review.Letter]} – {score}");
        Sheet(html, review.Sheet, review.Grid);
    }

    private void Sheet(HtmlDocument html, ReviewSheet sheet, Grid grid)
    {
        html.Open("dl");
        foreach (var criterion in grid.Criteria)
        {
            var one = sheet.For(criterion.Key);
            html.Text(
                    "dt",
                    texts[
                        "reviews.mark-of",
                        criterion.Title,
                        one.Mark?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"
                    ]
                )
                .Text(
                    "dd",
                    string.Join('\n', new[] { one.ToPanel, one.ToCarrier }.Where(text => text.Length > 0)),
                    "text"
                );
        }
        html.Text("dt", texts["reviews.overall"])
            .Text(
                "dd",
                string.Join('\n', new[] { sheet.ToPanel, sheet.ToCarrier }.Where(text => text.Length > 0)),
                "text"
            )
            .Close("dl");
    }
}
