using Portal.Domain.Dossiers;

namespace Portal.Domain.Messages;

public enum MessageSide
{
    /// <summary>The team of the dossier.</summary>
    Carrier,

    /// <summary>The service in charge of the call.</summary>
    Staff,
}

/// <summary>
/// What one side of a dossier wrote to the other. It stays as it was written; a slip can be taken back for a few
/// minutes, as long as nobody of the other side has opened the thread.
/// </summary>
public sealed class Message : Aggregate
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>For how long after its writing a message can be taken back.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromMinutes(5);

    private Message() { }

    /// <summary>Written by the dossier's coordinator or one of its writers.</summary>
    /// <exception cref="RefusedException">Somebody else writes, or the text is empty or too long.</exception>
    public static Message FromTeam(Dossier dossier, string text, PersonId by, DateTimeOffset now) =>
        dossier.Writes(by)
            ? Write(dossier, MessageSide.Carrier, text, by, now)
            : throw new RefusedException(MessageRefusals.MayNotWrite);

    /// <summary>Written by an officer in charge of the call: the query that finds the dossier sees to it.</summary>
    /// <exception cref="RefusedException">
    /// The officer is in the dossier's team, or the text is empty or too long.
    /// </exception>
    public static Message FromStaff(Dossier dossier, string text, PersonId by, DateTimeOffset now) =>
        dossier.RoleOf(by) is null
            ? Write(dossier, MessageSide.Staff, text, by, now)
            : throw new RefusedException(MessageRefusals.OwnDossier);

    private static Message Write(Dossier dossier, MessageSide side, string text, PersonId by, DateTimeOffset now)
    {
        var clean = text.ReplaceLineEndings("\n").Trim();
        if (clean.Length == 0)
            throw new RefusedException(MessageRefusals.Empty);
        if (clean.Length > MaxLength)
            throw new RefusedException(MessageRefusals.TooLong(MaxLength, clean.Length));
        var message = new Message
        {
            Id = MessageId.New(),
            DossierId = dossier.Id,
            From = side,
            Text = clean,
            WrittenBy = by,
            WrittenAt = now,
        };
        message.Tell(new MessageWritten(dossier.Id, message.Id, side, by, now));
        return message;
    }

    public MessageId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public MessageSide From { get; private set; }

    public string Text { get; private set; } = "";

    public PersonId WrittenBy { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }

    public Retraction? Retraction { get; private set; }

    /// <summary>Whether its writer may still take it back, as long as the other side has not opened the thread.</summary>
    public bool CanBeTakenBackBy(PersonId person, DateTimeOffset now) =>
        Retraction is null && person == WrittenBy && now - WrittenAt < TakenBackWithin;

    /// <summary>Takes a slip back: nobody reads it any more. Doing it twice changes nothing.</summary>
    /// <param name="isRead">Whether somebody of the other side has opened the thread since.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It is somebody else's, it was read, or it is too late.</exception>
    public void TakeBack(bool isRead, PersonId by, DateTimeOffset now)
    {
        if (by != WrittenBy)
            throw new RefusedException(MessageRefusals.NotYours);
        if (Retraction is not null)
            return;
        if (isRead)
            throw new RefusedException(MessageRefusals.Read);
        if (!CanBeTakenBackBy(by, now))
            throw new RefusedException(MessageRefusals.TooLate((int)TakenBackWithin.TotalMinutes));
        Retraction = new Retraction(by, now);
        Tell(new MessageTakenBack(DossierId, Id, by, now));
    }
}

public sealed record Retraction(PersonId By, DateTimeOffset At);

/// <summary>
/// Up to which message a person has read the thread of a dossier. Each of the team has their own mark; the service
/// has read what one of it has read.
/// </summary>
public sealed class ThreadReading
{
    private ThreadReading() { }

    public DossierId DossierId { get; private set; }

    public PersonId Person { get; private set; }

    /// <summary>For which side the person read.</summary>
    public MessageSide Side { get; private set; }

    /// <summary>When the last message that they saw was written, UTC.</summary>
    public DateTimeOffset UpTo { get; private set; }
}
