using System.Text.RegularExpressions;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Dossiers;

/// <summary>What keeps a dossier from being filed, and where: a section and a field, or neither.</summary>
public sealed record Obstacle(string? Section, string? Field, Refusal Reason)
{
    /// <summary>Whose answer it is about, where a question is asked of each partner.</summary>
    public string? Partner { get; init; }

    /// <summary>Whether a rule is only broken since nothing is answered yet where it looks.</summary>
    public bool Awaits { get; init; }

    /// <summary>Whether an answer is awaited, rather than one that is there being wrong.</summary>
    public bool IsMissing => Awaits || IsOfMissing(Reason);

    private static bool IsOfMissing(Refusal reason) =>
        reason.Code is DossierRefusals.MissingCode or DossierRefusals.MissingOfCode
        || reason.Arguments.OfType<Refusal>().Any(IsOfMissing);
}

/// <summary>The one place that says what an answer must be. The page lists it; filing refuses on it.</summary>
public static class FormObstacles
{
    /// <summary>Read without backtracking, so that no pattern and no text make it slow.</summary>
    private const RegexOptions PatternOptions = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const int KeptTimes = 4;
    private const int KeptRows = 100;
    private const int KeptCharacters = 20_000;

    /// <summary>What is wrong or missing in a whole dossier: what its sections ask, then the call's rules.</summary>
    /// <param name="form">The form.</param>
    /// <param name="typed">All answers, as typed; a question for a file is answered by anything.</param>
    public static IReadOnlyList<Obstacle> In(Form form, Answers typed)
    {
        var asked = Derivation.AskedOf(form, typed).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        var answers = Derivation.Of(form, typed);
        return
        [
            .. form.Sections.SelectMany(section => In(section, asked, answers)),
            .. form
                .Rules.Where(rule => !rule.Holds(answers))
                .Select(rule => At(form, rule) with { Awaits = rule.Paths.Any(path => answers.At(path).Count == 0) }),
        ];
    }

    /// <summary>The files that a partner is asked for and has not given; where nobody has, the question itself is missing.</summary>
    /// <param name="form">The form.</param>
    /// <param name="typed">All answers, as typed.</param>
    /// <param name="given">The fields and the partners of the files that there are.</param>
    public static IEnumerable<Obstacle> OfPartners(
        Form form,
        Answers typed,
        IReadOnlyCollection<(string Field, string? Partner)> given
    )
    {
        var asked = Derivation
            .AskedOf(form, typed)
            .Where(field => field is { Type: FieldType.File, PerPartner: true, Required: true })
            .Where(field => given.Any(one => one.Field == field.Key))
            .ToHashSet();
        return from section in form.Sections
            from field in section.Fields.Where(asked.Contains)
            from partner in Consortium.Of(form, typed)
            where !given.Contains((field.Key, partner.Id))
            select new Obstacle(section.Key, field.Key, DossierRefusals.MissingOf(field.Label, partner.Name))
            {
                Partner = partner.Id,
            };
    }

    /// <summary>A broken rule, shown at the first field that it reads.</summary>
    public static Obstacle At(Form form, CallRule rule)
    {
        var field = rule.Paths.Count == 0 ? null : FormShape.OwnerOf(rule.Paths[0], form.Fields)?.Key;
        var section = field is null ? null : form.Sections.First(candidate => candidate.Field(field) is not null);
        return new Obstacle(section?.Key, field, rule.Refusal());
    }

    /// <summary>What is wrong or missing in a section, field by field, in the form's order.</summary>
    private static IEnumerable<Obstacle> In(FormSection section, HashSet<string> asked, Answers answers) =>
        section
            .Fields.Where(field => asked.Contains(field.Key))
            .SelectMany(field =>
                InField(field, answers).Select(reason => new Obstacle(section.Key, field.Key, reason))
            );

    /// <summary>What is wrong or missing in the answer to one question.</summary>
    public static IEnumerable<Refusal> InField(FormField field, Answers answers) =>
        field.Type switch
        {
            FieldType.Explanation or FieldType.Computed => [],
            _ when field.HasRows => OfTable(field, answers.Rows(field.Key)),
            FieldType.Choices => OfChoices(field, answers.Choices(field.Key)),
            // Answered by the names of its files, however many and long they are.
            FieldType.File => field.Required && !answers.Has(field.Key) ? [DossierRefusals.Missing(field.Label)] : [],
            _ => OfText(field, answers.Text(field.Key)),
        };

