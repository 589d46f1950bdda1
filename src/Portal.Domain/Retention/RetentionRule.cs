namespace Portal.Domain.Retention;

/// <summary>What is erased after a time, or made to lead to nobody.</summary>
public enum RetainedKind
{
    /// <summary>A draft that was never filed; its time runs from the end of its wave, or from when it was last written in.</summary>
    UnfiledDraft,

    /// <summary>A draft that its coordinator removed; its time runs from then.</summary>
    RemovedDraft,

    /// <summary>What was filed and got no aid; its time runs from the end of the last remedy.</summary>
    RejectedDossier,

    /// <summary>A wave's reviews, with who wrote them; their time runs from the end of its last remedy, and of its last project.</summary>
    Review,

    /// <summary>The account of somebody who doesn't come any more; its time runs from when they last signed in.</summary>
    IdleAccount,
}

/// <summary>
/// How long a kind of data is kept: no longer than it is of use (GDPR, art. 5(1)(e)). No law sets these times: they are
/// the programme's own choice, which an administrator makes within bounds.
/// </summary>
public sealed class RetentionRule : Aggregate
{
    /// <summary>Characters of the visa's reference.</summary>
    public const int VisaLength = 200;

    private RetentionRule() { }

    /// <summary>The portal's own choice, until somebody makes another.</summary>
    public static RetentionRule DefaultOf(RetainedKind kind) => new() { Kind = kind, Days = BoundsOf(kind).Usual };

    public RetainedKind Kind { get; private set; }

    public int Days { get; private set; }

    /// <summary>The reference under which the archives' service agreed; empty until it is noted.</summary>
    public string Visa { get; private set; } = "";

    /// <summary>
    /// What a public service received or wrote in its task is of the public archives (code du patrimoine, art. L.211-4):
    /// what isn't kept of it is chosen (art. L.212-2, L.212-3), and nothing is destroyed before the archives' service
    /// agreed. A draft was never received, and an account is none of the service's acts.
    /// </summary>
    public static bool NeedsVisa(RetainedKind kind) => kind is RetainedKind.RejectedDossier or RetainedKind.Review;

    /// <summary>A call may have a time of its own, but for accounts, which are of no call.</summary>
    public static bool IsOfCalls(RetainedKind kind) => kind != RetainedKind.IdleAccount;

    /// <summary>Whether anything is announced and erased under it.</summary>
    public bool IsInForce => !NeedsVisa(Kind) || Visa.Length > 0;

    public static int LeastOf(RetainedKind kind) => BoundsOf(kind).Least;

    public static int MostOf(RetainedKind kind) => BoundsOf(kind).Most;

    /// <exception cref="RefusedException">It is out of bounds.</exception>
    public void Set(int days, PersonId by, DateTimeOffset now)
    {
        EnsureWithin(Kind, days);
        if (days == Days)
            return;
        Days = days;
        Tell(new RetentionSet(Kind, days, by, now));
    }

    /// <summary>Notes that the archives' service agreed, or that it does no longer.</summary>
    public void NoteVisa(string reference, PersonId by, DateTimeOffset now)
    {
        var visa = reference.Trim();
        if (visa == Visa)
            return;
        if (!NeedsVisa(Kind))
            throw new RefusedException(RetentionRefusals.NeedsNoVisa);
        if (visa.Length > VisaLength)
            throw new RefusedException(RetentionRefusals.VisaTooLong(VisaLength));
        Visa = visa;
        Tell(new RetentionVisaNoted(Kind, visa, by, now));
    }

    internal static void EnsureWithin(RetainedKind kind, int days)
    {
        if (days < LeastOf(kind) || days > MostOf(kind))
            throw new RefusedException(RetentionRefusals.OutOfBounds(LeastOf(kind), MostOf(kind)));
    }

    /// <summary>
    /// A draft can be wanted for the next wave; what was removed can be brought back for thirty days; who got no aid may
    /// come back the year after, and who reckons with a call's figures does so within years.
    /// </summary>
    private static (int Usual, int Least, int Most) BoundsOf(RetainedKind kind) =>
        kind switch
        {
            RetainedKind.UnfiledDraft => (365, 90, 1095),
            RetainedKind.RemovedDraft => (60, 30, 365),
            RetainedKind.IdleAccount => (1095, 365, 1825),
            _ => (730, 365, 3650),
        };
}

/// <summary>How long a kind of a call's data is kept, where that differs from the others.</summary>
public sealed class CallRetention : Aggregate
{
    private CallRetention() { }

    public static CallRetention Of(CallId call, RetainedKind kind) => new() { CallId = call, Kind = kind };

    public CallId CallId { get; private set; }

    public RetainedKind Kind { get; private set; }

    /// <summary>Null where it is as for every call.</summary>
    public int? Days { get; private set; }

    /// <param name="days">Null to go back to what holds for every call.</param>
    /// <param name="by">Who chooses.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It is out of bounds, or of no call.</exception>
    public void Set(int? days, PersonId by, DateTimeOffset now)
    {
        if (!RetentionRule.IsOfCalls(Kind))
            throw new RefusedException(RetentionRefusals.OfNoCall);
        if (days is { } chosen)
            RetentionRule.EnsureWithin(Kind, chosen);
        if (days == Days)
            return;
        Days = days;
        Tell(new CallRetentionSet(CallId, Kind, days, by, now));
    }
}

public static class RetentionRefusals
{
    public static Refusal OfNoCall { get; } = new("shared.retention-of-no-call");

    public static Refusal OutOfBounds(int least, int most) => new("shared.retention-bounds", least, most);

    public static Refusal NeedsNoVisa { get; } = new("shared.retention-needs-no-visa");

    public static Refusal VisaTooLong(int most) => new("shared.retention-visa-too-long", most);
}
