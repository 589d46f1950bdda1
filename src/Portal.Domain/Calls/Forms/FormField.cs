namespace Portal.Domain.Calls;

public enum FieldType
{
    ShortText,
    LongText,

    /// <summary>Markdown, without HTML of its own.</summary>
    RichText,
    Number,
    Amount,
    Date,
    Choice,
    Choices,
    YesNo,

    /// <summary>An organisation, by its SIRET; other fields can be filled from the public directory.</summary>
    Siret,
    Email,
    Phone,

    /// <summary>One address, with its region: a table of one row.</summary>
    Address,

    /// <summary>People, each with what they do: a table whose columns are given.</summary>
    People,
    Table,

    /// <summary>The partners: a table whose rows people are invited to, sign off and have a budget of their own.</summary>
    Consortium,

    /// <summary>Partners by cost lines by years, and what pays for them.</summary>
    Budget,
    File,
    Consent,

    /// <summary>Never typed: what a formula says of other answers.</summary>
    Computed,
    Explanation,
}

/// <summary>A question of a form, with the limits of its answer.</summary>
public sealed record FormField(string Key, FieldType Type, LocalizedText Label)
{
    public LocalizedText? Help { get; init; }

    public bool Required { get; init; }

    /// <summary>Characters; null where the type's own limit holds.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Words; null where only characters count.</summary>
    public int? MaxWords { get; init; }

    /// <summary>What the whole of a short text must look like: a regular expression without look-around or references.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> asks for, in words.</summary>
    public LocalizedText? PatternHelp { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>The first day that a <see cref="FieldType.Date"/> may be.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>The last day that a <see cref="FieldType.Date"/> may be.</summary>
    public DateOnly? NotAfter { get; init; }

    /// <summary>What can be chosen, for <see cref="FieldType.Choice"/> and <see cref="FieldType.Choices"/>.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>The columns of whatever has rows.</summary>
    public IReadOnlyList<FormField> Columns { get; init; } = [];

    public int? MaxRows { get; init; }

    /// <summary>Whether a numeric column shows its total.</summary>
    public bool Total { get; init; }

    /// <summary>Asked only where all of these hold.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>What a <see cref="FieldType.Computed"/> field shows: see <see cref="Portal.Domain.Calls.Rules.Formula"/>.</summary>
    public string? Formula { get; init; }

    /// <summary>
    /// Which fields, or columns of the same row, a <see cref="FieldType.Siret"/> proposes to fill: by <c>name</c>,
    /// <c>address</c>, <c>postcode</c>, <c>city</c> or <c>region</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fills { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields that describe the lead, who is no row of the <see cref="FieldType.Consortium"/>.</summary>
    public LeadFields? Lead { get; init; }

    /// <summary>What a <see cref="FieldType.Budget"/> asks for.</summary>
    public BudgetPlan? Budget { get; init; }

    /// <summary>
    /// Whether each partner answers for themselves, and sees only their own part: rows of a <see cref="FieldType.Budget"/>,
    /// or files. The coordinator and the people of the lead see all.
    /// </summary>
    public bool PerPartner { get; init; }

    /// <summary>Whether each partner of a <see cref="FieldType.Consortium"/> signs what is filed.</summary>
    public bool SignedByEach { get; init; }

    /// <summary>
    /// Whether the answer tells who the carrier or their partners are, so that it is withheld where they are hidden from
    /// experts; null where the type says so.
    /// </summary>
    public bool? Identifies { get; init; }

    /// <summary>Whether the answer tells who the carrier or their partners are, as told or by its type.</summary>
    public bool TellsWho =>
        Identifies
        ?? (
            Type
                is FieldType.Siret
                    or FieldType.Email
                    or FieldType.Phone
                    or FieldType.Address
                    or FieldType.People
                    or FieldType.Consortium
                    or FieldType.Budget
                    or FieldType.File
            || Columns.Any(column => column.TellsWho)
        );

    /// <summary>Whether the answer is a list of rows with columns.</summary>
    public bool HasRows =>
        Type is FieldType.Table or FieldType.People or FieldType.Address or FieldType.Consortium or FieldType.Budget;

    /// <summary>Whether anything is to be answered at all.</summary>
    public bool IsAnswered => Type != FieldType.Explanation;

    /// <summary>Whether somebody types the answer.</summary>
    public bool IsTyped => Type is not (FieldType.Explanation or FieldType.Computed or FieldType.File);

    /// <summary>The greatest number of characters that an answer may have.</summary>
    public int LengthLimit =>
        MaxLength
        ?? Type switch
        {
            FieldType.LongText or FieldType.RichText => MaxWords is { } words ? words * 12 : 5_000,
            _ => 250,
        };

    /// <summary>The greatest number of rows that a table may have.</summary>
    public int RowLimit =>
        Type switch
        {
            FieldType.Address => 1,
            FieldType.Budget => MaxRows ?? 600,
            _ => MaxRows ?? 50,
        };

    public FormField? Column(string key) => Columns.FirstOrDefault(column => column.Key == key);
}

public sealed record FieldOption(string Key, LocalizedText Label);

/// <summary>An earlier answer on which something depends.</summary>
/// <param name="Field">A field (<c>claim</c>) or a column (<c>members.type</c>).</param>
/// <param name="Is">Any of these must stand there; where there are none, any answer will do.</param>
public sealed record Condition(string Field, IReadOnlyList<string> Is)
{
    public bool Holds(Dossiers.Answers answers) =>
        answers.At(Field) is { Count: > 0 } found && (Is.Count == 0 || found.Any(Is.Contains));
}

/// <summary>The fields that hold what a consortium's columns hold of the other partners; null where nothing asks for it.</summary>
public sealed record LeadFields(string Name, string? Siret, string? Type);

/// <summary>What a budget asks for.</summary>
/// <param name="Consortium">The field whose rows are the partners; null where the lead is alone.</param>
/// <param name="Lines">Cost lines, such as personnel.</param>
/// <param name="Years">How many years of the project there are, counted from 1.</param>
/// <param name="Resources">What pays for the costs: <c>aid</c> among them.</param>
public sealed record BudgetPlan(
    string? Consortium,
    IReadOnlyList<FieldOption> Lines,
    int Years,
    IReadOnlyList<FieldOption> Resources
)
{
    /// <summary>The resource that the call grants.</summary>
    public const string Aid = "aid";

    public const string PartnerColumn = "partner";
    public const string LineColumn = "line";

    /// <summary>The greatest number of years that a budget may have.</summary>
    public const int MaxYears = 10;

    /// <summary>Characters of a line's key: with a partner's it is a row's id.</summary>
    public const int MaxKey = 40;

    /// <summary>What there is to fill in for each partner.</summary>
    public IEnumerable<FieldOption> Rows => Lines.Concat(Resources);

    public static string YearColumn(int year) => $"y{year}";

    /// <summary>The id of the row of a partner and a line, so that two people never make it twice.</summary>
    public static string RowOf(string partner, string line) => $"{partner}.{line}";

    public bool IsRowOf(string partner, string row) => Rows.Any(line => row == RowOf(partner, line.Key));

    public bool IsRow(string row) => Rows.Any(line => row.EndsWith(RowOf("", line.Key), StringComparison.Ordinal));
}
