using Portal.Domain.Calls;

namespace Portal.Domain.Reviews;

/// <summary>
/// What the experts of a dossier agree on, written by one of them, the rapporteur: a mark for each criterion, a text to
/// the carrier, a text to the panel. The others say whether they agree. It stands beside their reviews and replaces none.
/// </summary>
public sealed partial class Synthesis : Aggregate
{
    private readonly List<SynthesisVersion> _versions = [];
    private readonly List<SynthesisOpinion> _opinions = [];

    private Synthesis() { }

    /// <summary>Names the rapporteur of a dossier: one of those who review it.</summary>
    public static Synthesis Entrust(Review to, PersonId by, DateTimeOffset now)
    {
        var synthesis = new Synthesis
        {
            Id = SynthesisId.New(),
            DossierId = to.DossierId,
            WaveId = to.WaveId,
            GridId = to.GridId,
        };
        synthesis.PassTo(to, by, now);
        return synthesis;
    }

    public SynthesisId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public WaveId WaveId { get; private set; }

    public GridId GridId { get; private set; }

    /// <summary>The rapporteur's own review.</summary>
    public ReviewId Rapporteur { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    /// <summary>0 until the first save, then one more at each.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>
    /// When the reviews that it sums up were set aside, or its rapporteur turned out to be in conflict, UTC: what follows
    /// is written afresh, and staff alone reads this one.
    /// </summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <summary>What was written since it was loaded: each save is kept.</summary>
    public IReadOnlyList<SynthesisVersion> Versions => _versions;

    /// <summary>What the others say of what is submitted.</summary>
    public IReadOnlyList<SynthesisOpinion> Opinions => _opinions;

    /// <summary>Makes another expert the rapporteur, who goes on with what is written.</summary>
    public void PassTo(Review to, PersonId by, DateTimeOffset now)
    {
        if (to.DossierId != DossierId || to.Recusal is not null || to.SetAsideAt is not null)
            throw new RefusedException(ReviewRefusals.NotOfTheDossier);
        if (SubmittedAt is not null)
            throw new RefusedException(ReviewRefusals.SynthesisSubmitted);
        if (Rapporteur == to.Id)
            return;
        Rapporteur = to.Id;
        Tell(new RapporteurNamed(Id, DossierId, to.Id, by, now));
    }

    /// <param name="sheet">All of it, as typed.</param>
    /// <param name="revision">The revision that the rapporteur had before them.</param>
    /// <param name="own">The writer's own review.</param>
    /// <param name="door">Whether the panel still works on the dossier.</param>
    /// <param name="now">UTC.</param>
    public void Save(ReviewSheet sheet, int revision, Review own, PanelDoor door, DateTimeOffset now)
    {
        EnsureRapporteur(own, door);
        if (SubmittedAt is not null)
            throw new RefusedException(ReviewRefusals.SynthesisSubmitted);
        if (revision != Revision)
            throw new RefusedException(ReviewRefusals.Changed(Revision));
        (Sheet, SavedAt) = (sheet, now);
        _versions.Add(new SynthesisVersion(Id, ++Revision, sheet, own.Id, now));
        Tell(new SynthesisSaved(Id, DossierId, own.ExpertPerson, now));
    }

    /// <summary>Takes up an earlier version, whoever was the rapporteur then: a save like any other.</summary>
    public void Restore(SynthesisVersion version, int revision, Review own, PanelDoor door, DateTimeOffset now) =>
        Save(version.Sheet, revision, own, door, now);

    /// <summary>What keeps it from being submitted: what a review needs of marks and overall comments, and a word to the panel.</summary>
    public IReadOnlyList<ReviewObstacle> ObstaclesToSubmission(Grid grid) =>
        [
            .. Sheet
                .Obstacles(grid)
                .Where(one =>
                    one.Place.Part == SheetPart.Mark || one.Place is { Key: null, Part: not SheetPart.Confidence }
                ),
            .. string.IsNullOrWhiteSpace(Sheet.ToPanel)
                ? [new ReviewObstacle(new SheetPlace(SheetPart.ToPanel), ReviewRefusals.CommentToPanelMissing)]
                : Array.Empty<ReviewObstacle>(),
        ];

    /// <summary>Submits it to the others. Doing it twice changes nothing.</summary>
    public void Submit(Grid grid, Review own, PanelDoor door, DateTimeOffset now)
    {
        EnsureRapporteur(own, door);
        if (SubmittedAt is not null)
            return;
        if (ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        SubmittedAt = now;
        Tell(new SynthesisSubmitted(Id, DossierId, own.Id, own.ExpertPerson, now));
    }

    /// <summary>Takes it up once more: what the others said was of what it was, and is asked anew.</summary>
    public void Reopen(Review own, PanelDoor door, DateTimeOffset now)
    {
        EnsureRapporteur(own, door);
        if (SubmittedAt is null)
            return;
        SubmittedAt = null;
        _opinions.Clear();
        Tell(new SynthesisReopened(Id, DossierId, own.ExpertPerson, now));
    }

    /// <summary>Says whether another expert agrees with what is submitted; who doesn't says why.</summary>
    /// <param name="own">Their own review.</param>
    /// <param name="revision">The revision that they read.</param>
    /// <param name="agrees">Whether they do.</param>
    /// <param name="word">May be empty where they do.</param>
    /// <param name="door">Whether the panel still works on the dossier.</param>
    /// <param name="now">UTC.</param>
    public void Opine(Review own, int revision, bool agrees, string word, PanelDoor door, DateTimeOffset now)
    {
        door.EnsureOpen();
        if (own.DossierId != DossierId || own.SubmittedAt is null || own.Id == Rapporteur)
            throw new RefusedException(ReviewRefusals.NotOfTheDossier);
        if (SubmittedAt is null)
            throw new RefusedException(ReviewRefusals.SynthesisNotSubmitted);
        if (revision != Revision)
            throw new RefusedException(ReviewRefusals.SynthesisChanged);
        if (!agrees && string.IsNullOrWhiteSpace(word))
            throw new RefusedException(ReviewRefusals.ObjectionNeedsWord);
        _opinions.RemoveAll(one => one.ReviewId == own.Id);
        _opinions.Add(new SynthesisOpinion(Id, own.Id, agrees, word.Trim(), now));
        Tell(new SynthesisConfirmed(Id, DossierId, agrees, own.ExpertPerson, now));
    }

    /// <summary>Sets it aside. Twice changes nothing.</summary>
    /// <param name="by">Null where it follows from what became of the dossier.</param>
    /// <param name="now">UTC.</param>
    public void SetAside(PersonId? by, DateTimeOffset now)
    {
        if (SetAsideAt is not null)
            return;
        SetAsideAt = now;
        Tell(new SynthesisSetAside(Id, DossierId, by, now));
    }

    private void EnsureRapporteur(Review own, PanelDoor door)
    {
        door.EnsureOpen();
        if (own.Id != Rapporteur || own.Recusal is not null)
            throw new RefusedException(ReviewRefusals.NotRapporteur);
        if (own.SubmittedAt is null)
            throw new RefusedException(ReviewRefusals.NotSubmitted);
    }
}

/// <summary>What a synthesis said at one of its revisions. It never changes.</summary>
public sealed class SynthesisVersion
{
    private SynthesisVersion() { }

    internal SynthesisVersion(SynthesisId of, int revision, ReviewSheet sheet, ReviewId by, DateTimeOffset now) =>
        (SynthesisId, Revision, Sheet, By, At) = (of, revision, sheet, by, now);

    public SynthesisId SynthesisId { get; private set; }

    public int Revision { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    /// <summary>The review of who was the rapporteur then.</summary>
    public ReviewId By { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>Whether another expert agrees with a synthesis.</summary>
public sealed class SynthesisOpinion
{
    private SynthesisOpinion() { }

    internal SynthesisOpinion(SynthesisId of, ReviewId review, bool agrees, string word, DateTimeOffset now) =>
        (SynthesisId, ReviewId, Agrees, Word, At) = (of, review, agrees, word, now);

    public SynthesisId SynthesisId { get; private set; }

    public ReviewId ReviewId { get; private set; }

    public bool Agrees { get; private set; }

    public string Word { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
