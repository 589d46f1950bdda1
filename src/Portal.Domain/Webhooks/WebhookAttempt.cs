namespace Portal.Domain.Webhooks;

/// <summary>What came of a try.</summary>
public enum AttemptOutcome
{
    /// <summary>2xx.</summary>
    Delivered,

    /// <summary>Any other status than those named here.</summary>
    Refused,

    /// <summary>3xx, which is never followed.</summary>
    Redirected,

    /// <summary>410.</summary>
    Gone,
    TimedOut,

    /// <summary>The address, or what its name resolves to, is inside a network.</summary>
    Inside,
    NoSuchHost,
    Unreachable,

    /// <summary>The receiver's certificate isn't valid for its name, or no secure connection comes about.</summary>
    NotSecure,

    /// <summary>The portal can't read the secret any more: its keys were lost.</summary>
    NotSigned,

    /// <summary>Not sent: the webhook's owner can't see the dossier any more.</summary>
    Withheld,
}

/// <summary>What a try gave.</summary>
/// <param name="Status">Null where nothing answered.</param>
/// <param name="Text">The beginning of the answer.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record AttemptAnswer(
    AttemptOutcome Outcome,
    TimeSpan Took = default,
    int? Status = null,
    string Text = "",
    TimeSpan? RetryAfter = null
);

/// <summary>One try to deliver a message: written before it is sent, so that one that was cut off is seen as such.</summary>
public sealed class WebhookAttempt
{
    /// <summary>Of an answer, in bytes as in characters.</summary>
    public const int MostKept = 1_024;

    private WebhookAttempt() { }

    public WebhookMessageId MessageId { get; private set; }

    /// <summary>1 for the message's first.</summary>
    public int Try { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null while it runs, and for good where nobody knows what came of it.</summary>
    public AttemptOutcome? Outcome { get; private set; }

    public int? Status { get; private set; }

    public int TookMilliseconds { get; private set; }

    /// <summary>The beginning of the answer.</summary>
    public string Answer { get; private set; } = "";

    public void Note(AttemptAnswer answer) =>
        (Outcome, Status, TookMilliseconds, Answer) = (
            answer.Outcome,
            answer.Status,
            (int)answer.Took.TotalMilliseconds,
            answer.Text
        );
}
