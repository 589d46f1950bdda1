using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Dossiers;

/// <summary>Reads the answers of a section out of a posted form: only its own fields, exactly as typed.</summary>
internal static class FormReader
{
    /// <summary>Rows shown empty below those that are filled.</summary>
    public const int SpareRows = 3;

    public static Answers Read(FormSection section, IFormCollection form) =>
        section
            .Fields.Where(field => field.Type is not (FieldType.File or FieldType.Explanation))
            .Aggregate(Answers.None, (answers, field) => Read(field, answers, form));

    public static string NameOf(FormField table, int row, FormField column) =>
        string.Create(CultureInfo.InvariantCulture, $"f.{table.Key}.{row}.{column.Key}");

    public static string NameOf(FormField field) => $"f.{field.Key}";

    private static Answers Read(FormField field, Answers answers, IFormCollection form) =>
        field.Type switch
        {
            FieldType.Choices => answers.WithChoices(field.Key, form[NameOf(field)].OfType<string>()),
            FieldType.Table => answers.WithRows(field.Key, Rows(field, form)),
            _ => answers.With(field.Key, form[NameOf(field)].FirstOrDefault()),
        };

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(FormField table, IFormCollection form)
    {
        for (var row = 0; row < table.RowLimit + SpareRows; row++)
            yield return table.Columns.ToDictionary(
                column => column.Key,
                column => form[NameOf(table, row, column)].FirstOrDefault() ?? "",
                StringComparer.Ordinal
            );
    }
}
