namespace Portal.Domain.Retention;

/// <summary>A draft that nobody filed, and since when its time runs.</summary>
/// <param name="Dossier">Which one.</param>
/// <param name="Kind">Whether it was removed.</param>
/// <param name="Since">UTC.</param>
/// <param name="AnnouncedAt">When its team was told that it will be erased; null if never.</param>
/// <param name="Days">How long the rule keeps it.</param>
public sealed record HeldDraft(
    DossierId Dossier,
    RetainedKind Kind,
    DateTimeOffset Since,
    DateTimeOffset? AnnouncedAt,
    int Days
)
{
    /// <summary>How long before it is erased its team is told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <summary>Who removed a draft was told then what becomes of it; nobody is told of others a second time.</summary>
    public bool IsToAnnounceAt(DateTimeOffset now) =>
        Kind == RetainedKind.UnfiledDraft && Announced is null && now >= EndsAt - Notice;

    public bool IsToEraseAt(DateTimeOffset now) =>
        now >= EndsAt && (Kind == RetainedKind.RemovedDraft || now >= Announced + Notice);

    /// <summary>The earliest moment at which it is erased, where it is announced at the latest now.</summary>
    public DateTimeOffset DueAt(DateTimeOffset now)
    {
        var announced = (Announced ?? now) + Notice;
        return Kind == RetainedKind.RemovedDraft || announced < EndsAt ? EndsAt : announced;
    }

    private DateTimeOffset EndsAt => Since.AddDays(Days);

    /// <summary>What was written in since, or kept, has to be announced anew.</summary>
    private DateTimeOffset? Announced => AnnouncedAt > Since ? AnnouncedAt : null;
}
