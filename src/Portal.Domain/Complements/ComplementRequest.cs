using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Domain.Complements;

/// <summary>One field that is asked for again, and what is asked, in words that the carrier reads.</summary>
public sealed record ComplementItem(string Section, string Field, string Words)
{
    /// <summary>Characters.</summary>
    public const int MaxWords = 1_000;
}

/// <param name="FilingId">The filing that brought the complements; null where there was nothing to add.</param>
/// <param name="Words">What the carrier said in place of complements.</param>
public sealed record ComplementAnswer(PersonId By, DateTimeOffset At, FilingId? FilingId, string Words);

public sealed record RequestWithdrawal(PersonId By, DateTimeOffset At, string Reason);

/// <param name="MovedTo">The cut-off for which the dossier counts from then on; null where it was excluded.</param>
public sealed record MissedRequest(DateTimeOffset At, CutOffId? MovedTo);

/// <summary>
/// A request for complements: named fields of a dossier whose cut-off has passed, what is asked for each, and a date.
/// Only these fields may be written, and only they may differ in the filing that answers. It ends in one of four ways:
/// answered by a filing, answered with nothing to add, withdrawn, or missed.
/// </summary>
public sealed partial class ComplementRequest : Aggregate
{
    /// <summary>Characters of the introduction, of an answer in words, and of a reason.</summary>
    public const int MaxNote = 2_000;

    private ComplementRequest() { }

    /// <summary>Why nothing can be asked of a dossier now; null where it can. Pages tell it, asking refuses on it.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="wave">Its wave.</param>
    /// <param name="isDecided">Whether a decision was taken on it.</param>
    /// <param name="now">UTC.</param>
    public static Refusal? ObstacleToAsking(Dossier dossier, Wave wave, bool isDecided, DateTimeOffset now) =>
        dossier switch
        {
            { FiledAt: null } => DossierRefusals.NotFiled,
            { Withdrawal: not null } => DossierRefusals.Withdrawn,
            { Exclusion: not null } => DossierRefusals.Excluded,
            { Dismissal: not null } => DossierRefusals.Dismissed,
            { Eligibility.IsEligible: false } => ComplementRefusals.NotEligible,
            _ when !dossier.IsFrozen(wave, now) => DossierRefusals.NotYetFrozen,
            _ when isDecided => ComplementRefusals.Decided,
            { ComplementsAsked: not null } => ComplementRefusals.AlreadyAsked,
            _ => null,
        };

    /// <summary>Asks for complements; who may ask is decided by the query that finds the dossier.</summary>
    /// <exception cref="RefusedException">
    /// The dossier isn't filed, frozen and undecided, another request is open, no field is named, a field isn't of the
    /// form or lacks its words, or the date is past.
    /// </exception>
    public static ComplementRequest Ask(
        Dossier dossier,
        Wave wave,
        Form form,
        ComplementLetter letter,
        bool isDecided,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (ObstacleToAsking(dossier, wave, isDecided, now) is { } obstacle)
            throw new RefusedException(obstacle);
        letter.Ensure(form, now);
        var request = new ComplementRequest
        {
            Id = ComplementRequestId.New(),
            DossierId = dossier.Id,
            FilingId = dossier.FilingId!.Value,
            Items = letter.Items,
            Sections = [.. letter.Items.Select(item => item.Section).Distinct(StringComparer.Ordinal)],
            Note = letter.Note,
            Due = letter.Due,
            AskedBy = by,
            AskedAt = now,
        };
        dossier.AwaitComplements(request.Id);
        request.Tell(new ComplementsAsked(dossier.Id, request.Id, request.Due.At, by, now));
        return request;
    }

    public ComplementRequestId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>The filing that counted when complements were asked for.</summary>
    public FilingId FilingId { get; private set; }

    public IReadOnlyList<ComplementItem> Items { get; private set; } = [];

    /// <summary>The keys of the sections that hold a field of <see cref="Items"/>.</summary>
    public IReadOnlyList<string> Sections { get; private set; } = [];

    /// <summary>What introduces the request; may be empty.</summary>
    public string Note { get; private set; } = "";

    public Deadline Due { get; private set; } = null!;

    public PersonId AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public ComplementAnswer? Answer { get; private set; }

    public RequestWithdrawal? Withdrawal { get; private set; }

    public MissedRequest? Missed { get; private set; }

    /// <summary>Whether it was neither answered, nor withdrawn, nor missed.</summary>
    public bool IsOpen => Answer is null && Withdrawal is null && Missed is null;

    public WritableFields Fields => WritableFields.Those(Items.Select(item => item.Field));

    /// <summary>Sets a later date.</summary>
    /// <exception cref="RefusedException">The request is settled or its date has passed, or the new one isn't later.</exception>
    public void Prolong(Deadline due, PersonId by, DateTimeOffset now)
    {
        EnsureAnswerable(now);
        if (due.At <= Due.At)
            throw new RefusedException(ComplementRefusals.NotLater);
        var from = Due.At;
        Due = due;
        Tell(new ComplementsProlonged(DossierId, Id, from, due.At, by, now));
    }

    /// <summary>Withdraws the request: the dossier goes on as it was filed. Doing it twice changes nothing.</summary>
    /// <exception cref="RefusedException">It was answered or missed.</exception>
    public void Withdraw(Dossier dossier, string reason, PersonId by, DateTimeOffset now)
    {
        if (Withdrawal is not null)
            return;
        EnsureAnswerable(now);
        Withdrawal = new RequestWithdrawal(by, now, reason.Trim().Shortened(MaxNote));
        dossier.AwaitNothing();
        Tell(new ComplementsWithdrawn(DossierId, Id, by, now));
    }

    /// <summary>Notes that the date went by without an answer, and does what the call says. Early, or twice, changes nothing.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="wave">Its wave.</param>
    /// <param name="rule">What the call says.</param>
    /// <param name="now">UTC; the cut-offs left are those at the date itself, however late somebody looks.</param>
    /// <returns>Whether the dossier left its cut-off or was excluded now.</returns>
    public bool Miss(Dossier dossier, Wave wave, MissedComplements rule, DateTimeOffset now)
    {
        if (!IsOpen || Due.Accepts(now) || dossier.Withdrawal is not null)
            return false;
        var next = rule == MissedComplements.NextCutOff ? wave.CutOffFor(Due.EndsAt) : null;
        Missed = new MissedRequest(now, next?.Id);
        if (next is null)
            dossier.Exclude(Id, now);
        else
            dossier.MoveTo(next, now);
        Tell(new ComplementsMissed(DossierId, Id, next?.Id, By: null, now));
        return true;
    }

    private Refusal? ObstacleToAnswering(DateTimeOffset now) =>
        this switch
        {
            { Answer: not null } => ComplementRefusals.Answered,
            { Withdrawal: not null } => ComplementRefusals.RequestWithdrawn,
            { Missed: not null } => ComplementRefusals.DuePassed,
            _ when !Due.Accepts(now) => ComplementRefusals.DuePassed,
            _ => null,
        };

    private void EnsureAnswerable(DateTimeOffset now)
    {
        if (ObstacleToAnswering(now) is { } obstacle)
            throw new RefusedException(obstacle);
    }
}
