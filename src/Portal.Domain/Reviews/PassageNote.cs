namespace Portal.Domain.Reviews;

/// <summary>What an expert notes for themselves on a passage of a dossier: nobody else reads it.</summary>
public sealed class PassageNote
{
    /// <summary>Characters of the words that are quoted.</summary>
    public const int QuoteLimit = 500;

    /// <summary>Characters of a note.</summary>
    public const int TextLimit = 2_000;

    private PassageNote() { }

    /// <param name="own">The writer's own review.</param>
    /// <param name="field">The question in whose answer the passage is.</param>
    /// <param name="quote">Its words; none for the whole answer.</param>
    /// <param name="text">What is noted.</param>
    /// <param name="now">UTC.</param>
    public static PassageNote Take(Review own, string field, string quote, string text, DateTimeOffset now)
    {
        if (own.Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
        if (string.IsNullOrWhiteSpace(text))
            throw new RefusedException(ReviewRefusals.NothingSaid);
        return new PassageNote
        {
            Id = PassageNoteId.New(),
            ReviewId = own.Id,
            Field = field,
            Quote = quote.Trim().Shortened(QuoteLimit),
            Text = text.Trim().Shortened(TextLimit),
            At = now,
        };
    }

    public PassageNoteId Id { get; private set; }

    public ReviewId ReviewId { get; private set; }

    public string Field { get; private set; } = "";

    public string Quote { get; private set; } = "";

    public string Text { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
