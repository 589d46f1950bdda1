using Portal.Domain.Waves;

namespace Portal.Domain.Awards;

/// <summary>
/// An edition of awards: entries of a wave, a shortlist for each category, and a public vote where the edition wants one.
/// The jury's winners come out as any winner list does.
/// </summary>
public sealed class AwardEdition : Aggregate
{
    public const int MostOfCategory = 3;

    /// <summary>The question of the form that says an entry's category.</summary>
    public const string UsualField = "category";

    private AwardEdition() { }

    /// <param name="wave">Whose entries it honours.</param>
    /// <param name="categoryField">The key of the question that says an entry's category.</param>
    public AwardEdition(WaveId wave, string categoryField) => (WaveId, CategoryField) = (wave, categoryField);

    public WaveId WaveId { get; private set; }

    public string CategoryField { get; private set; } = "";

    public IReadOnlyList<ShortlistEntry> Shortlist { get; private set; } = [];

    /// <summary>When the shortlist became public, UTC; null while it isn't.</summary>
    public DateTimeOffset? ShortlistedAt { get; private set; }

    /// <summary>Until when the public votes; null where this edition has no public vote.</summary>
    public Deadline? VotesUntil { get; private set; }

    public bool TakesVotesAt(DateTimeOffset now) =>
        ShortlistedAt is not null && VotesUntil is { } until && until.Accepts(now);

    /// <summary>Whether the public may read how it voted: never while it votes.</summary>
    public bool TellsVotesAt(DateTimeOffset now) => VotesUntil is { } until && !until.Accepts(now);

    /// <summary>Makes the shortlist public and opens the vote, where there is one. Once: people vote on it.</summary>
    /// <param name="wave">Its own: while it takes entries, they can still be changed and withdrawn.</param>
    /// <param name="entries">Filed for the wave, each with its category.</param>
    /// <param name="votesUntil">Null for an edition without a public vote.</param>
    /// <exception cref="RefusedException">
    /// It is public already, entries are still taken, a category has too many, or the vote would end before it begins.
    /// </exception>
    public void Announce(
        Wave wave,
        IReadOnlyList<ShortlistEntry> entries,
        Deadline? votesUntil,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (ShortlistedAt is not null)
            throw new RefusedException(AwardRefusals.ShortlistedAlready);
        if (wave.StateAt(now) != WaveState.Closed)
            throw new RefusedException(AwardRefusals.NotClosed);
        if (entries.Count == 0)
            throw new RefusedException(AwardRefusals.NothingShortlisted);
        if (entries.CountBy(one => one.Category).Any(one => one.Value > MostOfCategory))
            throw new RefusedException(AwardRefusals.TooMany(MostOfCategory));
        if (votesUntil?.Accepts(now) == false)
            throw new RefusedException(AwardRefusals.VoteEndsBefore);
        (Shortlist, VotesUntil, ShortlistedAt) = (entries, votesUntil, now);
        Tell(new ShortlistAnnounced(WaveId, entries.Count, by, now));
    }
}

/// <param name="Category">The option of the form.</param>
public sealed record ShortlistEntry(DossierId Dossier, string Category);

/// <summary>A vote of the public. It counts once its address is confirmed, and one address votes once a category.</summary>
public sealed class PublicVote
{
    /// <summary>How long it waits for the address to be confirmed.</summary>
    public static readonly TimeSpan ToConfirm = TimeSpan.FromDays(2);

    private PublicVote() { }

    /// <param name="email">Read by nobody.</param>
    /// <param name="network">Names the sender's network without telling it: to see series.</param>
    /// <param name="key">The secret of the link that goes to the address.</param>
    /// <exception cref="RefusedException">No vote is taken now, or for no such entry.</exception>
    public static PublicVote Cast(
        AwardEdition edition,
        DossierId entry,
        EmailAddress email,
        string network,
        string key,
        DateTimeOffset now
    )
    {
        if (!edition.TakesVotesAt(now))
            throw new RefusedException(AwardRefusals.NoVote);
        var shortlisted =
            edition.Shortlist.FirstOrDefault(one => one.Dossier == entry)
            ?? throw new RefusedException(AwardRefusals.NotShortlisted);
        return new PublicVote
        {
            Id = VoteId.New(),
            WaveId = edition.WaveId,
            DossierId = entry,
            Category = shortlisted.Category,
            Email = email,
            Mailbox = email.Mailbox,
            Network = network,
            Key = key,
            CastAt = now,
        };
    }

    public VoteId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public DossierId DossierId { get; private set; }

    public string Category { get; private set; } = "";

    public EmailAddress Email { get; private set; } = null!;

    public string Mailbox { get; private set; } = "";

    public string Network { get; private set; } = "";

    public string Key { get; private set; } = "";

    public DateTimeOffset CastAt { get; private set; }

    /// <summary>UTC; null while it doesn't count.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>
    /// The owner of the address confirms, as long as votes are taken, and says for which entry of the category: somebody
    /// else may have asked for another one with their address.
    /// </summary>
    /// <exception cref="RefusedException">The vote is over, or no such entry is shortlisted in the category.</exception>
    public void Confirm(AwardEdition edition, DossierId entry, DateTimeOffset now)
    {
        if (ConfirmedAt is not null)
            return;
        if (!edition.TakesVotesAt(now))
            throw new RefusedException(AwardRefusals.NoVote);
        if (!edition.Shortlist.Contains(new ShortlistEntry(entry, Category)))
            throw new RefusedException(AwardRefusals.NotShortlisted);
        (DossierId, ConfirmedAt) = (entry, now);
    }
}

public sealed record ShortlistAnnounced(WaveId Wave, int Entries, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "wave.shortlist-announced";

    public override Subject Subject => new("wave", Wave.Value);
}

public static class AwardRefusals
{
    public static Refusal ShortlistedAlready { get; } = new("award.shortlisted-already");

    /// <summary>Entries are still taken.</summary>
    public static Refusal NotClosed { get; } = new("award.not-closed");

    public static Refusal VoteEndUnread { get; } = new("award.vote-end-unread");

    public static Refusal NothingShortlisted { get; } = new("award.nothing-shortlisted");

    public static Refusal TooMany(int most) => new("award.too-many", most);

    public static Refusal VoteEndsBefore { get; } = new("award.vote-ends-before");

    public static Refusal NoVote { get; } = new("award.no-vote");

    public static Refusal VotedAlready { get; } = new("award.voted-already");

    public static Refusal NotShortlisted { get; } = new("award.not-shortlisted");

    public static Refusal EmailMissing { get; } = new("award.email-missing");
}
