using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>What another version of the form makes of a dossier's answers: they stay where key and type do.</summary>
/// <param name="Anew">What it asks that the one before doesn't, or asks otherwise.</param>
/// <param name="Dropped">What is answered and isn't asked any more, or is asked otherwise: a field, or a column of a table.</param>
/// <param name="Unfit">What stays, and no longer is as it must be.</param>
/// <param name="Kept">The answers that stay.</param>
public sealed record FormMove(
    IReadOnlyList<FormField> Anew,
    IReadOnlyList<LocalizedText> Dropped,
    IReadOnlyList<Obstacle> Unfit,
    Answers Kept
)
{
    public static FormMove Between(Form from, Form to, Answers typed)
    {
        var kept = KeptOf(from, to, typed);
        var before = FormObstacles.In(from, typed).ToHashSet();
        return new FormMove(
            [.. to.Fields.Where(field => field.IsAnswered && !Stays(from, field))],
            [
                .. from
                    .Fields.Where(field => field.IsAnswered && typed.Has(field.Key))
                    .SelectMany(field => DroppedOf(field, to, typed)),
            ],
            [.. FormObstacles.In(to, kept).Where(obstacle => !obstacle.IsMissing && !before.Contains(obstacle))],
            kept
        );
    }

    private static bool Stays(Form form, FormField field) =>
        form.Fields.Any(one => one.Key == field.Key && one.Type == field.Type);

    private static Answers KeptOf(Form from, Form to, Answers typed)
    {
        var kept = typed.Only(to.Fields.Where(field => Stays(from, field)).Select(field => field.Key));
        foreach (var table in to.Fields.Where(field => field.HasRows && kept.Has(field.Key)))
        {
            var old = from.Fields.First(field => field.Key == table.Key);
            var columns = table.Columns.Where(column => ColumnStays(old, column)).Select(column => column.Key);
            var cells = columns.Append(Answers.RowId).ToHashSet(StringComparer.Ordinal);
            kept = kept.WithRows(
                table.Key,
                kept.Rows(table.Key)
                    .Select(row =>
                        row.Where(cell => cells.Contains(cell.Key)).ToDictionary(cell => cell.Key, cell => cell.Value)
                    )
            );
        }
        return kept;
    }

    private static bool ColumnStays(FormField table, FormField column) =>
        table.Column(column.Key) is { } same && same.Type == column.Type;

    private static IEnumerable<LocalizedText> DroppedOf(FormField field, Form to, Answers typed)
    {
        if (!Stays(to, field))
            return [field.Label];
        var table = to.Fields.First(one => one.Key == field.Key);
        return field
            .Columns.Where(column => !ColumnStays(table, column) && typed.At($"{field.Key}.{column.Key}").Count > 0)
            .Select(column => new LocalizedText(
                $"{field.Label.Fr} – {column.Label.Fr}",
                $"{field.Label.En} – {column.Label.En}"
            ));
    }
}
