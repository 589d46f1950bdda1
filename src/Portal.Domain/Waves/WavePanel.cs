using Portal.Domain.Reviews;

namespace Portal.Domain.Waves;

/// <summary>How the dossiers of a wave are reviewed, and until when.</summary>
public sealed partial class Wave
{
    public ReviewTerms Terms { get; private set; } = ReviewTerms.Usual;

    /// <summary>Who closed the panel, and when: from then on no review is submitted or changed.</summary>
    public PanelClosing? PanelClosed { get; private set; }

    /// <summary>
    /// Says what is hidden from whom. Once a dossier is assigned more may be hidden, and nothing shown that was
    /// promised to be hidden.
    /// </summary>
    /// <param name="terms">From now on.</param>
    /// <param name="isBegun">Whether a dossier of the wave is assigned.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">UTC.</param>
    public void SetTerms(ReviewTerms terms, bool isBegun, PersonId by, DateTimeOffset now)
    {
        if (terms == Terms)
            return;
        if (isBegun && terms.ShowMoreThan(Terms))
            throw new RefusedException(WaveRefusals.TermsPromised);
        Terms = terms;
        Tell(new ReviewTermsSet(Id, terms, by, now));
    }

    /// <summary>Whether nobody judges a dossier of the wave whose organisation takes part in any of them.</summary>
    public bool BarsThoseTakingPart { get; private set; }

    /// <summary>Bars from the whole wave whose organisation takes part in it. Doing it twice changes nothing.</summary>
    public void BarThoseTakingPart(PersonId by, DateTimeOffset now)
    {
        if (BarsThoseTakingPart)
            return;
        BarsThoseTakingPart = true;
        Tell(new PartnersBarred(Id, Bars: true, by, now));
    }

    /// <summary>
    /// Bars them no more. Once that kept somebody from a dossier it isn't undone by one click: each conflict is lifted by
    /// two people.
    /// </summary>
    /// <param name="hasBarred">Whether an expert is kept from a dossier by it.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">UTC.</param>
    public void AdmitThoseTakingPart(bool hasBarred, PersonId by, DateTimeOffset now)
    {
        if (!BarsThoseTakingPart)
            return;
        if (hasBarred)
            throw new RefusedException(WaveRefusals.BarHasKept);
        BarsThoseTakingPart = false;
        Tell(new PartnersBarred(Id, Bars: false, by, now));
    }

    /// <summary>Ends the panel once its date has passed. Doing it twice changes nothing.</summary>
    public void ClosePanel(PersonId by, DateTimeOffset now)
    {
        if (PanelClosed is not null)
            return;
        if (ReviewsDue is not { } due || due.Accepts(now))
            throw new RefusedException(WaveRefusals.ReviewsNotDue);
        PanelClosed = new PanelClosing(by, now);
        Tell(new PanelEnded(Id, by, now));
    }

    /// <exception cref="RefusedException">The panel is closed: what is assigned now could not be submitted.</exception>
    public void EnsurePanelOpen()
    {
        if (PanelClosed is not null)
            throw new RefusedException(ReviewRefusals.PanelClosed);
    }

    /// <summary>Reminds experts of the reviews that they have still to submit.</summary>
    public void Remind(IReadOnlyList<ExpertId> experts, PersonId by, DateTimeOffset now)
    {
        if (experts.Count > 0)
            Tell(new ExpertsReminded(Id, experts, by, now));
    }

    /// <summary>Takes the end of the panel back. Doing it twice changes nothing.</summary>
    public void ReopenPanel(PersonId by, DateTimeOffset now)
    {
        if (PanelClosed is null)
            return;
        PanelClosed = null;
        Tell(new PanelReopened(Id, by, now));
    }
}

/// <param name="CarrierHidden">Experts read no organisation and no person of a dossier.</param>
/// <param name="ExpertsNamed">Experts of a dossier know each other's names; otherwise they are letters to each other.</param>
public sealed record ReviewTerms(bool CarrierHidden, bool ExpertsNamed)
{
    public static ReviewTerms Usual { get; } = new(CarrierHidden: false, ExpertsNamed: false);

    internal bool ShowMoreThan(ReviewTerms other) =>
        (other.CarrierHidden && !CarrierHidden) || (ExpertsNamed && !other.ExpertsNamed);
}

public sealed record PanelClosing(PersonId By, DateTimeOffset At);
