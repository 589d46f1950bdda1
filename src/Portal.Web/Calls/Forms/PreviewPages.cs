using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;

namespace Portal.Web.Calls.Forms;

/// <param name="Answers">What was typed, or filed, with what is computed from it.</param>
/// <param name="Asked">The keys of the questions that are asked, given the answers.</param>
/// <param name="Wrong">What is wrong or missing, by question; nothing while nothing is tried.</param>
/// <param name="Findings">What the rules say; null while nothing is tried.</param>
/// <param name="Samples">Filed dossiers whose answers can be tried, the latest first.</param>
/// <param name="Sample">The one that is; null for answers that were typed.</param>
/// <param name="Faults">How much keeps the draft from being published.</param>
public sealed record PreviewPage(
    DesignerHead Head,
    IReadOnlyList<FormSection> Sections,
    Answers Answers,
    IReadOnlySet<string> Asked,
    IReadOnlyDictionary<string, string> Wrong,
    IReadOnlyList<RuleFinding>? Findings,
    IReadOnlyList<SamplePart> Samples,
    DossierId? Sample,
    int Faults
);

public sealed record SamplePart(DossierId Id, string Number, string Title);
