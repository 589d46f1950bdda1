using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

public enum VerdictAnswer
{
    /// <summary>The next step opens.</summary>
    Go,

    NoGo,

    /// <summary>No, with recommendations: it may be filed again.</summary>
    Refile,
}

/// <summary>What an officer says of a step, before it is said.</summary>
/// <param name="Remarks">Those of the experts and the service, which the carrier reads; nobody is named.</param>
/// <param name="Due">Until when the next step is filed; counts only with a GO.</param>
public sealed record VerdictLetter(VerdictAnswer Answer, string Remarks, Deadline? Due)
{
    /// <exception cref="RefusedException">It can't be given so.</exception>
    internal void Ensure(CallStep? step, DateTimeOffset now)
    {
        if (Obstacle(step, now) is { } obstacle)
            throw new RefusedException(obstacle);
    }

    private Refusal? Obstacle(CallStep? step, DateTimeOffset now) =>
        this switch
        {
            { Answer: VerdictAnswer.Go, Due: null } => DossierRefusals.StepDueNeeded,
            { Answer: VerdictAnswer.Go } when Due.At <= now => DossierRefusals.StepDueInThePast,
            { Answer: VerdictAnswer.Refile } when step is not { MayRefile: true } => DossierRefusals.MayNotRefile,
            { Answer: not VerdictAnswer.Go } when string.IsNullOrWhiteSpace(Remarks) => DossierRefusals.ReasonNeeded,
            { Remarks.Length: > Verdict.MaxRemarks } => DossierRefusals.RemarksTooLong(Verdict.MaxRemarks),
            _ => null,
        };
}

/// <summary>What was said of what a dossier filed at a step; once, and for good.</summary>
public sealed class Verdict
{
    /// <summary>Characters.</summary>
    public const int MaxRemarks = 20_000;

    private Verdict() { }

    internal Verdict(Dossier dossier, VerdictLetter letter, PersonId by, DateTimeOffset now)
    {
        (DossierId, FilingId, Step) = (dossier.Id, dossier.FilingId!.Value, dossier.Step);
        (Answer, Remarks) = (letter.Answer, letter.Remarks.Trim());
        Due = letter.Answer == VerdictAnswer.Go ? letter.Due : null;
        (By, At) = (by, now);
    }

    public DossierId DossierId { get; private set; }

    /// <summary>What was judged.</summary>
    public FilingId FilingId { get; private set; }

    public int Step { get; private set; }

    public VerdictAnswer Answer { get; private set; }

    /// <summary>What the carrier reads; may be empty with a GO.</summary>
    public string Remarks { get; private set; } = "";

    /// <summary>Until when the next step was to be filed as it was said then; null unless GO.</summary>
    public Deadline? Due { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }
}
