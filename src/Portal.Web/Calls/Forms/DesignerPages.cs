using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;

namespace Portal.Web.Calls.Forms;

/// <summary>Whose form it is.</summary>
/// <param name="Steps">What its dossiers go through.</param>
public sealed record DesignerHead(string Slug, LocalizedText Call, IReadOnlyList<CallStep> Steps)
{
    /// <summary>The name of a step, where the call has several; null where it has one, or fewer than that.</summary>
    public LocalizedText? NameOf(int step) => Steps.Count > 1 ? Steps.ElementAtOrDefault(step - 1)?.Title : null;

    public string Root => $"/staff/calls/{Slug}/form";
}

/// <param name="InForce">The version in force; null where the call has none yet.</param>
/// <param name="Draft">The next one, while it is written; null where nobody began it.</param>
/// <param name="Changes">How much the draft differs from what is in force.</param>
public sealed record DesignerPage(DesignerHead Head, VersionPart? InForce, int Versions, DraftPart? Draft, int Changes);

public sealed record VersionPart(int Version, DateTimeOffset PublishedAt);

/// <param name="ChangedBy">The name of who changed it last.</param>
public sealed record DraftPart(
    IReadOnlyList<FormSection> Sections,
    IReadOnlyList<CallRule> Rules,
    IReadOnlyList<FormFault> Faults,
    Removal? LastRemoved,
    int? From,
    int Revision,
    string ChangedBy,
    DateTimeOffset ChangedAt
)
{
    /// <summary>Where on the designer's pages a fault is mended; null for the whole form.</summary>
    public string? AddressOf(FormFault fault) =>
        fault.Place switch
        {
            null => null,
            var key when Sections.Any(section => section.Field(key.Split('.')[0]) is not null) => $"fields/{key}",
            var key when Sections.Any(section => section.Key == key) => $"sections/{key}",
            var key => $"rules/{key}",
        };
}

/// <summary>A part of the form to be written: its settings as questions.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Revision">Of the draft that the page shows.</param>
/// <param name="Settings">The questions.</param>
/// <param name="Answers">What stands there, or was typed.</param>
/// <param name="Wrong">What is wrong with what was typed, by setting; under an empty key what is wrong with the whole.</param>
public sealed record PartPage(
    DesignerHead Head,
    string Title,
    string Action,
    int Revision,
    IReadOnlyList<FormField> Settings,
    Answers Answers,
    IReadOnlyDictionary<string, string> Wrong
)
{
    /// <summary>The part's key; null while there is none.</summary>
    public string? Key { get; init; }

    /// <summary>What keeps this part from being published.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>The types that a question can have instead.</summary>
    public IReadOnlyList<FieldOption> Types { get; init; } = [];

    /// <summary>The table whose columns are written beneath; null for what has none, or columns of its own making.</summary>
    public FormField? Table { get; init; }

    /// <summary>The paths that rules and formulas can name; none where the part reads none.</summary>
    public IReadOnlyList<FieldOption> Paths { get; init; } = [];
}

/// <param name="Versions">The versions that can be compared, the draft among them as 0.</param>
public sealed record DifferencePage(
    DesignerHead Head,
    IReadOnlyList<int> Versions,
    int From,
    int To,
    IReadOnlyList<FormChange> Changes
);
