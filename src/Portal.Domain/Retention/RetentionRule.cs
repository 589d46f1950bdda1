namespace Portal.Domain.Retention;

/// <summary>What is erased after a time.</summary>
public enum RetainedKind
{
    /// <summary>A draft that was never filed; its time runs from the end of its wave, or from when it was last written in.</summary>
    UnfiledDraft,

    /// <summary>A draft that its coordinator removed; its time runs from then.</summary>
    RemovedDraft,
}

/// <summary>
/// How long a kind of data is kept. No law sets these times: they are the programme's own choice, which an
/// administrator makes within bounds.
/// </summary>
public sealed class RetentionRule : Aggregate
{
    private RetentionRule() { }

    /// <summary>The portal's own choice, until somebody makes another.</summary>
    public static RetentionRule DefaultOf(RetainedKind kind) =>
        new() { Kind = kind, Days = kind == RetainedKind.UnfiledDraft ? 365 : 60 };

    public RetainedKind Kind { get; private set; }

    public int Days { get; private set; }

    /// <summary>A draft can be wanted for the next wave; what was removed can be brought back for thirty days.</summary>
    public static int LeastOf(RetainedKind kind) => kind == RetainedKind.UnfiledDraft ? 90 : 30;

    public static int MostOf(RetainedKind kind) => kind == RetainedKind.UnfiledDraft ? 1095 : 365;

    /// <exception cref="RefusedException">It is out of bounds.</exception>
    public void Set(int days, PersonId by, DateTimeOffset now)
    {
        if (days < LeastOf(Kind) || days > MostOf(Kind))
            throw new RefusedException(RetentionRefusals.OutOfBounds(LeastOf(Kind), MostOf(Kind)));
        if (days == Days)
            return;
        Days = days;
        Tell(new RetentionSet(Kind, days, by, now));
    }
}

public static class RetentionRefusals
{
    public static Refusal OutOfBounds(int least, int most) => new("shared.retention-bounds", least, most);
}

public sealed record RetentionSet(RetainedKind Kind, int Days, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "retention.set";

    /// <summary>A kind has no id: the history gets one that is always the same.</summary>
    public override Subject Subject => new("retention", new Guid(0, 0, (short)(1 + (int)Kind), new byte[8]));
}
