using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Plausible, plainly fictional answers to any form, that meet its fields' limits and its rules: for the
/// demonstration, the tests and the benchmark.
/// </summary>
public sealed class SampleAnswers
{
    private readonly Form _form;
    private readonly int _number;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Dictionary<string, string>>> _tables = new(StringComparer.Ordinal);

    private SampleAnswers(Form form, int number) => (_form, _number) = (form, number);

    /// <param name="form">The form to answer.</param>
    /// <param name="number">Tells samples apart: the same number gives the same answers.</param>
    /// <param name="title">The project's title.</param>
    /// <param name="lead">The organisation that leads.</param>
    /// <param name="region">The key of a region.</param>
    public static Answers For(Form form, int number, string title, string lead, string region)
    {
        var sample = new SampleAnswers(form, number);
        sample.FillFields();
        sample._texts[CommonFields.Title] = title;
        sample._texts[CommonFields.Acronym] = Acronym(title, number);
        sample._texts[CommonFields.Summary] = Summary(title);
        sample._texts[CommonFields.LeadName] = lead;
        sample._texts[CommonFields.Region] = region;
        foreach (var rule in form.Rules.OrderBy(rule => rule is Share or ShareEach ? 1 : 0))
            sample.Meet(rule);
        return sample.WithBudgets(sample.Build());
    }

    /// <summary>The part of some answers that belongs to one section, to be saved in it.</summary>
    public static SectionEdit PartOf(FormSection section, Answers answers)
    {
        var typed = section.Fields.Where(field => field.IsTyped).Select(field => field.Key).ToList();
        return new SectionEdit(Answers.None, answers.Only(typed), typed);
    }

    private static string Acronym(string title, int number) =>
        string.Concat(
            title.Split(' ', '-').Where(word => word.Length > 3).Take(4).Select(word => char.ToUpperInvariant(word[0]))
        ) + (number % 90 + 10).ToString(CultureInfo.InvariantCulture);

    private static string Summary(string title) =>
        $"Projet fictif de démonstration. {title} : des équipes de soins, des usagers et un laboratoire éprouvent ensemble "
        + "une solution dans les conditions réelles du soin, mesurent ce qu’elle change pour les patients, et publient "
        + "leurs résultats, favorables ou non.";

    /// <summary>A SIRET with a right key that no establishment has: its SIREN begins with 000.</summary>
    public static string Siret(int number)
    {
        var first = $"000{number % 1_000_000:000000}0001";
        return Enumerable
            .Range(0, 10)
            .Select(key => first + key.ToString(CultureInfo.InvariantCulture))
            .First(candidate => Domain.Siret.TryParse(candidate, out _));
    }

    private void FillFields()
    {
        foreach (var field in _form.Sections.SelectMany(section => section.Fields))
            if (field.Budget is not null)
                _tables[field.Key] = [];
            else if (field.HasRows)
                _tables[field.Key] = [RowOf(field, 0), RowOf(field, 1)];
            else
                _texts[field.Key] = TextOf(field, 0);
    }

    /// <summary>
    /// Budgets that come to the total cost and the aid requested, each partner with an equal part of both, the lead with
    /// what is left over.
    /// </summary>
    private Answers WithBudgets(Answers answers) =>
        _form
            .Fields.Where(field => field.Budget is not null)
            .Aggregate(answers, (all, field) => all.WithRows(field.Key, BudgetRows(field.Budget!, all)));

    private List<Dictionary<string, string>> BudgetRows(BudgetPlan plan, Answers answers)
    {
        var partners = plan.Consortium is { } members ? answers.Rows(members) : [];
        var ids = partners.Select(row => row[Answers.RowId]).Append(Consortium.Lead).ToList();
        var rows = new List<Dictionary<string, string>>();
        var (cost, aid) = (Total(CommonFields.TotalCost), Total(CommonFields.AidRequested));
        foreach (var (id, left) in ids.Select((id, place) => (id, ids.Count - place)))
        {
            var (mine, granted) = (decimal.Floor(cost / left), decimal.Floor(aid / left));
            (cost, aid) = (cost - mine, aid - granted);
            rows.Add(BudgetRow(id, plan.Lines[0].Key, mine));
            rows.Add(BudgetRow(id, BudgetPlan.Aid, granted));
            if (plan.Resources.FirstOrDefault(resource => resource.Key != BudgetPlan.Aid) is { } other)
                rows.Add(BudgetRow(id, other.Key, mine - granted));
        }
        return rows;
    }