    private static IEnumerable<Refusal> OfTable(
        FormField table,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows
    )
    {
        if (table.Required && rows.Count == 0)
            yield return DossierRefusals.Missing(table.Label);
        if (rows.Count > table.RowLimit)
            yield return DossierRefusals.TooManyRows(table.Label, table.RowLimit);
        foreach (var (row, number) in rows.Select((row, index) => (row, index + 1)))
        foreach (var column in table.Columns)
        foreach (var reason in OfText(column, row.GetValueOrDefault(column.Key, "")))
            yield return DossierRefusals.InRow(table.Label, number, reason);
    }

    private static IEnumerable<Refusal> OfChoices(FormField field, IReadOnlyList<string> chosen)
    {
        if (field.Required && chosen.Count == 0)
            yield return DossierRefusals.Missing(field.Label);
        if (chosen.Any(option => field.Options.All(known => known.Key != option)))
            yield return DossierRefusals.NotAnOption(field.Label);
    }

    /// <summary>What is wrong or missing in one cell of a table.</summary>
    public static IEnumerable<Refusal> InCell(FormField column, string text) => OfText(column, text);

    private static IEnumerable<Refusal> OfText(FormField field, string text)
    {
        if (text.Length == 0)
            return field.Required ? [DossierRefusals.Missing(field.Label)] : [];
        if (text.Length > field.LengthLimit)
            return [DossierRefusals.TooLong(field.Label, field.LengthLimit, text.Length)];
        if (field.MaxWords is { } limit && Words(text) is var words && words > limit)
            return [DossierRefusals.TooManyWords(field.Label, limit, words)];
        if (field.Pattern is { } pattern && !Matches(text, pattern))
            return [DossierRefusals.NotOfPattern(field.Label, field.PatternHelp ?? field.Label)];
        return OfType(field, text) is { } reason ? [reason] : [];
    }

    private static Refusal? OfType(FormField field, string text) =>
        field.Type switch
        {
            FieldType.Number or FieldType.Amount => OfNumber(field, text),
            FieldType.Date => OfDate(field, text),
            FieldType.Siret when !Siret.TryParse(text, out _) => DossierRefusals.NotASiret(field.Label),
            FieldType.Email when !EmailAddress.TryParse(text, out _) => DossierRefusals.NotAnAddress(field.Label),
            FieldType.Choice when field.Options.All(option => option.Key != text) => DossierRefusals.NotAnOption(
                field.Label
            ),
            FieldType.YesNo when text is not ("yes" or "no") => DossierRefusals.NotAnOption(field.Label),
            FieldType.Consent when text != "yes" => DossierRefusals.Missing(field.Label),
            _ => null,
        };

    /// <summary>
    /// What is so far beyond what a question takes that it isn't even kept as a draft. A text that is only too long is
    /// kept and told as such.
    /// </summary>
    public static IEnumerable<Refusal> BeyondKeeping(FormField field, Answers answers)
    {
        if (!field.HasRows)
            return IsBeyond(field, answers.Text(field.Key)) ? [DossierRefusals.BeyondKeeping(field.Label)] : [];
        var rows = answers.Rows(field.Key);
        return
            rows.Count > field.RowLimit * KeptTimes + KeptRows
            || rows.Any(row => field.Columns.Any(column => IsBeyond(column, row.GetValueOrDefault(column.Key, ""))))
            ? [DossierRefusals.BeyondKeeping(field.Label)]
            : [];
    }

    private static bool IsBeyond(FormField field, string text) =>
        text.Length > Math.Max(KeptCharacters, field.LengthLimit * KeptTimes);

    /// <summary>Words as people count them: what stands between white space.</summary>
    public static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Whether a pattern can be asked for: a regular expression that looks neither around nor back.</summary>
    public static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(Whole(pattern), PatternOptions);
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, Whole(pattern), PatternOptions);

    /// <summary>The whole text must meet it.</summary>
    private static string Whole(string pattern) => $"^(?:{pattern})$";

    private static Refusal? OfDate(FormField field, string text) =>
        Answers.TryDate(text, out var day) switch
        {
            false => DossierRefusals.NotADate(field.Label),
            true when day < field.NotBefore => DossierRefusals.TooEarly(field.Label, field.NotBefore.Value),
            true when day > field.NotAfter => DossierRefusals.TooLate(field.Label, field.NotAfter.Value),
            _ => null,
        };

    private static Refusal? OfNumber(FormField field, string text) =>
        Answers.TryNumber(text, out var number) switch
        {
            false => DossierRefusals.NotANumber(field.Label),
            true when field.Type == FieldType.Amount && number < 0 => DossierRefusals.TooSmall(field.Label, 0),
            true when number < field.Min => DossierRefusals.TooSmall(field.Label, field.Min.Value),
            true when number > field.Max => DossierRefusals.TooLarge(field.Label, field.Max.Value),
            _ => null,
        };
}
