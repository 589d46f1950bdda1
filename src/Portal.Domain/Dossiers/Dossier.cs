using Portal.Domain.Calls;
using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

public enum DossierState
{
    Draft,
    Filed,
    Withdrawn,
    Eligible,
    Ineligible,

    /// <summary>Complements that were asked for did not come, and no cut-off was left to wait for.</summary>
    Excluded,

    /// <summary>Written anew after a verdict: the next step, or what was recommended.</summary>
    Reopened,

    /// <summary>A step was judged with a no, or its date went by.</summary>
    Dismissed,
}

public enum MemberRole
{
    /// <summary>Answers for the dossier: invites, files, withdraws.</summary>
    Coordinator,
    Writer,
    Reader,

    /// <summary>Writes, and signs for their partner.</summary>
    Signatory,
}

/// <summary>
/// A carrier's application to a wave. Its sections are written and saved on their own (<see cref="Section"/>); what
/// counts is the last filing, a copy that never changes and stays safe while a newer draft is written.
/// </summary>
public sealed partial class Dossier : Aggregate
{
    /// <summary>In characters; a longer title of a form is cut where titles are listed.</summary>
    public const int MaxTitleLength = 300;

    private readonly List<Member> _members = [];
    private readonly List<Filing> _filings = [];

    private Dossier() { }

    /// <summary>Starts a dossier on the form in force, in a wave that is open.</summary>
    /// <param name="call">The call.</param>
    /// <param name="wave">One of its waves.</param>
    /// <param name="title">The working title.</param>
    /// <param name="carrier">Who starts it, and coordinates it at first.</param>
    /// <param name="now">UTC.</param>
    /// <param name="token">The token of the page on which it was asked for; null where there was none.</param>
    /// <exception cref="RefusedException">The call isn't public, or the wave isn't open.</exception>
    public static Dossier Start(
        Call call,
        Wave wave,
        string title,
        PersonId carrier,
        DateTimeOffset now,
        Guid? token = null
    )
    {
        if (call.PublishedAt is null)
            throw new RefusedException(DossierRefusals.CallNotPublished);
        if (wave.CutOffFor(now) is null)
            throw new RefusedException(
                wave.StateAt(now) == WaveState.Closed ? DossierRefusals.WaveClosed : DossierRefusals.WaveNotOpen
            );
        var dossier = new Dossier
        {
            Id = DossierId.New(),
            CallId = call.Id,
            WaveId = wave.Id,
            FormId = call.CurrentForm.Id,
            Carrier = carrier,
            Title = Shortened(title),
            StartedAt = now,
            StartToken = token,
        };
        dossier._members.Add(new Member(dossier.Id, carrier, MemberRole.Coordinator, Consortium.Lead));
        dossier.Tell(new DossierStarted(dossier.Id, call.Id, wave.Id, carrier, now));
        return dossier;
    }

    public DossierId Id { get; private set; }

