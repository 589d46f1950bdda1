using Portal.Domain.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Exports;

/// <summary>A sheet: its heads, and the rows that a dossier gives it.</summary>
internal sealed record ExportSheet(
    string Name,
    IReadOnlyList<string> Heads,
    Func<ExportedDossier, IEnumerable<IReadOnlyList<object?>>> RowsOf
);

/// <summary>
/// What an export shows of dossiers, in the reader's language. Where dossiers of a wave were written on several
/// versions of the form, a question that all have is one column, with the newest words.
/// </summary>
internal sealed class ExportSheets(IReadOnlyList<Form> forms, Texts.Texts texts, string language)
{
    private readonly AnswerWords _words = new(texts, language);

    /// <summary>A row a dossier; tables are in sheets of their own.</summary>
    public ExportSheet Dossiers() => Dossiers(withTables: false);

    /// <summary>A row a dossier; a table is one cell with a line a row.</summary>
    public ExportSheet DossiersWithTables() => Dossiers(withTables: true);

    /// <summary>A sheet a table, with the dossier's number in the first column.</summary>
    public IEnumerable<ExportSheet> Tables() => Fields().Where(field => field.HasRows).Select(field => TableOf(field));

    /// <summary>The questions that the columns stand for, as rows: section, key, label.</summary>
    public IEnumerable<IReadOnlyList<object?>> Questions() =>
        from form in forms
        from section in form.Sections
        from field in section.Fields
        where field.IsAnswered
        select (IReadOnlyList<object?>)[form.Version, section.Title.In(language), field.Key, field.Label.In(language)];

    private ExportSheet Dossiers(bool withTables)
    {
        var fields = Fields().Where(field => withTables || !field.HasRows).ToList();
        return new ExportSheet(
            Text("export.dossiers"),
            [
                Text("export.number"),
                Text("export.project"),
                Text("export.lead"),
                Text("export.filed-at"),
                Text("export.state"),
                .. InSteps ? [Text("export.step")] : Array.Empty<string>(),
                Text("export.version"),
                Text("export.sha256"),
                .. fields.Select(field => field.Label.In(language)),
            ],
            dossier =>
                [
                    [
                        dossier.Number,
                        dossier.Title,
                        dossier.Lead,
                        Dates.WholeSecond(dossier.FiledAt),
                        Text($"export.state-{dossier.State}"),
                        .. InSteps ? [dossier.Step] : Array.Empty<object?>(),
                        dossier.Version,
                        dossier.Sha256,
                        .. fields.Select(field => ValueOf(Own(dossier, field), dossier)),
                    ],
                ]
        );
    }

    private bool InSteps => forms.Any(form => form.LastStep > 1);

    private ExportSheet TableOf(FormField table)
    {
        var columns = forms
            .SelectMany(form => form.Sections.Select(section => section.Field(table.Key)).OfType<FormField>())
            .SelectMany(one => one.Columns)
            .DistinctBy(column => column.Key)
            .ToList();
        return new ExportSheet(
            table.Label.In(language),
            [Text("export.number"), .. columns.Select(column => column.Label.In(language))],
            dossier =>
                dossier
                    .Answers.Rows(table.Key)
                    .Select(
                        IReadOnlyList<object?> (row) =>
                            [
                                dossier.Number,
                                .. columns.Select(column =>
                                    _words.ValueOf(column, row.GetValueOrDefault(column.Key, ""))
                                ),
                            ]
                    )
        );
    }

    private object? ValueOf(FormField field, ExportedDossier dossier) =>
        field.HasRows || field.Type is FieldType.Choices
            ? _words.Of(field, dossier.Answers)
            : _words.ValueOf(field, dossier.Answers.Text(field.Key));

    /// <summary>The question as the dossier's own form asks it: its options may have other words.</summary>
    private static FormField Own(ExportedDossier dossier, FormField field) =>
        dossier.Form.Sections.Select(section => section.Field(field.Key)).FirstOrDefault(one => one is not null)
        ?? field;

    private IEnumerable<FormField> Fields() =>
        forms
            .SelectMany(form => form.Sections)
            .SelectMany(section => section.Fields)
            .Where(field => field.IsAnswered)
            .DistinctBy(field => field.Key);

    private string Text(string key) => texts.In(language, key);
}
