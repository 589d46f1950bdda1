using System.Globalization;
using System.Text;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Calls;

/// <summary>Reads a form from a spreadsheet, a question a row. Where a cell can't be taken, none is, and all such cells are named.</summary>
public sealed class SpreadsheetForm(Texts.Texts texts, ProgrammeCache programme)
{
    /// <summary>Questions in one sheet.</summary>
    public const int MaxRows = 1_000;

    /// <summary>The columns, in the order of the template.</summary>
    private static readonly string[] Heads =
    [
        "section",
        "label-fr",
        "label-en",
        "type",
        "required",
        "help-fr",
        "help-en",
        "options",
        "limit",
    ];

    /// <summary>Writes a sheet to be filled, and one that names the types.</summary>
    public async Task WriteTemplateAsync(Stream to, DateTimeOffset now, CancellationToken cancellation)
    {
        var workbook = await Workbook.ToAsync(to, now, cancellation);
        string[] example = ["import.example-section", "import.example-label"];
        IReadOnlyList<object?>[] rows =
        [
            [
                texts[example[0]],
                texts.In("fr", example[1]),
                texts.In("en", example[1]),
                texts[TypeKey(FieldType.LongText)],
                texts["answer.yes"],
                null,
                null,
                null,
                200,
            ],
        ];
        await workbook.AddAsync(
            texts["import.sheet"],
            [.. Heads.Select(head => texts[$"import.head-{head}"])],
            rows.ToAsyncEnumerable(),
            cancellation
        );
        await workbook.AddAsync(
            texts["import.types"],
            [texts["import.head-type"]],
            Enum.GetValues<FieldType>()
                .Where(IsTaken)
                .Select(type => (IReadOnlyList<object?>)[texts[TypeKey(type)]])
                .ToAsyncEnumerable(),
            cancellation
        );
        await workbook.EndAsync(cancellation);
    }

    /// <param name="file">Can be sought; its size is bounded by the caller.</param>
    /// <param name="into">Whose keys are taken.</param>
    /// <returns>The sections, or else what is wrong, cell by cell.</returns>
    /// <exception cref="RefusedException">It is no workbook with such a sheet.</exception>
    public (FormImport Form, IReadOnlyList<ImportFault> Faults) Read(Stream file, FormDraft into)
    {
        IReadOnlyList<Sheet> sheets;
        try
        {
            sheets = WorkbookReader.Read(file, MaxRows + 1);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(ImportRefusals.NotAWorkbook);
        }
        var reading = new Reading(this, into);
        foreach (var sheet in sheets)
            if (HeadsOf(sheet) is { } heads)
                reading.Take(sheet, heads);
        return reading.Any ? (reading.Form, reading.Faults) : throw new RefusedException(ImportRefusals.NoHeads);
    }

    /// <summary>Types that one row can say.</summary>
    private static bool IsTaken(FieldType type) => type is not (FieldType.Budget or FieldType.Computed);

    private static string TypeKey(FieldType type) => $"import.type-{type}";