    private static Dictionary<string, string> BudgetRow(string partner, string line, decimal euros) =>
        new(StringComparer.Ordinal)
        {
            [Answers.RowId] = BudgetPlan.RowOf(partner, line),
            [BudgetPlan.YearColumn(1)] = Text(euros),
        };

    private Dictionary<string, string> RowOf(FormField table, int row) =>
        table.Columns.ToDictionary(column => column.Key, column => TextOf(column, row + 1), StringComparer.Ordinal);

    private string TextOf(FormField field, int row) =>
        field.Type switch
        {
            FieldType.ShortText => Fit(
                field,
                row == 0 ? $"{field.Label.Fr} {_number}" : $"{field.Label.Fr} {_number}-{row}"
            ),
            FieldType.LongText => Fit(field, Prose(field)),
            FieldType.Computed when field.Key == CommonFields.TotalCost => Text(1_000_000 + 10_000 * (_number % 40)),
            FieldType.Computed when field.Key == CommonFields.AidRequested => Text(100_000),
            // A project of one month would have no milestones.
            FieldType.Number when field.Key == CommonFields.DurationMonths => Text(24),
            FieldType.Number => Text(field.Min ?? Math.Min(field.Max ?? 24, 24)),
            FieldType.Amount => Text(
                field.Key == CommonFields.TotalCost
                    ? 1_000_000 + 10_000 * (_number % 40)
                    : field.Min ?? Math.Min(field.Max ?? 100_000, 100_000)
            ),
            FieldType.Date => "2024-09-02",
            FieldType.Choice or FieldType.Choices => field.Options[(_number + row) % field.Options.Count].Key,
            FieldType.YesNo or FieldType.Consent => "yes",
            FieldType.Siret => Siret(_number * 10 + row),
            FieldType.Email => $"contact{_number}@projet-fictif.example",
            _ => "",
        };

    private static string Fit(FormField field, string text) => text[..Math.Min(text.Length, field.LengthLimit)].Trim();

    private string Prose(FormField field) =>
        $"Texte fictif de démonstration ({field.Label.Fr.ToLowerInvariant()}, projet {_number}).\n\n"
        + "Le projet associe des équipes de soins, des usagers et un laboratoire. Il mesure l’effet sur le parcours des patients, "
        + "prévoit des points d’étape tous les six mois et publie ses résultats, favorables ou non.";

    private void Meet(CallRule rule)
    {
        switch (rule)
        {
            case Rows rows:
                Resize(rows.In, rows.Min ?? 0, rows.Max);
                break;
            case Between between:
                Set(
                    between.Of,
                    Text(
                        decimal.Floor(
                            between.Min is { } min && between.Max is { } max
                                ? min + (max - min) / 4
                                : between.Min ?? between.Max ?? 0
                        )
                    )
                );
                break;
            case CapBy cap:
                var option = cap.Caps.Keys.Order(StringComparer.Ordinal).ElementAt(_number % cap.Caps.Count);
                Set(cap.By, option);
                Set(cap.Of, Text(decimal.Floor(cap.Caps[option] * 0.8m)));
                break;
            case Share share:
                KeepShare(share);
                break;
            case ShareEach share:
                foreach (var row in _tables[Split(share.Part).Field])
                    KeepShare(row, share);
                break;
            case IncludesEach each:
                Put(each.In.First(path => path.Contains('.', StringComparison.Ordinal)), each.Values);
                break;
            case IncludesAny any:
                Put(any.In[0], [any.Values[0]]);
                break;
            case Excludes excludes:
                foreach (var path in excludes.In)
                    Avoid(path, excludes.Values);
                break;
            case Sum { Min: { } least } sum:
                Set(sum.Of[0], Text(least + 1_000 * (_number % 50)));
                break;
        }
    }

