using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>
/// What a person of a dossier's team sees, and writes, of what each partner answers for themselves
/// (<see cref="FormField.PerPartner"/>): all of it, or their own part.
/// </summary>
public sealed record Sight
{
    private readonly string? _partner;

    private Sight(string? partner) => _partner = partner;

    public static Sight All { get; } = new(partner: null);

    /// <summary>The coordinator and the people of the lead see all.</summary>
    public static Sight Of(MemberRole role, string partner) =>
        role == MemberRole.Coordinator || partner == Consortium.Lead ? All : new Sight(partner);

    public bool SeesAll => _partner is null;

    /// <summary>Whether nothing of a dossier of this form is kept from them.</summary>
    public bool IsWhole(Form form) => SeesAll || form.Fields.All(field => !field.PerPartner);

    public bool Sees(Partner partner) => SeesAll || partner.Id == _partner;

    /// <summary>What a partner's own file is called is nobody else's to know; that one is missing is everybody's.</summary>
    public bool Sees(Obstacle obstacle) =>
        obstacle.IsMissing || obstacle.Partner is null || SeesAll || obstacle.Partner == _partner;

    /// <summary>Whether they see a file: all of a question that isn't asked of each partner.</summary>
    /// <param name="partner">Whose file it is; null where the question isn't asked of each.</param>
    public bool SeesFileOf(string? partner) => partner is null || SeesAll || partner == _partner;

    /// <param name="field">The question.</param>
    /// <param name="partner">Whose answer it is; null where the question isn't asked of each.</param>
    public bool Sees(FormField field, string? partner) => SeesAll || !field.PerPartner || partner == _partner;

    public bool SeesRow(FormField field, string row) =>
        SeesAll || !field.PerPartner || field.Budget is not { } plan || plan.IsRowOf(_partner!, row);

    /// <summary>These answers without what is others' own.</summary>
    public Answers In(IEnumerable<FormField> fields, Answers answers) =>
        SeesAll ? answers : fields.Where(field => field.PerPartner).Aggregate(answers, (all, field) => In(field, all));

    public Answers In(FormField field, Answers answers) =>
        SeesAll || !field.PerPartner ? answers
        : field.Type == FieldType.File ? answers.With(field.Key, "")
        : answers.WithRows(
            field.Key,
            answers.Rows(field.Key).Where(row => SeesRow(field, row.GetValueOrDefault(Answers.RowId, "")))
        );

    /// <summary>
    /// A budget in which some rows were written: those alone change, and of those only what one sees. A row that a page
    /// didn't have before it, since it is another's or its partner came later, stays as it was.
    /// </summary>
    /// <param name="field">The budget.</param>
    /// <param name="before">The answers that the writer began with.</param>
    /// <param name="written">What was written.</param>
    /// <param name="rows">The ids of the rows that were written, those that were emptied among them.</param>
    public Answers Over(FormField field, Answers before, Answers written, IEnumerable<string> rows)
    {
        static string IdOf(IReadOnlyDictionary<string, string> row) => row.GetValueOrDefault(Answers.RowId, "");
        var touched = rows.Where(row => field.Budget!.IsRow(row) && SeesRow(field, row))
            .ToHashSet(StringComparer.Ordinal);
        var mine = written.Rows(field.Key).Where(row => touched.Contains(IdOf(row))).ToLookup(IdOf);
        var known = before.Rows(field.Key);
        return before.WithRows(
            field.Key,
            [
                .. known.SelectMany(row => touched.Contains(IdOf(row)) ? mine[IdOf(row)].Take(1) : [row]),
                .. mine.Where(row => known.All(one => IdOf(one) != row.Key)).Select(row => row.First()),
            ]
        );
    }
}
