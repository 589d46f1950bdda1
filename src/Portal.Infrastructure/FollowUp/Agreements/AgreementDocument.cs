using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>An agreement as a document to print and sign.</summary>
/// <param name="Project">The title of the project.</param>
/// <param name="Template">The title that the call gives its agreements, in French.</param>
public sealed record AgreementToPrint(
    string Number,
    string Project,
    string Template,
    Agreement Agreement,
    bool IsDemonstration
);

public sealed class AgreementDocument(Texts.Texts texts)
{
    private const string Language = "fr";
    private const string Style =
        ".sides{display:flex;gap:20mm;margin-top:14mm;page-break-inside:avoid} .sides div{flex:1;min-height:35mm;border-top:0.3mm solid #b9c4c9;padding-top:2mm}";

    public string Write(AgreementToPrint matter)
    {
        var (agreement, title) = (matter.Agreement, TitleOf(matter));
        var html = new HtmlDocument(Language, title, Style);
        if (agreement.State == AgreementState.Draft)
            html.Text("p", texts.In(Language, "agreements.draft-mark"), "mark");
        if (matter.IsDemonstration)
            html.Text("p", texts.In(Language, "letters.demonstration"), "mark");
        html.Text("h1", title).Text("p", $"{matter.Number} – {matter.Project}", "mark");
        foreach (var paragraph in agreement.Text.ReplaceLineEndings("\n").Split("\n\n"))
            if (!string.IsNullOrWhiteSpace(paragraph))
                html.Text("p", paragraph.Trim());
        html.Open("div", "sides")
            .Text("div", texts.In(Language, "agreements.side-carrier"))
            .Text("div", texts.In(Language, "agreements.side-service"))
            .Close("div");
        return html.ToString();
    }

    public string FileNameOf(AgreementToPrint matter) =>
        $"{matter.Number}-{texts.In(Language, "agreements.file-name")}-{matter.Agreement.Number}.pdf";

    private string TitleOf(AgreementToPrint matter) =>
        matter.Agreement.IsAmendment
            ? texts.In(Language, "agreements.amendment-title", matter.Agreement.Number - 1, matter.Template)
            : matter.Template;
}
