using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;

namespace Portal.Web.Staff;

/// <param name="Declined">Winners who gave the aid up, which the correction says.</param>
/// <param name="First">Who of the reserve may move up; null where nobody is on it.</param>
/// <param name="Freed">Euros that may be given to the reserve.</param>
public sealed record CorrectionPage(
    WaveHead Wave,
    WinnerListId List,
    IReadOnlyList<CorrectableDossier> Declined,
    CorrectableDossier? First,
    decimal Freed,
    IReadOnlyList<CorrectableDossier> Others,
    CorrectionForm Form
)
{
    internal static CorrectionPage Of(WaveHead wave, DecidedList found, CorrectionForm form)
    {
        var lines = found.Decided.Select(one => CorrectableDossier.Of(one.Dossier, one.Decision)).ToList();
        var first = CorrectionPlan.FirstOfReserve(found.Decisions)?.DossierId.Value;
        return new CorrectionPage(
            wave,
            found.List.Id,
            lines.FindAll(one => one is { Outcome: Outcome.Funded, DeclinedAt: not null }),
            lines.Find(one => one.Id == first),
            CorrectionPlan.FreedOn(found.List, found.Decisions),
            lines.FindAll(one => one.Outcome is not (Outcome.NextCutOff or Outcome.Declined)),
            form
        );
    }
}

public sealed record CorrectableDossier(
    Guid Id,
    string Number,
    string Title,
    Outcome Outcome,
    Money? Amount,
    int? Rank,
    DateTimeOffset? DeclinedAt
)
{
    internal static CorrectableDossier Of(Domain.Dossiers.Dossier dossier, Decision decision) =>
        new(
            dossier.Id.Value,
            dossier.Number!,
            dossier.Title,
            decision.Outcome,
            decision.Amount,
            decision.ReserveRank,
            decision.DeclinedAt
        );
}

/// <summary>A correction of a list, as staff reads it.</summary>
/// <param name="Obstacle">Why the person can't sign it now; null where they can.</param>
public sealed record CorrectionPart(
    CorrectionId Id,
    string Reason,
    string PreparedBy,
    DateTimeOffset PreparedAt,
    DateTimeOffset PublishAt,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? DroppedAt,
    Refusal? Obstacle,
    IReadOnlyList<ListStep> Steps,
    IReadOnlyList<CorrectedDecision> Items
)
{
    public bool AwaitsSignature => ApprovedAt is null && DroppedAt is null;

    internal static CorrectionPart Of(Correction one, ListNames names, Viewer viewer, IReadOnlySet<PortalRole> roles) =>
        new(
            one.Id,
            one.Reason,
            names.People[one.PreparedBy],
            one.PreparedAt,
            one.PublishAt,
            one.ApprovedAt,
            one.PublishedAt,
            one.DroppedAt,
            // Corrections of a dossier of one's own team aren't shown before they count.
            one.ObstacleToSigning(viewer.Id!.Value, roles, new HashSet<PersonId>()),
            [
                .. one.Steps.Select(
                    (step, index) =>
                        ListStep.Of(
                            step,
                            index < one.Signatures.Count ? (one.Signatures[index].By, one.Signatures[index].At) : null,
                            names
                        )
                ),
            ],
            one.Items
        );
}
