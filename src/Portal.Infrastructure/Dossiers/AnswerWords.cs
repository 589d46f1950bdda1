using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// An answer as people read it, wherever they do: on a page, in a document, in a workbook. A type of field that comes
/// anew is one more case here.
/// </summary>
/// <param name="texts">The portal's own words.</param>
/// <param name="language">The reader's: <c>fr</c> or <c>en</c>.</param>
public sealed class AnswerWords(Texts.Texts texts, string language)
{
    /// <summary>One text: an answer, one of several choices, or a cell of a table. What can't be read stays as typed.</summary>
    public string Of(FormField field, string text) =>
        field.Type switch
        {
            FieldType.Choice or FieldType.Choices => field
                .Options.FirstOrDefault(option => option.Key == text)
                ?.Label.In(language)
                ?? text,
            FieldType.YesNo or FieldType.Consent => text switch
            {
                "yes" => texts.In(language, "answer.yes"),
                "no" => texts.In(language, "answer.no"),
                _ => text,
            },
            FieldType.Amount when Answers.TryNumber(text, out var euros) => Dates.Amount(euros, language),
            FieldType.Date when Answers.TryDate(text, out var day) => Dates.Day(day, language),
            _ => text,
        };

    /// <summary>A whole answer; a table has a line a row. Empty where nothing is answered.</summary>
    public string Of(FormField field, Answers answers) =>
        field.Type == FieldType.Table
            ? string.Join('\n', answers.Rows(field.Key).Select(row => OfRow(field, row)))
            : string.Join(", ", answers.At(field.Key).Select(text => Of(field, text)));

    /// <summary>A cell of a table's row; empty where nothing is answered.</summary>
    public string Of(FormField column, IReadOnlyDictionary<string, string> row) =>
        Of(column, row.GetValueOrDefault(column.Key, ""));

    /// <summary>The total of a column; empty where it shows none.</summary>
    public string TotalOf(FormField column, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        if (!column.Total)
            return "";
        var sum = rows.Sum(row => Answers.TryNumber(row.GetValueOrDefault(column.Key, ""), out var one) ? one : 0);
        var words = column.Type == FieldType.Amount ? Dates.Amount(sum, language) : Dates.Number(sum, language);
        return texts.In(language, "answer.total", words);
    }

    /// <summary>One text as a spreadsheet counts with it: a decimal, a <see cref="DateOnly"/>, or else its words.</summary>
    public object ValueOf(FormField field, string text) =>
        field.Type switch
        {
            FieldType.Number or FieldType.Amount when Answers.TryNumber(text, out var number) => number,
            FieldType.Date when Answers.TryDate(text, out var day) => day,
            _ => Of(field, text),
        };

    private string OfRow(FormField table, IReadOnlyDictionary<string, string> row) =>
        string.Join(
            " ; ",
            table
                .Columns.Where(column => row.ContainsKey(column.Key))
                .Select(column => texts.In(language, "answer.cell", column.Label, Of(column, row)))
        );
}
