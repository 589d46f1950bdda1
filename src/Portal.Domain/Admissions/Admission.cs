using Portal.Domain.Dossiers;

namespace Portal.Domain.Admissions;

public enum CriterionState
{
    /// <summary>Nobody has checked it yet.</summary>
    Awaited,
    Met,
    NotMet,

    /// <summary>It was met; what proves it no longer holds.</summary>
    Expired,
}

public enum AdmissionState
{
    Awaited,
    Met,
    NotMet,
    Expired,
}

/// <summary>What was found of each criterion of a dossier that doesn't compete.</summary>
public sealed class Admission : Aggregate
{
    public const int TextLength = 4_000;

    private Admission() { }

    /// <exception cref="RefusedException">It isn't filed.</exception>
    public static Admission Of(Dossier dossier)
    {
        if (dossier.FiledAt is null)
            throw new RefusedException(AdmissionRefusals.NotFiled);
        return new Admission { DossierId = dossier.Id, WaveId = dossier.WaveId };
    }

    public DossierId DossierId { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>When all criteria were first met, UTC: its rank where places go as they come. It stays when one expires.</summary>
    public DateTimeOffset? MetAt { get; private set; }

    /// <summary>The filing of which all criteria were last met: the public reads its words, as they were checked.</summary>
    public FilingId? MetWith { get; private set; }

    /// <summary>The first day on which a criterion that is met no longer holds; null where none ends.</summary>
    public DateOnly? NextExpiry { get; private set; }

    /// <summary>Since when it has a place, UTC: it keeps it as long as its criteria are met. Null while it has none.</summary>
    public DateTimeOffset? PlacedAt { get; private set; }

    public IReadOnlyList<CriterionRecord> Records { get; private set; } = [];

    public CriterionRecord? Record(string key) => Records.FirstOrDefault(one => one.Key == key);

    /// <param name="key">Of the criterion.</param>
    /// <param name="filing">The filing that counts: what was found of another one says nothing of it.</param>
    /// <param name="day">Europe/Paris.</param>
    public CriterionState StateOf(string key, FilingId filing, DateOnly day) =>
        Record(key)?.Check switch
        {
            null => CriterionState.Awaited,
            { Filing: var looked } when looked != filing => CriterionState.Awaited,
            { IsMet: false } => CriterionState.NotMet,
            { ValidUntil: { } until } when until < day => CriterionState.Expired,
            _ => CriterionState.Met,
        };

    /// <summary>As a whole: one that isn't met decides, then one that expired, then one that nobody has checked.</summary>
    public AdmissionState StateOn(AdmissionPlan plan, FilingId filing, DateOnly day)
    {
        var states = plan.Criteria.Select(one => StateOf(one.Key, filing, day)).ToHashSet();
        return states switch
        {
            _ when states.Contains(CriterionState.NotMet) => AdmissionState.NotMet,
            _ when states.Contains(CriterionState.Expired) => AdmissionState.Expired,
            _ when states.Contains(CriterionState.Awaited) => AdmissionState.Awaited,
            _ => AdmissionState.Met,
        };
    }

    /// <summary>The carrier brings what proves a criterion, or proves it anew. What holds goes on holding until it is checked.</summary>
    /// <exception cref="RefusedException">Somebody of another team brings it, nothing is said, or there is no such criterion.</exception>
    public void Bring(Dossier dossier, AdmissionPlan plan, string key, BroughtEvidence evidence)
    {
        if (!dossier.Writes(evidence.By))
            throw new RefusedException(AdmissionRefusals.MayNotBring);
        EnsureKnown(plan, key);
        if (evidence.Statement.Length is 0 or > TextLength)
            throw new RefusedException(AdmissionRefusals.StatementMissing(TextLength));
        if (evidence.Link.Length > 0 && !PageAddress.IsElsewhere(evidence.Link))
            throw new RefusedException(AdmissionRefusals.NotSecure);
        Put((Record(key) ?? new CriterionRecord(key, null, null)) with { Brought = evidence });
        Tell(new EvidenceBrought(DossierId, key, evidence.By, evidence.At));
    }

    /// <summary>Staff says whether a criterion is met, until when, and why not. What was looked at is kept with it.</summary>
    /// <param name="plan">Of the call.</param>
    /// <param name="filing">The filing that counts, which they looked at.</param>
    /// <param name="key">Of the criterion.</param>
    /// <param name="found">What they say.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">UTC.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <exception cref="RefusedException">There is no such criterion, no reason is given, or its last day has gone by.</exception>
    public void Check(
        AdmissionPlan plan,
        FilingId filing,
        string key,
        CriterionFinding found,
        PersonId by,
        DateTimeOffset now,
        DateOnly today
    )
    {
        var criterion = EnsureKnown(plan, key);
        var reason = found.Reason.Trim();
        if (!found.IsMet && reason.Length == 0)
            throw new RefusedException(AdmissionRefusals.ReasonMissing(TextLength));
        if (reason.Length > TextLength)
            throw new RefusedException(AdmissionRefusals.ReasonTooLong(TextLength));
        var until = found.IsMet ? found.ValidUntil ?? criterion.LastDayFrom(today) : null;
        if (until < today)
            throw new RefusedException(AdmissionRefusals.Expired);
        var check = new CriterionCheck(found.IsMet, reason, until, filing, by, now)
        {
            Evidence = Record(key)?.Brought ?? Record(key)?.Check?.Evidence,
        };
        Put(new CriterionRecord(key, check, Brought: null));
        if (StateOn(plan, filing, today) == AdmissionState.Met)
            (MetAt, MetWith) = (MetAt ?? now, filing);
        Tell(new CriterionChecked(DossierId, key, found.IsMet, by, now));
    }

    /// <summary>Notes whether it has a place now, so that its team is told when that changes. Doing it twice changes nothing.</summary>
    public void Settle(bool hasPlace, DateTimeOffset now)
    {
        if (hasPlace == PlacedAt is not null)
            return;
        PlacedAt = hasPlace ? now : null;
        Tell(hasPlace ? new PlaceGiven(DossierId, now) : new PlaceLost(DossierId, now));
    }

    private static AdmissionCriterion EnsureKnown(AdmissionPlan plan, string key) =>
        plan.Criterion(key) ?? throw new RefusedException(AdmissionRefusals.NoSuchCriterion);

    private void Put(CriterionRecord record)
    {
        Records = [.. Records.Where(one => one.Key != record.Key), record];
        NextExpiry = Records.Where(one => one.Check is { IsMet: true }).Min(one => one.Check!.ValidUntil);
    }

    /// <summary>
    /// Who has a place, in order: those whose criteria were all met, up to as many as there are places. What expires or
    /// fails since gives its place to the next, who keeps it when the other is mended.
    /// </summary>
    /// <param name="plan">Of the call.</param>
    /// <param name="candidates">All of a wave.</param>
    /// <param name="day">Europe/Paris.</param>
    public static IReadOnlyList<DossierId> Admitted(
        AdmissionPlan plan,
        IEnumerable<Candidate> candidates,
        DateOnly day
    ) => [.. InOrder(plan, candidates, day).Take(plan.Places ?? int.MaxValue)];

    /// <summary>Those who meet the criteria and have no place, in the order in which they get one.</summary>
    public static IReadOnlyList<DossierId> Waiting(
        AdmissionPlan plan,
        IEnumerable<Candidate> candidates,
        DateOnly day
    ) => [.. InOrder(plan, candidates, day).Skip(plan.Places ?? int.MaxValue)];

    private static IEnumerable<DossierId> InOrder(
        AdmissionPlan plan,
        IEnumerable<Candidate> candidates,
        DateOnly day
    ) =>
        candidates
            .Where(one => one.Admission.StateOn(plan, one.Filing, day) == AdmissionState.Met)
            .Where(one => plan.Order == AdmissionOrder.FirstCome || one.HasPassed)
            .OrderBy(one => one.Admission.PlacedAt is null)
            .ThenBy(one => plan.Order == AdmissionOrder.FirstCome ? one.Admission.MetAt : one.FiledAt)
            .ThenBy(one => one.Admission.DossierId.Value)
            .Select(one => one.Admission.DossierId);
}

/// <summary>A dossier among those of its wave that ask for a place.</summary>
/// <param name="Filing">The filing that counts.</param>
/// <param name="FiledAt">When that one was received, UTC: its rank where places go at the cut-off.</param>
/// <param name="HasPassed">Whether its cut-off has passed.</param>
public sealed record Candidate(Admission Admission, FilingId Filing, DateTimeOffset FiledAt, bool HasPassed);

/// <summary>A criterion of a dossier: what was found, and what was brought since.</summary>
public sealed record CriterionRecord(string Key, CriterionCheck? Check, BroughtEvidence? Brought);

/// <summary>What staff finds of a criterion.</summary>
/// <param name="Reason">Why not; or what was looked at.</param>
/// <param name="ValidUntil">The last day on which it holds; null for as long as the plan says.</param>
public sealed record CriterionFinding(bool IsMet, string Reason, DateOnly? ValidUntil);

/// <param name="Reason">Why not; or what was looked at.</param>
/// <param name="ValidUntil">The last day on which it holds, Europe/Paris; null for good.</param>
/// <param name="Filing">The filing that was looked at.</param>
public sealed record CriterionCheck(
    bool IsMet,
    string Reason,
    DateOnly? ValidUntil,
    FilingId Filing,
    PersonId By,
    DateTimeOffset At
)
{
    /// <summary>What was brought when it was checked; null where the dossier alone was looked at.</summary>
    public BroughtEvidence? Evidence { get; init; }
}

/// <param name="Link">An https address; empty where the statement or the dossier's files say it.</param>
public sealed record BroughtEvidence(string Statement, string Link, PersonId By, DateTimeOffset At);