    /// <summary>The whole follows the part, unless a rule of its own bounds the whole.</summary>
    private void KeepShare(Share share)
    {
        if (_form.Rules.OfType<Between>().Any(rule => rule.Of == share.Whole))
            Set(share.Part, Text(decimal.Floor(Total(share.Whole) * share.MaxPercent / 100 * 0.8m)));
        else
            Set(share.Whole, Text(decimal.Ceiling(Total(share.Part) * 100 / share.MaxPercent * 1.25m)));
    }

    private void KeepShare(Dictionary<string, string> row, ShareEach share)
    {
        var part = Answers.TryNumber(row[Split(share.Part).Column!], out var number) ? number : 0;
        row[Split(share.Whole).Column!] = Text(decimal.Ceiling(part * 100 / share.MaxPercent * 1.25m));
    }

    private decimal Total(string path) =>
        Values(path).Sum(text => Answers.TryNumber(text, out var number) ? number : 0);

    private IEnumerable<string> Values(string path)
    {
        var (table, column) = Split(path);
        return column is null ? [_texts[table]] : _tables[table].Select(row => row[column]);
    }

    private void Set(string path, string value)
    {
        var (table, column) = Split(path);
        if (column is null)
            _texts[table] = value;
        else
            foreach (var row in _tables[table])
                row[column] = value;
    }

    private void Put(string path, IReadOnlyList<string> values)
    {
        var (table, column) = Split(path);
        if (column is null)
        {
            _texts[table] = values[0];
            return;
        }
        Resize(table, Math.Max(values.Count, _tables[table].Count), max: null);
        foreach (var (value, row) in values.Zip(_tables[table]))
            row[column] = value;
    }

    private void Avoid(string path, IReadOnlyList<string> values)
    {
        var (table, column) = Split(path);
        var field = Field(table);
        var options = column is null ? field.Options : field.Columns.Single(one => one.Key == column).Options;
        var allowed = options.First(option => !values.Contains(option.Key)).Key;
        if (column is null)
            _texts[table] = values.Contains(_texts[table]) ? allowed : _texts[table];
        else
            foreach (var row in _tables[table].Where(row => values.Contains(row[column])))
                row[column] = allowed;
    }

    private void Resize(string table, int min, int? max)
    {
        var rows = _tables[table];
        while (rows.Count < min)
            rows.Add(RowOf(Field(table), rows.Count));
        while (rows.Count > (max ?? int.MaxValue))
            rows.RemoveAt(rows.Count - 1);
    }

    private FormField Field(string key) =>
        _form.Sections.Select(section => section.Field(key)).First(field => field is not null)!;

    private Answers Build()
    {
        var answers = Answers.None;
        foreach (var field in _form.Sections.SelectMany(section => section.Fields))
            answers = field.Type switch
            {
                FieldType.Consortium => answers.WithRows(field.Key, _tables[field.Key].Select(Identified)),
                _ when field.HasRows => answers.WithRows(field.Key, _tables[field.Key]),
                FieldType.Choices => answers.WithChoices(field.Key, [_texts[field.Key]]),
                FieldType.File or FieldType.Explanation or FieldType.Computed => answers,
                _ => answers.With(field.Key, _texts[field.Key]),
            };
        return answers;
    }

    /// <summary>With an id of its own, which its budget names.</summary>
    private static Dictionary<string, string> Identified(Dictionary<string, string> row, int place) =>
        new(row, StringComparer.Ordinal) { [Answers.RowId] = $"p{place}" };

    /// <summary>What a budget adds up to is set where the form shows it.</summary>
    private (string Field, string? Column) Split(string path)
    {
        if (path.Split('.') is [var table, var column])
            return (table, column);
        bool IsSum(string what) => _form.Fields.Any(field => field.Budget is not null && path == $"{field.Key}_{what}");
        return (
            IsSum("cost") ? CommonFields.TotalCost
            : IsSum(BudgetPlan.Aid) ? CommonFields.AidRequested
            : path,
            null
        );
    }

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
