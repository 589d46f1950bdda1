namespace Portal.Domain.Reviews.Wishes;

public static class WishRefusals
{
    public static Refusal Closed { get; } = new("wish.closed");

    /// <summary>Kept from the expert by a conflict, or no longer to be reviewed.</summary>
    public static Refusal NotOffered { get; } = new("wish.not-offered");

    public static Refusal InConflict { get; } = new("wish.in-conflict");

    public static Refusal NoDate { get; } = new("wish.no-date");

    public static Refusal EndInThePast { get; } = new("wish.end-in-the-past");
}
