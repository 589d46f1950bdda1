using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Api;

public sealed record ApiDossier(
    Guid Id,
    string? Number,
    string Title,
    string Call,
    int Wave,
    DossierState State,
    DateTimeOffset? FiledAt
);

/// <summary>A dossier with all that its team works on.</summary>
public sealed record ApiDossierDetails(
    ApiDossier Dossier,
    [property: Description("The version of the form that it answers.")] int FormVersion,
    IReadOnlyList<ApiSectionState> Sections,
    IReadOnlyList<ApiFile> Files,
    [property: Description("What keeps it from being filed as it stands; empty when nothing does.")]
        IReadOnlyList<ApiObstacle> Obstacles,
    ApiFiling? Filing,
    [property: Description("Null until the winners of the wave are public.")] ApiDecision? Decision
);

public sealed record ApiSectionState(string Key, int Revision, DateTimeOffset? SavedAt);

public sealed record ApiSection(
    string Key,
    [property: Description("Goes up with each save; the entity tag of the section.")] int Revision,
    DateTimeOffset? SavedAt,
    [property: Description("By the key of the field: a text, a list of options, or rows with a text by column.")]
        IReadOnlyDictionary<string, JsonNode?> Answers
);

/// <summary>Answers to be written: those that are named change, the others stay; null empties one.</summary>
public sealed record ApiSectionEdit([Required] IReadOnlyDictionary<string, JsonElement> Answers);

public sealed record ApiObstacle(
    [property: Description("Stable: what a program can look for.")] string Code,
    string? Section,
    string? Field,
    [property: Description("In the language of Accept-Language.")] string Message
);

public sealed record ApiFile(
    Guid Id,
    string Section,
    string Field,
    string Name,
    long Size,
    string Sha256,
    ScanState Scan
);

public sealed record ApiFiling(
    string Number,
    int Version,
    DateTimeOffset FiledAt,
    [property: Description("Of the canonical copy, in lower-case hexadecimal: /verify confirms it to anybody.")]
        string Sha256
);

public sealed record ApiDecision(
    Outcome Outcome,
    decimal? AmountEuros,
    int? ReserveRank,
    string Reason,
    string Conditions,
    IReadOnlyList<ApiCriterionReason> Criteria,
    DateTimeOffset ToldAt
);

public sealed record ApiCriterionReason(string Criterion, LocalizedText Title, string Text);

public sealed record ApiNewDossier(
    [Required, RegularExpression("[a-z0-9-]{1,100}")] string Call,
    int Wave,
    [Required, StringLength(150)] string Title
);

public sealed record ApiFilingRequest(
    [property: Description(
        "Files only if this is the cut-off for which it would count: its moment, as the call tells it."
    )]
        DateTimeOffset? CutOff
);
