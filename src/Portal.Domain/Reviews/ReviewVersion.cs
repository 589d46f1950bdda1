namespace Portal.Domain.Reviews;

/// <summary>How a version of a review came about.</summary>
public enum ReviewVersionKind
{
    Written,

    /// <summary>An earlier version, taken up again.</summary>
    Restored,

    /// <summary>In force from then on.</summary>
    Submitted,
}

/// <summary>What a review said at one of its revisions. It never changes.</summary>
public sealed class ReviewVersion
{
    private ReviewVersion() { }

    internal ReviewVersion(
        ReviewId review,
        int revision,
        ReviewSheet sheet,
        ReviewVersionKind kind,
        DateTimeOffset now
    ) => (ReviewId, Revision, Sheet, Kind, At) = (review, revision, sheet, kind, now);

    public ReviewId ReviewId { get; private set; }

    public int Revision { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    public ReviewVersionKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }
}
