using Portal.Domain.Calls;
using Portal.Domain.People;

namespace Portal.Domain.Decisions;

/// <summary>Who may sign the next step of what is signed step by step.</summary>
/// <param name="Next">The step; null where all are signed.</param>
/// <param name="HadAHand">Who prepared or changed it.</param>
/// <param name="Signed">Who signed a step before.</param>
internal sealed record Signing(ApprovalStep? Next, IEnumerable<PersonId> HadAHand, IEnumerable<PersonId> Signed)
{
    /// <param name="by">Who would sign.</param>
    /// <param name="roles">What they are for the call.</param>
    /// <param name="teams">The people of the teams that it is about, who would gain by it.</param>
    public Refusal? ObstacleFor(PersonId by, IReadOnlySet<PortalRole> roles, IReadOnlySet<PersonId> teams) =>
        Next switch
        {
            null => DecisionRefusals.Approved,
            var step when !step.IsFor(by, roles) => DecisionRefusals.NotSignatory,
            _ when HadAHand.Contains(by) => DecisionRefusals.FourEyes,
            _ when Signed.Contains(by) => DecisionRefusals.SignedAlready,
            _ when teams.Contains(by) => DecisionRefusals.OwnDossier,
            _ => null,
        };
}