    public CallId CallId { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>The version of the form that the draft answers; another one only where its coordinator takes it up.</summary>
    public FormId FormId { get; private set; }

    /// <summary>Who started it.</summary>
    public PersonId Carrier { get; private set; }

    /// <summary>The working title, as the carrier's own list shows it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Given at the first filing and kept by all later ones, such as <c>TL-2024-000187</c>.</summary>
    public string? Number { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Made anew for each page on which a dossier is started: what is sent twice from one starts one dossier.</summary>
    public Guid? StartToken { get; private set; }

    public IReadOnlyList<Member> Members => _members;

    /// <summary>Every filing, oldest first; only the last one counts.</summary>
    public IReadOnlyList<Filing> Filings => [.. _filings.OrderBy(filing => filing.Version)];

    /// <summary>The id of the filing that counts; null while nothing is filed.</summary>
    public FilingId? FilingId { get; private set; }

    /// <summary>When the filing that counts was received, UTC.</summary>
    public DateTimeOffset? FiledAt { get; private set; }

    /// <summary>The cut-off for which the filing that counts was filed.</summary>
    public CutOffId? CutOffId { get; private set; }

    public Withdrawal? Withdrawal { get; private set; }

    public EligibilityCheck? Eligibility { get; private set; }

    /// <summary>Plainly fictional, and labelled so on every page.</summary>
    public bool IsDemonstration { get; private set; }

    public DossierState State =>
        this switch
        {
            { Withdrawal: not null } => DossierState.Withdrawn,
            { Exclusion: not null } => DossierState.Excluded,
            { Dismissal: not null } => DossierState.Dismissed,
            { Reopening: not null } => DossierState.Reopened,
            { Eligibility.IsEligible: true } => DossierState.Eligible,
            { Eligibility.IsEligible: false } => DossierState.Ineligible,
            { FiledAt: not null } => DossierState.Filed,
            _ => DossierState.Draft,
        };

    public Filing? CurrentFiling => _filings.FirstOrDefault(filing => filing.Id == FilingId);

    /// <summary>Whether what was filed can no longer be replaced, since its cut-off has passed.</summary>
    public bool IsFrozen(Wave wave, DateTimeOffset now) =>
        CutOffId is not null
        && Reopening is null
        && (StepDue is { } due ? !due.Accepts(now) : CutOffId != wave.CutOffFor(now)?.Id);

    /// <summary>The cut-off that went by while nothing was filed, of those for which the draft could have been; null if none.</summary>
    public CutOff? MissedCutOff(Wave wave, DateTimeOffset now) =>
        StepDue is null && (FiledAt is null || Reopening is not null)
            ? wave.CutOffs.LastOrDefault(cutOff =>
                !cutOff.Deadline.Accepts(now) && cutOff.Deadline.Accepts(Reopening?.At ?? StartedAt)
            )
            : null;

    public MemberRole? RoleOf(PersonId person) => _members.FirstOrDefault(member => member.Person == person)?.Role;

    /// <summary>The working title follows the form's; where that is empty, the last one stays.</summary>
    public void Rename(string title, PersonId by, DateTimeOffset now)
    {
        if (Shortened(title) is not { Length: > 0 } clean || clean == Title)
            return;
        if (!Writes(by))
            throw new RefusedException(DossierRefusals.MayNotWrite);
        Title = clean;
        Tell(new DossierRenamed(Id, by, now));
    }

    /// <summary>
    /// Files the dossier as it was written at the moment of its reception. The number is given once; filing again
    /// replaces what counts and keeps the number. The same content filed again (a second click, a retry) is the
    /// filing that is there, and so is one that was received later but went through first.
    /// </summary>
    /// <param name="matter">What is filed.</param>
    /// <param name="newNumber">Gives a number that was never used.</param>
    /// <param name="by">Who files.</param>
    /// <param name="now">The moment of reception, UTC.</param>
    /// <param name="announced">The cut-off for which the page said that it files; null where none was named.</param>
    /// <exception cref="RefusedException">
    /// Somebody else than the coordinator files, obstacles stand, or the announced cut-off has passed.
    /// </exception>
    public Filing File(
        FilingMatter matter,
        Func<string> newNumber,
        PersonId by,
        DateTimeOffset now,
        CutOffId? announced = null
    )
    {
        EnsureCoordinator(by);
        if (CurrentFiling is { } there && (Withdrawal, Reopening) is (null, null))
            if (there.IsOf(matter) || there.FiledAt > now)
                return there;
        if (ObstaclesToFiling(matter, now) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        var term = TermAt(matter.Wave, now)!;
        if (announced is { } meant && meant != term.CutOff.Id)
            throw new RefusedException(
                matter.Wave.HasPassed(meant, now) ? DossierRefusals.CutOffPassed : DossierRefusals.CalendarChanged
            );

        Number ??= newNumber();
        var filing = Filing.Of(this, matter, term.CutOff, _filings.Count + 1, by, now);
        _filings.Add(filing);
        (FilingId, FiledAt, CutOffId) = (filing.Id, filing.FiledAt, term.CutOff.Id);
        (IsFiledInPart, Reopening) = (matter.Form.HasStepsAhead, null);
        Tell(
            new DossierFiled(
                Id,
                filing.Id,
                Number,
                filing.Version,
                filing.Sha256,
                term.Deadline.IsInGrace(now),
                by,
                now
            )
        );
        return filing;
    }

    /// <summary>Takes back what was filed, before or after its cut-off, as long as nobody judges it yet.</summary>
    public void Withdraw(string reason, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (Withdrawal is not null)
            return;
        if (FiledAt is null)
            throw new RefusedException(DossierRefusals.NotFiled);
        if (Exclusion is not null)
            throw new RefusedException(DossierRefusals.Excluded);
        if (Dismissal is not null)
            throw new RefusedException(DossierRefusals.Dismissed);
        if (Eligibility is not null)
            throw new RefusedException(DossierRefusals.UnderReview);
        Withdrawal = new Withdrawal(by, now, reason.Trim());
        Tell(new DossierWithdrawn(Id, by, now));
    }

    /// <summary>Checks eligibility (recevabilité) of what was filed, once its cut-off has passed.</summary>
    public void CheckEligibility(Wave wave, bool eligible, string reason, PersonId by, DateTimeOffset now)
    {
        if (Withdrawal is not null)
            throw new RefusedException(DossierRefusals.Withdrawn);
        if (FiledAt is null)
            throw new RefusedException(DossierRefusals.NotFiled);
        if (Exclusion is not null)
            throw new RefusedException(DossierRefusals.Excluded);
        if (Dismissal is not null)
            throw new RefusedException(DossierRefusals.Dismissed);
        if (!IsFrozen(wave, now))
            throw new RefusedException(DossierRefusals.NotYetFrozen);
        if (ComplementsAsked is not null)
            throw new RefusedException(DossierRefusals.ComplementsAwaited);
        if (Eligibility is not null)
            throw new RefusedException(DossierRefusals.AlreadyChecked);
        if (!eligible && string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(DossierRefusals.ReasonNeeded);
        Eligibility = new EligibilityCheck(eligible, by, now, reason.Trim());
        Tell(new EligibilityChecked(Id, eligible, by, now));
    }

    /// <summary>A title as lists show it.</summary>
    internal static string Shortened(string title) => title.Trim().Shortened(MaxTitleLength);

    public void MarkAsDemonstration() => IsDemonstration = true;

    private Refusal? ObstacleOfTime(Wave wave, DateTimeOffset now) =>
        this switch
        {
            { Withdrawal: not null } => DossierRefusals.Withdrawn,
            { Exclusion: not null } => DossierRefusals.Excluded,
            { Dismissal: not null } => DossierRefusals.Dismissed,
            { CarriedTo: not null } => DossierRefusals.CarriedOver,
            _ when IsFrozen(wave, now) => DossierRefusals.Frozen,
            { StepDue: { } due } => due.Accepts(now) ? null : DossierRefusals.StepDuePassed,
            _ when wave.StateAt(now) == WaveState.Announced => DossierRefusals.WaveNotOpen,
            _ when wave.CutOffFor(now) is null => DossierRefusals.WaveClosed,
            _ => null,
        };

    internal void EnsureCoordinator(PersonId person)
    {
        if (RoleOf(person) != MemberRole.Coordinator)
            throw new RefusedException(DossierRefusals.OnlyCoordinator);
    }
}

public sealed record Withdrawal(PersonId By, DateTimeOffset At, string Reason);

/// <param name="Reason">Told to the carrier; needed where the dossier isn't eligible.</param>
public sealed record EligibilityCheck(bool IsEligible, PersonId By, DateTimeOffset At, string Reason);