    /// <summary>The columns by what they hold; null where the sheet has no question column.</summary>
    private Dictionary<string, int>? HeadsOf(Sheet sheet)
    {
        if (sheet.Rows.Count == 0)
            return null;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (column, text) in sheet.Rows[0].Cells)
            if (Array.Find(Heads, head => Is(text, $"import.head-{head}")) is { } head)
                found.TryAdd(head, column);
        return found.ContainsKey("label-fr") && found.ContainsKey("type") ? found : null;
    }

    private FieldType? TypeOf(string text) =>
        Enum.GetValues<FieldType>()
            .Where(IsTaken)
            .Select(type => (FieldType?)type)
            .FirstOrDefault(type => Is(text, TypeKey(type!.Value)) || Folded(text) == Folded(type.Value.ToString()));

    /// <summary>Whether a text is one of ours in either language, whatever its case, accents and signs.</summary>
    private bool Is(string text, string key) =>
        Texts.Texts.Languages.Any(language => Folded(text) == Folded(texts.In(language, key)));

    private static string Folded(string text) =>
        string.Concat(
            text.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)
        );

    private sealed class Reading(SpreadsheetForm its, FormDraft into)
    {
        private readonly HashSet<string> _taken = into.Places.ToHashSet(StringComparer.Ordinal);
        private readonly List<(string Title, List<FormField> Fields)> _sections = [];
        private readonly List<ImportFault> _faults = [];

        public bool Any { get; private set; }

        public IReadOnlyList<ImportFault> Faults => _faults;

        public FormImport Form =>
            new(
                [
                    .. _sections
                        .Where(one => one.Fields.Count > 0)
                        .Select(one => new FormSection(
                            Keys.Free(one.Title, _taken),
                            new LocalizedText(one.Title, ""),
                            one.Fields
                        )),
                ],
                []
            );

        public void Take(Sheet sheet, Dictionary<string, int> heads)
        {
            Any = true;
            if (sheet.Rows.Count > MaxRows + 1)
                _faults.Add(
                    new ImportFault(sheet.Name, MaxRows + 2, Column: null, ImportRefusals.TooManyRows(MaxRows))
                );
            foreach (var row in sheet.Rows.Skip(1).Take(MaxRows))
                TakeRow(new Line(sheet, row, heads, _faults));
        }

        private void TakeRow(Line line)
        {
            if (line.At("section") is { Length: > 0 } title && (_sections.Count == 0 || _sections[^1].Title != title))
                _sections.Add((title, []));
            if (_sections.Count == 0)
                line.Wrong("section", ImportRefusals.NoSection);
            // A row with a section alone only begins it.
            if (line.IsOnly("section"))
                return;
            if (FieldOf(line) is { } field && _sections.Count > 0)
                _sections[^1].Fields.Add(field);
        }

        private FormField? FieldOf(Line line)
        {
            var label = line.At("label-fr");
            if (label.Length == 0)
                return line.Wrong("label-fr", ImportRefusals.NoLabel);
            if (its.TypeOf(line.At("type")) is not { } type)
                return line.Wrong("type", ImportRefusals.UnknownType(line.At("type")));
            if (RequiredOf(line) is not { } required)
                return line.Wrong("required", ImportRefusals.NotYesOrNo(line.At("required")));
            var options = OptionsOf(line.At("options"));
            if (options.Count == 0 && type is FieldType.Choice or FieldType.Choices or FieldType.Table)
                return line.Wrong("options", ImportRefusals.NoOptions);
            var field = new FormField(Keys.Free(label, _taken), type, new LocalizedText(label, line.At("label-en")))
            {
                Required = required && type != FieldType.Explanation,
                Help = HelpOf(line),
                Options = type is FieldType.Choice or FieldType.Choices ? options : [],
                Columns = ColumnsOf(type, options),
            };
            return WithLimit(field, line);
        }

        private IReadOnlyList<FormField> ColumnsOf(FieldType type, List<FieldOption> options) =>
            type switch
            {
                FieldType.Table => [.. options.Select(one => new FormField(one.Key, FieldType.ShortText, one.Label))],
                FieldType.People => StandardColumns.People,
                FieldType.Consortium => StandardColumns.Consortium,
                FieldType.Address => StandardColumns.Address([
                    .. its.Regions.Select(region => new FieldOption(region.Key, region.Name)),
                ]),
                _ => [],
            };

        private bool? RequiredOf(Line line) =>
            line.At("required") switch
            {
                "" => false,
                "x" or "X" or "1" => true,
                "0" => false,
                var text when its.Is(text, "answer.yes") => true,
                var text when its.Is(text, "answer.no") => false,
                _ => null,
            };

        private static LocalizedText? HelpOf(Line line) =>
            line.At("help-fr") + line.At("help-en") is { Length: > 0 }
                ? new LocalizedText(line.At("help-fr"), line.At("help-en"))
                : null;

        /// <summary>Options part by semicolons or lines, their languages by a bar: « Oui | Yes ; Non | No ».</summary>
        private static List<FieldOption> OptionsOf(string text)
        {
            var taken = new HashSet<string>(StringComparer.Ordinal);
            return
            [
                .. text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(option => option.Split('|', 2, StringSplitOptions.TrimEntries))
                    .Where(parts => parts[0].Length > 0)
                    .Select(parts => new FieldOption(
                        Keys.Free(parts[0], taken),
                        new LocalizedText(parts[0], parts.Length > 1 ? parts[1] : "")
                    )),
            ];
        }

        /// <summary>A number of characters, of words where it says so, or of rows for what has rows.</summary>
        private static FormField? WithLimit(FormField field, Line line)
        {
            var text = line.At("limit");
            if (text.Length == 0)
                return field;
            var digits = string.Concat(text.TakeWhile(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c)));
            var unit = Folded(text[digits.Length..]);
            if (
                !int.TryParse(
                    string.Concat(digits.Where(char.IsAsciiDigit)),
                    CultureInfo.InvariantCulture,
                    out var limit
                )
                || limit < 1
                || unit is not ("" or "mot" or "mots" or "word" or "words" or "caracteres" or "characters")
            )
                return line.Wrong("limit", ImportRefusals.BadLimit(text));
            return field switch
            {
                { HasRows: true } => field with { MaxRows = limit },
                { Type: FieldType.LongText or FieldType.RichText } when unit is "mot" or "mots" or "word" or "words" =>
                    field with
                    {
                        MaxWords = limit,
                    },
                { Type: FieldType.ShortText or FieldType.LongText or FieldType.RichText } => field with
                {
                    MaxLength = limit,
                },
                _ => line.Wrong("limit", ImportRefusals.BadLimit(text)),
            };
        }
    }

    private IReadOnlyList<ProgrammeTerm> Regions => programme.Terms.Regions;

    /// <summary>A row with the names of its cells.</summary>
    private sealed record Line(Sheet Sheet, SheetRow Row, Dictionary<string, int> Heads, List<ImportFault> Faults)
    {
        public string At(string head) => Heads.TryGetValue(head, out var column) ? Row.At(column) : "";

        public bool IsOnly(string head) =>
            At(head).Length > 0 && Heads.Keys.All(other => other == head || At(other).Length == 0);

        public FormField? Wrong(string head, Refusal reason)
        {
            var column = Heads.TryGetValue(head, out var at) ? WorkbookReader.Letters(at) : null;
            Faults.Add(new ImportFault(Sheet.Name, Row.Number, column, reason));
            return null;
        }
    }
}
