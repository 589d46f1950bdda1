using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;

namespace Portal.Web.Dossiers;

/// <summary>Reads the answers of a section out of a posted form: only its own fields, exactly as typed.</summary>
internal static class FormReader
{
    /// <summary>Rows shown empty below those that are filled.</summary>
    public const int SpareRows = 3;

    /// <summary>Rows that are read of one table, whatever is sent: more than any form may ask for.</summary>
    private const int MaxRows = 10_000;

    /// <summary>Names the fields that a script sends, where it sends only those that were changed.</summary>
    public const string ChangedName = "changed";

    /// <returns>The answers, and the fields that were sent: all of the section's, unless the form names those that changed.</returns>
    public static SectionPost Read(FormSection section, IFormCollection form)
    {
        var changed = form.TryGetValue(ChangedName, out var named) ? named.OfType<string>().ToHashSet() : null;
        var fields = section.Fields.Where(field => field.IsTyped && changed?.Contains(field.Key) != false).ToList();
        var written = fields.Aggregate(Answers.None, (answers, field) => Read(field, answers, form));
        return new SectionPost(written, [.. fields.Select(field => field.Key)])
        {
            Rows = fields
                .Where(field => field.Budget is not null)
                .ToDictionary(field => field.Key, field => RowsOf(field, form), StringComparer.Ordinal),
        };
    }

    public static string NameOf(FormField table, int row, FormField column) => NameOf(table, row, column.Key);

    public static string NameOf(FormField table, int row, string cell) =>
        string.Create(CultureInfo.InvariantCulture, $"f.{table.Key}.{row}.{cell}");

    public static string NameOf(FormField field) => $"f.{field.Key}";

    private static Answers Read(FormField field, Answers answers, IFormCollection form) =>
        field switch
        {
            { Type: FieldType.Choices } => answers.WithChoices(field.Key, form[NameOf(field)].OfType<string>()),
            { HasRows: true } => answers.WithRows(field.Key, Rows(field, form)),
            _ => answers.With(field.Key, form[NameOf(field)].FirstOrDefault()),
        };

    /// <summary>The ids of the rows that were sent, filled or emptied.</summary>
    private static IReadOnlyList<string> RowsOf(FormField table, IFormCollection form) =>
        [.. Rows(table, form).Select(row => row[Answers.RowId])];

    /// <summary>Rows are numbered from 0 without gaps, those that are empty included: as many as were sent, more than may be too.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(FormField table, IFormCollection form)
    {
        string[] cells = [Answers.RowId, .. ColumnsOf(table).Select(column => column.Key)];
        for (var number = 0; number < MaxRows; number++)
        {
            if (!cells.Any(cell => form.ContainsKey(NameOf(table, number, cell))))
                yield break;
            yield return cells.ToDictionary(
                cell => cell,
                cell => form[NameOf(table, number, cell)].FirstOrDefault() ?? "",
                StringComparer.Ordinal
            );
        }
    }

    /// <summary>A budget's partner and line are told by the row's id.</summary>
    private static IEnumerable<FormField> ColumnsOf(FormField table) =>
        table.Budget is null ? table.Columns : table.Columns.Where(column => column.Type == FieldType.Amount);
}
