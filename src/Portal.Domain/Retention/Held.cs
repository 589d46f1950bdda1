namespace Portal.Domain.Retention;

/// <summary>What is kept for a time under a rule, and since when that time runs.</summary>
/// <param name="Kind">Under which rule.</param>
/// <param name="Subject">The dossier's, the wave's or the person's id.</param>
/// <param name="Since">UTC.</param>
/// <param name="AnnouncedAt">When those whom it concerns were told that it will be erased; null if never.</param>
/// <param name="Days">How long the rule keeps it.</param>
public sealed record Held(RetainedKind Kind, Guid Subject, DateTimeOffset Since, DateTimeOffset? AnnouncedAt, int Days)
{
    /// <summary>Whether the archives' visa is still awaited: nothing is announced or erased before.</summary>
    public bool AwaitsVisa { get; init; }

    /// <summary>How long before it is erased those whom it concerns are told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <summary>Who removed a draft was told then what becomes of it; nobody is told of others a second time.</summary>
    public bool IsToAnnounceAt(DateTimeOffset now) =>
        !AwaitsVisa && Kind != RetainedKind.RemovedDraft && Announced is null && now >= EndsAt - Notice;

    /// <summary>Whether it is to be announced or erased by then.</summary>
    public bool IsNearAt(DateTimeOffset now) => now >= (Kind == RetainedKind.RemovedDraft ? EndsAt : EndsAt - Notice);

    public bool IsToEraseAt(DateTimeOffset now) =>
        !AwaitsVisa && now >= EndsAt && (Kind == RetainedKind.RemovedDraft || now >= Announced + Notice);

    /// <summary>The earliest moment at which it is erased, where it is announced at the latest now.</summary>
    public DateTimeOffset DueAt(DateTimeOffset now)
    {
        var announced = (Announced ?? now) + Notice;
        return Kind == RetainedKind.RemovedDraft || announced < EndsAt ? EndsAt : announced;
    }

    private DateTimeOffset EndsAt => Since.AddDays(Days);

    /// <summary>Where its time runs anew since, it has to be announced anew.</summary>
    private DateTimeOffset? Announced => AnnouncedAt > Since ? AnnouncedAt : null;
}
