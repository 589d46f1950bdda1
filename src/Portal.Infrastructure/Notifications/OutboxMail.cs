using Portal.Domain;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// A mail that is owed to somebody for an occasion. It is written in the transaction of the act that it tells of,
/// and delivered by a job; (recipient, occasion) is unique, so that nothing sends it twice.
/// </summary>
public sealed class OutboxMail
{
    /// <summary>How the occasions of mails begin that somebody sends to themselves to see their words.</summary>
    public const string Sample = "sample:";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required EmailAddress Recipient { get; init; }

    /// <summary>What the mail is about, once and for all, such as <c>dossier.filed:{filing}</c>.</summary>
    public required string Occasion { get; init; }

    /// <summary>The key of its texts in the resources, such as <c>mail.dossier-filed</c>.</summary>
    public required string Template { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What the texts need, by name.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>The dossier that it is about; while that is a draft which was removed, it doesn't leave.</summary>
    public DossierId? DossierId { get; set; }

    /// <summary>The call that it is about; null where it is about none.</summary>
    public CallId? CallId { get; set; }

    /// <summary>What it brings along for the reader's calendar; null where nothing.</summary>
    public MailAppointment? Appointment { get; set; }

    /// <summary>The decision whose letter it brings along; null where it brings none.</summary>
    public DecisionId? LetterOf { get; set; }

    /// <summary>Whether its link is a secret; it is forgotten once the mail is out.</summary>
    public bool HoldsSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to leave before, by the portal's clock; null where it leaves at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When a delivery was begun and not yet noted as done; a later one finds the mail claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What it reminds of, UTC: after that it is no use. Null where it tells of no date.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When it was said how it leaves; null as long as it wasn't.</summary>
    public DateTimeOffset? SortedAt { get; private set; }

    public OutboxWay? Way { get; private set; }

    /// <summary>When it leaves with others; null where it doesn't.</summary>
    public DateTimeOffset? DigestAt { get; private set; }

    /// <summary>The mail that brings it to its reader along with others; that one is sent, this one never.</summary>
    public Guid? CarriedBy { get; private set; }

    /// <summary>Whether it is one that somebody sent to themselves to see its words.</summary>
    public bool IsSample => Occasion.StartsWith(Sample, StringComparison.Ordinal);

    /// <summary>Asked for by who reads it: it waits for nothing.</summary>
    public void LeaveAtOnce(DateTimeOffset now) => (Way, SortedAt) = (OutboxWay.AtOnce, now);

    /// <summary>When it was reported that it did not reach its mailbox; null where nothing was.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    public BounceKind? BounceKind { get; private set; }

    /// <summary>The status and the words of the server that did not take it.</summary>
    public string? BounceSaid { get; private set; }

    /// <summary>A hard bounce stands, whatever is reported after it.</summary>
    public void Bounce(BounceKind kind, string said, DateTimeOffset now)
    {
        if (BounceKind != Domain.Notifications.BounceKind.Hard)
            (BouncedAt, BounceKind, BounceSaid) = (now, kind, said);
    }

    public int Attempts { get; set; }

    /// <summary>Not to be tried before, UTC.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>How a mail that is owed comes to its reader.</summary>
public enum OutboxWay
{
    AtOnce,

    /// <summary>With others, as one mail.</summary>
    Digest,

    /// <summary>Not by mail: as its reader chose, or because its date is past.</summary>
    PortalOnly,
}

/// <summary>A person decided that a mail which is in doubt, or which was refused, goes out again.</summary>
public sealed record MailSentAgain(Guid Mail, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "mail.sent-again";

    public override Subject Subject => new("mail", Mail);
}
