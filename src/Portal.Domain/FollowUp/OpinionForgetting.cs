using Portal.Domain.Reviews;

namespace Portal.Domain.FollowUp;

public sealed partial class InterimOpinion
{
    /// <summary>Leaves the marks and the recommendation, and nobody who gave them.</summary>
    public void Forget(PersonId nobody)
    {
        (Expert, Sheet) = (nobody, Sheet.WithoutTexts());
        Recusal = Recusal is null ? null : Recusal with { Reason = "" };
    }
}
