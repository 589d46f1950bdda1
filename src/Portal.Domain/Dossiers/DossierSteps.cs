using Portal.Domain.Calls;
using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

/// <summary>
/// A dossier in steps: a letter or a synopsis is filed and judged before the rest can be written. Which steps there are
/// is said by its form; how each is called and decided, by its call.
/// </summary>
public sealed partial class Dossier
{
    private readonly List<Verdict> _verdicts = [];

    /// <summary>The step that is written or judged now, counted from 1.</summary>
    public int Step { get; private set; } = 1;

    /// <summary>Until when the step is filed; null where the wave's cut-offs say it, as for every first step.</summary>
    public Deadline? StepDue { get; private set; }

    /// <summary>Whether what counts was filed at a step that others follow: a verdict comes before any decision.</summary>
    public bool IsFiledInPart { get; private set; }

    /// <summary>That it is written anew; what was filed before stays readable until that is filed.</summary>
    public Reopening? Reopening { get; private set; }

    /// <summary>That it ended before a decision.</summary>
    public Dismissal? Dismissal { get; private set; }

    /// <summary>What was said of its steps, oldest first.</summary>
    public IReadOnlyList<Verdict> Verdicts => [.. _verdicts.OrderBy(verdict => verdict.At)];

    /// <summary>For what, and until when, it could be filed at a moment; null where it can't.</summary>
    public FilingTerm? TermAt(Wave wave, DateTimeOffset now) =>
        StepDue is { } due
            ? due.Accepts(now)
                ? new FilingTerm(wave.CutOffs.Single(cutOff => cutOff.Id == CutOffId), due)
                : null
            : wave.CutOffFor(now) is { } cutOff
                ? new FilingTerm(cutOff, cutOff.Deadline)
                : null;

    /// <summary>Why no verdict can be given now; null where it can. Pages tell it, <see cref="Judge"/> refuses on it.</summary>
    public Refusal? ObstacleToVerdict(Wave wave, DateTimeOffset now) =>
        this switch
        {
            { FiledAt: null } => DossierRefusals.NotFiled,
            { Withdrawal: not null } => DossierRefusals.Withdrawn,
            { Exclusion: not null } => DossierRefusals.Excluded,
            { Dismissal: not null } => DossierRefusals.Dismissed,
            { Reopening: not null } => DossierRefusals.AlreadyJudged,
            { IsFiledInPart: false } => DossierRefusals.NoStepAhead,
            _ when !IsFrozen(wave, now) => DossierRefusals.NotYetFrozen,
            { ComplementsAsked: not null } => DossierRefusals.ComplementsAwaited,
            { Eligibility: null } => DossierRefusals.EligibilityFirst,
            { Eligibility.IsEligible: false } => DossierRefusals.Ineligible,
            _ => null,
        };

    /// <summary>
    /// Judges what was filed at a step: the next one opens with a date of its own, which the wave's closing doesn't touch;
    /// or the dossier ends, for good or until its team takes up what is recommended.
    /// </summary>
    /// <exception cref="RefusedException">No verdict is awaited, or it can't be given so.</exception>
    public Verdict Judge(Call call, Wave wave, VerdictLetter letter, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToVerdict(wave, now) is { } obstacle)
            throw new RefusedException(obstacle);
        letter.Ensure(call.StepAt(Step), now);
        var verdict = new Verdict(this, letter, by, now);
        _verdicts.Add(verdict);
        if (verdict.Answer == VerdictAnswer.Go)
        {
            (Step, StepDue) = (Step + 1, verdict.Due);
            Reopen(by, now);
        }
        else
            Dismissal = new Dismissal(by, now, verdict.Answer == VerdictAnswer.Refile);
        Tell(new VerdictGiven(Id, verdict.FilingId, verdict.Step, verdict.Answer, by, now));
        return verdict;
    }

    /// <summary>Why the team can't take up what was recommended; null where it can.</summary>
    public Refusal? ObstacleToTakingUp(Wave wave, DateTimeOffset now) =>
        this switch
        {
            { Dismissal: not { MayRefile: true } } => DossierRefusals.NothingToTakeUp,
            { CarriedTo: not null } => DossierRefusals.CarriedOver,
            _ when wave.CutOffFor(now) is null => DossierRefusals.WaveClosed,
            _ => null,
        };

    /// <summary>Takes up what was recommended: it is written anew, and filed under the same number for an open cut-off.</summary>
    /// <exception cref="RefusedException">Nothing was recommended, the wave is closed, or somebody else does it.</exception>
    public void TakeUpAgain(Wave wave, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (Reopening is not null && Dismissal is null)
            return;
        if (ObstacleToTakingUp(wave, now) is { } obstacle)
            throw new RefusedException(obstacle);
        Dismissal = null;
        Reopen(by, now);
        Tell(new DossierTakenUpAgain(Id, by, now));
    }

    /// <summary>Notes that the date of a step went by while nothing was filed: the dossier ends. Early, or twice, changes nothing.</summary>
    public void MissStep(DateTimeOffset now)
    {
        if (
            this
            is { Withdrawal: not null }
                or { Dismissal: not null }
                or { CarriedTo: not null }
                or { Reopening: null }
        )
            return;
        if (StepDue?.Accepts(now) != false)
            return;
        (Dismissal, Reopening) = (new Dismissal(By: null, now, MayRefile: false), null);
        Tell(new StepMissed(Id, Step, StepDue.At, By: null, now));
    }

    /// <summary>Why the date of the step can't be put off; null where it can, even once it went by.</summary>
    public Refusal? ObstacleToProlonging() =>
        this switch
        {
            { Withdrawal: not null } => DossierRefusals.Withdrawn,
            { CarriedTo: not null } => DossierRefusals.CarriedOver,
            { Dismissal: { By: not null } } => DossierRefusals.Dismissed,
            { StepDue: null } or { Reopening: null, Dismissal: null } => DossierRefusals.NoStepOpen,
            _ => null,
        };

    /// <summary>Puts the date of the step off. Where it had gone by, the dossier goes on as if it had not.</summary>
    /// <exception cref="RefusedException">No step waits to be filed, or the date isn't a later one.</exception>
    public void ProlongStep(Deadline to, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToProlonging() is { } obstacle)
            throw new RefusedException(obstacle);
        var from = StepDue!.At;
        if (to.At <= from)
            throw new RefusedException(DossierRefusals.StepDueNotLater);
        if (to.At <= now)
            throw new RefusedException(DossierRefusals.StepDueInThePast);
        (StepDue, Dismissal, Reopening) = (to, null, Reopening ?? new Reopening(by, now));
        Tell(new StepProlonged(Id, Step, from, to.At, by, now));
    }

    /// <summary>Whether it is eligible is asked anew of what is filed next.</summary>
    private void Reopen(PersonId by, DateTimeOffset now) => (Reopening, Eligibility) = (new Reopening(by, now), null);
}

/// <summary>For what a dossier is filed, and until when.</summary>
/// <param name="CutOff">The cut-off at which it was, or will be, taken up first.</param>
/// <param name="Deadline">The cut-off's own, or the date of a later step.</param>
public sealed record FilingTerm(CutOff CutOff, Deadline Deadline);

/// <param name="By">The officer who said GO, or the coordinator who took up what was recommended.</param>
public sealed record Reopening(PersonId By, DateTimeOffset At);

/// <param name="By">The officer who said no; null where a step's date went by.</param>
/// <param name="MayRefile">Whether the team may take up what was recommended.</param>
public sealed record Dismissal(PersonId? By, DateTimeOffset At, bool MayRefile);
