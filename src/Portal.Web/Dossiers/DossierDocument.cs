using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Dossiers;

/// <summary>
/// A whole dossier as a document to print: a table of contents, the answers by section, the files with their hashes.
/// It names no person but those whom the answers do, and a draft says on each page that it isn't filed.
/// </summary>
public sealed class DossierDocument(Texts texts)
{
    private const string Style =
        "h1{string-set:title content()} .state{string-set:state content();font-weight:bold;color:#8a1f11}"
        + " @page{@top-center{content:string(state);font-size:9pt;font-weight:bold;color:#8a1f11}"
        + " @bottom-left{content:string(title);font-size:8pt;width:75%} @bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}}"
        + " nav ol{list-style:none;padding:0} nav a{color:inherit;text-decoration:none}"
        + " nav a::after{content:leader('.') target-counter(attr(href),page)}"
        + " section{page-break-before:auto} .none{color:#52636c;font-style:italic;font-weight:normal} dd.text{font-weight:normal}";

    public string Write(WholeDossier dossier)
    {
        var html = new HtmlDocument(texts.Language, TitleOf(dossier), Style);
        if (dossier.Filed is null)
            html.Text("p", texts["printed.draft"], "state");
        html.Text("h1", dossier.Title.Length > 0 ? dossier.Title : texts["dossiers.untitled"]);
        if (dossier.IsDemonstration)
            html.Text("p", texts["shared.demonstration"], "mark");
        if (dossier.IsWithdrawn)
            html.Text("p", texts["dossiers.receipt-withdrawn"], "mark");
        Particulars(html, dossier);
        Contents(html, dossier);
        WriteAnswers(html, dossier.Content);
        FileTable.Write(html, texts, dossier.Content.Files);
        return html.ToString();
    }

    /// <param name="html">What is written to.</param>
    /// <param name="content">What was answered.</param>
    /// <param name="idPrefix">Before the ids of its sections, where the document holds several dossiers.</param>
    public void WriteAnswers(HtmlDocument html, AnswersPart content, string idPrefix = "")
    {
        var words = new AnswerWords(texts, texts.Language);
        foreach (
            var section in content.Form.Sections.Where(one => content.Readable is null || one.Fields.Any(content.Shows))
        )
        {
            html.Text("h2", section.Title.In(texts.Language), id: idPrefix + IdOf(section)).Open("dl");
            foreach (var field in section.Fields.Where(content.Shows))
                Answer(html, field, content, words);
            html.Close("dl");
        }
    }

    private string TitleOf(WholeDossier dossier) =>
        dossier.Filed is null ? texts["printed.draft"] : texts["printed.title", dossier.Number!];

    private void Particulars(HtmlDocument html, WholeDossier dossier)
    {
        var at = $"{Dates.Long(dossier.At, texts.Language)} ({Dates.Time(dossier.At)})";
        html.Open("dl")
            .Fact(
                texts["dossiers.call"],
                $"{dossier.Call.Title.In(texts.Language)} – {texts["calls.wave", dossier.Wave]}"
            );
        if (dossier.Filed is { } filed)
            html.Fact(texts["printed.number"], dossier.Number!)
                .Fact(texts["dossiers.received"], at)
                .Fact(texts["dossiers.version"], $"{filed.Version}")
                .Fact(texts["dossiers.sha256"], filed.Sha256, "hash");
        else
            html.Fact(texts["printed.read-at"], at);
        html.Close("dl");
    }

    private void Contents(HtmlDocument html, WholeDossier dossier)
    {
        html.Open("nav").Text("h2", texts["printed.contents"]).Open("ol");
        foreach (var section in dossier.Content.Form.Sections)
            html.Open("li").Link(IdOf(section), section.Title.In(texts.Language)).Close("li");
        if (dossier.Content.Files.Count > 0)
            html.Open("li").Link(FileTable.Id, texts["dossiers.files"]).Close("li");
        html.Close("ol").Close("nav");
    }

    private void Answer(HtmlDocument html, FormField field, AnswersPart content, AnswerWords words)
    {
        html.Text("dt", field.Label.In(texts.Language));
        var files = content.Files.Where(file => file.Field == field.Key).Select(file => file.Name).ToList();
        if (field.HasRows && content.Answers.Rows(field.Key) is { Count: > 0 } rows)
            Table(html.Open("dd", "text"), field, rows, words).Close("dd");
        else if (field.Type == FieldType.File && files.Count > 0)
            html.Text("dd", string.Join('\n', files), "text");
        else if (field.Type != FieldType.File && words.Of(field, content.Answers) is { Length: > 0 } said)
            html.Text("dd", said, "text");
        else
            html.Text("dd", texts["dossiers.unanswered"], "none");
    }

    private HtmlDocument Table(
        HtmlDocument html,
        FormField table,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows,
        AnswerWords words
    )
    {
        if (table.Budget is not null)
            return BudgetTable(html, table, rows);
        html.Open("table").Row("th", table.Columns.Select(column => column.Label.In(texts.Language)), "thead");
        html.Open("tbody");
        foreach (var row in rows)
            html.Row("td", table.Columns.Select(column => words.Of(column, row)));
        html.Close("tbody");
        if (table.Columns.Any(column => column.Total))
            html.Row("td", table.Columns.Select(column => words.TotalOf(column, rows)), "tfoot");
        return html.Close("table");
    }

    private HtmlDocument BudgetTable(
        HtmlDocument html,
        FormField budget,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows
    )
    {
        var words = new BudgetWords(texts, texts.Language);
        html.Open("table").Row("th", words.Heads(budget), "thead").Open("tbody");
        foreach (var row in words.Rows(budget, Answers.None.WithRows(budget.Key, rows)))
            html.Row("td", row);
        return html.Close("tbody").Close("table");
    }

    private static string IdOf(FormSection section) => $"s-{section.Key}";
}
