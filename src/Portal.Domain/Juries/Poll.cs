using Portal.Domain.Calls;

namespace Portal.Domain.Juries;

/// <summary>What is asked in a vote: an opinion, or a mark on the grid's scale.</summary>
public enum PollKind
{
    Opinion,
    Mark,
}

/// <summary>
/// A vote on one item, for so many seconds. Of a secret one nothing is kept that says who voted what: who has voted,
/// and the tally, and that is all.
/// </summary>
public sealed class Poll : Aggregate
{
    public const string For = "for";
    public const string Against = "against";
    public const string Abstain = "abstain";

    /// <summary>Ballots of a secret vote below which its tally would tell who voted what.</summary>
    public const int FewestTold = 3;

    private readonly List<PollVoter> _voters = [];

    private Poll() { }

    /// <param name="sitting">The sitting, at the item that is voted on.</param>
    /// <param name="jury">Its jury.</param>
    /// <param name="terms">What is asked, and how.</param>
    /// <param name="inConflict">Everybody who must not hear of the item.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">No item is called, or too few are there.</exception>
    public static Poll Open(
        Sitting sitting,
        Jury jury,
        PollTerms terms,
        IReadOnlySet<PersonId> inConflict,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (terms.Seconds is < PollTerms.Shortest or > PollTerms.Longest)
            throw new RefusedException(JuryRefusals.SecondsWrong(PollTerms.Shortest, PollTerms.Longest));
        var poll = new Poll { Id = PollId.New(), SittingId = sitting.Id };
        var item = sitting.ItemToVoteOn();
        (poll.ItemId, poll.DossierId) = (item.Id, item.DossierId);
        poll.Ask(terms, now);
        poll.Admit(jury, sitting.PresentAt(now), inConflict);
        sitting.BeginPoll(poll.Id);
        poll.Tell(
            new PollOpened(
                poll.Id,
                sitting.Id,
                item.DossierId,
                poll.IsSecret,
                poll._voters.Count,
                poll.Required,
                by,
                now
            )
        );
        return poll;
    }

    private void Ask(PollTerms terms, DateTimeOffset now)
    {
        (Kind, IsSecret, Choices) = (terms.Kind, terms.IsSecret, terms.Choices);
        (OpenedAt, ClosesAt) = (now, now.AddSeconds(terms.Seconds));
        Tally = terms.Choices.ToDictionary(choice => choice, _ => 0, StringComparer.Ordinal);
    }

    /// <summary>Who is in conflict counts neither among those who vote nor towards the quorum.</summary>
    private void Admit(Jury jury, IReadOnlySet<PersonId> present, IReadOnlySet<PersonId> inConflict)
    {
        var quorum = jury.QuorumOf(present, inConflict);
        Required = quorum.Required;
        if (!quorum.IsReached)
            throw new RefusedException(JuryRefusals.NoQuorum(quorum.There.Count, quorum.Required));
        _voters.AddRange(quorum.There.Select(person => new PollVoter(Id, person)));
    }

    public PollId Id { get; private set; }

    public SittingId SittingId { get; private set; }

    public AgendaItemId ItemId { get; private set; }

    public DossierId DossierId { get; private set; }

    public PollKind Kind { get; private set; }

    public bool IsSecret { get; private set; }

    public IReadOnlyList<string> Choices { get; private set; } = [];

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The first instant, UTC, that is too late to vote.</summary>
    public DateTimeOffset ClosesAt { get; private set; }

    /// <summary>How many had to be there when it was opened, and have to be when it ends.</summary>
    public int Required { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether enough had voted and were still there when it ended; null before.</summary>
    public bool? HadQuorum { get; private set; }

    /// <summary>Votes by choice; told to nobody before the end.</summary>
    public IReadOnlyDictionary<string, int> Tally { get; private set; } = new Dictionary<string, int>();

    /// <summary>The tally as it may be told once it ended; empty where it would tell who voted what.</summary>
    public IReadOnlyDictionary<string, int> Told =>
        IsSecret && Cast < FewestTold ? new Dictionary<string, int>() : Tally;

    public IReadOnlyList<PollVoter> Voters => _voters;

    public int Cast => _voters.Count(voter => voter.HasVoted);

    public bool IsOverAt(DateTimeOffset now) => ClosedAt is not null || ClosesAt <= now;

    /// <summary>Votes, once. The last one ends it.</summary>
    /// <exception cref="RefusedException">It is over, the person isn't asked or isn't there, or has voted.</exception>
    public void CastBallot(Sitting sitting, PersonId person, string choice, DateTimeOffset now)
    {
        if (IsOverAt(now))
            throw new RefusedException(JuryRefusals.PollOver);
        if (_voters.Find(one => one.Person == person) is not { } voter || !sitting.PresentAt(now).Contains(person))
            throw new RefusedException(JuryRefusals.NotAsked);
        if (voter.HasVoted)
            throw new RefusedException(JuryRefusals.HasVoted);
        if (!Choices.Contains(choice))
            throw new RefusedException(JuryRefusals.NoSuchChoice);
        voter.Vote(IsSecret ? null : choice);
        Tally = Tally.ToDictionary(
            one => one.Key,
            one => one.Value + (one.Key == choice ? 1 : 0),
            StringComparer.Ordinal
        );
        Tell(new BallotCast(Id, IsSecret ? null : choice, person, now));
        if (_voters.TrueForAll(one => one.HasVoted))
            Close(sitting, by: null, now);
    }

    /// <summary>Ends it: at its time, when all have voted, or by the chair's hand. Twice changes nothing.</summary>
    /// <exception cref="RefusedException">It is secret, and a hand would end it before its time.</exception>
    public void Close(Sitting sitting, PersonId? by, DateTimeOffset now)
    {
        if (ClosedAt is not null)
            return;
        if (IsSecret && by is not null)
            throw new RefusedException(JuryRefusals.SecretStaysOpen);
        ClosedAt = ClosesAt < now ? ClosesAt : now;
        sitting.EndPoll();
        var present = sitting.PresentAt(ClosedAt.Value);
        HadQuorum = Cast >= Required && _voters.Count(voter => present.Contains(voter.Person)) >= Required;
        Tell(new PollClosed(Id, SittingId, DossierId, Told, HadQuorum.Value, by, now));
    }
}

/// <summary>Who may vote, and whether they have; in an open vote also what.</summary>
public sealed class PollVoter
{
    private PollVoter() { }

    internal PollVoter(PollId poll, PersonId person) => (PollId, Person) = (poll, person);

    public PollId PollId { get; private set; }

    public PersonId Person { get; private set; }

    public bool HasVoted { get; private set; }

    /// <summary>Null in a secret vote, and before.</summary>
    public string? Choice { get; private set; }

    internal void Vote(string? choice) => (HasVoted, Choice) = (true, choice);
}

/// <param name="Kind">What is asked.</param>
/// <param name="IsSecret">Whether nobody learns who voted what.</param>
/// <param name="Seconds">How long it is open.</param>
/// <param name="Scale">The grid's marks.</param>
public sealed record PollTerms(PollKind Kind, bool IsSecret, int Seconds, MarkScale Scale)
{
    public const int Shortest = 15;
    public const int Longest = 3_600;

    public IReadOnlyList<string> Choices =>
        Kind == PollKind.Opinion
            ? [Poll.For, Poll.Against, Poll.Abstain]
            :
            [
                .. Scale.Marks.Select(mark => mark.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Poll.Abstain,
            ];
}
