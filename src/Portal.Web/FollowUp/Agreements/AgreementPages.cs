using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>The agreements of a project, the last first, and what the reader may do with the one under way.</summary>
/// <param name="Provider">Of electronic signatures; null where there is none.</param>
public sealed record AgreementsPart(ProjectPage Project, IReadOnlyList<AgreementRow> Agreements, string? Provider)
{
    public AgreementRow? UnderWay => Agreements.FirstOrDefault(one => one.IsUnderWay);
}

/// <param name="ObstacleToService">Why the reader can't sign it for the service; null where they can.</param>
/// <param name="SignsAt">Where the reader gives the electronic signature that is awaited; null where none is, or of somebody else.</param>
public sealed record AgreementRow(
    AgreementId Id,
    int Number,
    AgreementState State,
    AgreementTerms Terms,
    DateTimeOffset? SentAt,
    AgreementSignature? ByCarrier,
    AgreementSignature? ByService,
    bool IsUnderWay,
    Refusal? ObstacleToService,
    string? SignsAt
);

/// <summary>An agreement to draw up: its terms as typed, and the text that they give or that was changed by hand.</summary>
/// <param name="Next">The number that it gets.</param>
/// <param name="OffersPlan">Whether the call foresees something else by now than what this goes by.</param>
public sealed record DrawPage(
    ProjectPage Project,
    int Next,
    DrawForm Typed,
    IReadOnlyList<Tranche> Tranches,
    bool OffersPlan
);

/// <summary>What is typed; amounts of tranches by their keys.</summary>
/// <param name="Seen">When the draft that is changed was written; null where there is none.</param>
/// <param name="TakesPlan">Whether the plan that the call has now is taken up.</param>
public sealed record DrawForm(
    string? Aid,
    string? StartsOn,
    int? Months,
    string? Conditions,
    string? Text,
    DateTimeOffset? Seen = null,
    bool TakesPlan = false
)
{
    public IReadOnlyDictionary<string, string> Tranches { get; init; } = new Dictionary<string, string>();
}
