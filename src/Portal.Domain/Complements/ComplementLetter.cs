using Portal.Domain.Calls;

namespace Portal.Domain.Complements;

/// <summary>What is to be asked: the same for the preview of the letter and for the request itself.</summary>
public sealed record ComplementLetter(IReadOnlyList<ComplementItem> Items, string Note, Deadline Due)
{
    /// <exception cref="RefusedException">It can't be sent so.</exception>
    public void Ensure(Form form, DateTimeOffset now)
    {
        if (Obstacles(form, now) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
    }

    /// <summary>Why it can't be sent so; empty where it can.</summary>
    public IReadOnlyList<Refusal> Obstacles(Form form, DateTimeOffset now) =>
        [
            .. Items.Count == 0 ? [ComplementRefusals.NoField] : Items.SelectMany(item => Of(item, form)),
            .. Items.Select(item => item.Field).Distinct(StringComparer.Ordinal).Count() < Items.Count
                ? [ComplementRefusals.UnknownField]
                : Array.Empty<Refusal>(),
            .. Note.Length > ComplementRequest.MaxNote
                ? [ComplementRefusals.NoteTooLong(ComplementRequest.MaxNote)]
                : Array.Empty<Refusal>(),
            .. Due.At <= now ? [ComplementRefusals.DueInThePast] : Array.Empty<Refusal>(),
        ];

    private static IEnumerable<Refusal> Of(ComplementItem item, Form form)
    {
        if (form.Section(item.Section)?.Field(item.Field) is not { IsAnswered: true } field)
        {
            yield return ComplementRefusals.UnknownField;
            yield break;
        }
        if (string.IsNullOrWhiteSpace(item.Words))
            yield return ComplementRefusals.WordsNeeded(field.Label);
        if (item.Words.Length > ComplementItem.MaxWords)
            yield return ComplementRefusals.WordsTooLong(field.Label, ComplementItem.MaxWords);
    }
}
