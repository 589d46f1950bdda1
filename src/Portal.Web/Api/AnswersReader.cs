using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;

namespace Portal.Web.Api;

/// <summary>Reads answers out of JSON, in the shapes in which the API tells them.</summary>
internal static class AnswersReader
{
    private const string Text = "\"text\"";
    private const string Options = "[\"option\"]";
    private const string Rows = "[{\"column\": \"text\"}]";

    /// <exception cref="RefusedException">A field isn't the section's, isn't typed, or its answer has another shape.</exception>
    public static SectionPost Read(FormSection section, IReadOnlyDictionary<string, JsonElement> answers)
    {
        var written = Answers.None;
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in answers)
        {
            if (section.Field(key) is not { IsTyped: true } field)
                throw new RefusedException(ApiRefusals.NoSuchField(key));
            written = Read(field, value, written);
            if (field.Budget is not null)
                rows[key] = [.. RowsOf(field, value).Select(row => row.GetValueOrDefault(Answers.RowId, ""))];
        }
        return new SectionPost(written, [.. answers.Keys]) { Rows = rows };
    }

    private static Answers Read(FormField field, JsonElement value, Answers written) =>
        field switch
        {
            { HasRows: true } => written.WithRows(field.Key, RowsOf(field, value)),
            { Type: FieldType.Choices } => written.WithChoices(
                field.Key,
                Items(field, value, Options).Select(item => TextOf(field, item, Options))
            ),
            _ => written.With(field.Key, TextOf(field, value, Text)),
        };

    private static IEnumerable<IReadOnlyDictionary<string, string>> RowsOf(FormField field, JsonElement value)
    {
        HashSet<string> known = [Answers.RowId, .. field.Columns.Select(column => column.Key)];
        foreach (var row in Items(field, value, Rows))
        {
            if (row.ValueKind != JsonValueKind.Object || row.EnumerateObject().Any(cell => !known.Contains(cell.Name)))
                throw new RefusedException(ApiRefusals.WrongShape(field.Key, Rows));
            yield return row.EnumerateObject()
                .DistinctBy(cell => cell.Name)
                .ToDictionary(cell => cell.Name, cell => TextOf(field, cell.Value, Rows), StringComparer.Ordinal);
        }
    }

    private static IEnumerable<JsonElement> Items(FormField field, JsonElement value, string shape) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Null => [],
            _ => throw new RefusedException(ApiRefusals.WrongShape(field.Key, shape)),
        };

    private static string TextOf(FormField field, JsonElement value, string shape) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Null => "",
            _ => throw new RefusedException(ApiRefusals.WrongShape(field.Key, shape)),
        };
}
