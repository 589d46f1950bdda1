namespace Portal.Domain.Reviews;

/// <summary>
/// What an expert who has submitted, or staff, says of a dossier among those who review it. It stays as it was
/// written; it can be struck out, with a note, and is still read.
/// </summary>
public sealed class DiscussionMessage : Aggregate
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 4_000;

    private DiscussionMessage() { }

    /// <param name="own">The writer's own review of the dossier.</param>
    /// <param name="text">As typed.</param>
    /// <param name="names">What the others can be mentioned by.</param>
    /// <param name="door">Whether the panel still works on the dossier.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Nothing of theirs is submitted, or nothing is said, or all is over.</exception>
    public static DiscussionMessage FromExpert(
        Review own,
        string text,
        IReadOnlyDictionary<string, ReviewId> names,
        PanelDoor door,
        DateTimeOffset now
    )
    {
        if (own.SubmittedAt is null || own.Recusal is not null)
            throw new RefusedException(ReviewRefusals.NotSubmitted);
        return Write(own.DossierId, own.Id, text, names, door, own.ExpertPerson, now);
    }

    /// <summary>Written by an officer in charge: the query that finds the dossier sees to it.</summary>
    public static DiscussionMessage FromStaff(
        DossierId dossier,
        string text,
        IReadOnlyDictionary<string, ReviewId> names,
        PanelDoor door,
        PersonId by,
        DateTimeOffset now
    ) => Write(dossier, review: null, text, names, door, by, now);

    private static DiscussionMessage Write(
        DossierId dossier,
        ReviewId? review,
        string text,
        IReadOnlyDictionary<string, ReviewId> names,
        PanelDoor door,
        PersonId by,
        DateTimeOffset now
    )
    {
        door.EnsureOpen();
        var clean = text.ReplaceLineEndings("\n").Trim();
        if (clean.Length is 0 or > MaxLength)
            throw new RefusedException(
                clean.Length == 0 ? ReviewRefusals.NothingSaid : ReviewRefusals.CommentTooLong(MaxLength)
            );
        var message = new DiscussionMessage
        {
            Id = DiscussionMessageId.New(),
            DossierId = dossier,
            ReviewId = review,
            Text = clean,
            WrittenBy = by,
            WrittenAt = now,
        };
        message.Tell(new DiscussionWritten(message.Id, dossier, by, now));
        foreach (var mentioned in Mentions.In(clean, names).Where(one => one != review))
            message.Tell(new DiscussionMentioned(message.Id, dossier, mentioned, by, now));
        return message;
    }

    public DiscussionMessageId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>The writer's own review; null where staff wrote.</summary>
    public ReviewId? ReviewId { get; private set; }

    public string Text { get; private set; } = "";

    public PersonId WrittenBy { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }

    public Striking? Struck { get; private set; }

    /// <summary>When the reviews that it spoke of were set aside, UTC: the next experts don't read it.</summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <summary>Puts it among what was said before. That the reviews were set aside tells it in the history.</summary>
    public void SetAside(DateTimeOffset now) => SetAsideAt ??= now;

    /// <summary>Strikes it out, by its writer or by staff. Doing it twice changes nothing.</summary>
    public void Strike(string note, bool isStaff, PersonId by, DateTimeOffset now)
    {
        if (by != WrittenBy && !isStaff)
            throw new RefusedException(ReviewRefusals.NotYourMessage);
        if (Struck is not null)
            return;
        Struck = new Striking(by, now, note.Trim());
        Tell(new DiscussionStruck(Id, DossierId, by, now));
    }
}

public sealed record Striking(PersonId By, DateTimeOffset At, string Note);

/// <summary>Who is mentioned in a text: an at sign and what they are called.</summary>
public static class Mentions
{
    /// <param name="text">What is said.</param>
    /// <param name="names">What each can be called: their letter and, where it is known, their name.</param>
    public static IReadOnlyList<ReviewId> In(string text, IReadOnlyDictionary<string, ReviewId> names) =>
        [.. names.Where(name => Mentioned(text, $"@{name.Key}")).Select(name => name.Value).Distinct()];

    private static bool Mentioned(string text, string name)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += name.Length)
            if (at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length]))
                return true;
        return false;
    }
}
