using System.Globalization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call's criteria grid, to be published as a new version.</summary>
public sealed class GridForm : PartForm
{
    public int? From { get; set; } = 1;

    public int? To { get; set; } = 6;

    public List<MarkRow> Marks { get; set; } = [];

    public List<CriterionRow> Criteria { get; set; } = [];

    public List<GridQuestionRow> Questions { get; set; } = [];

    public List<Bilingual> Confidence { get; set; } = [];

    public static GridForm Of(Call call)
    {
        if (call.Grids.Count == 0)
            return new GridForm { Marks = MarkRow.Of(new MarkScale(1, 6, []), []), Confidence = ConfidenceRows.Of([]) };
        var grid = call.CurrentGrid;
        return new GridForm
        {
            From = grid.Scale.From,
            To = grid.Scale.To,
            Marks = MarkRow.Of(grid.Scale, grid.Scale.Descriptors),
            Criteria = [.. grid.Criteria.Select(one => CriterionRow.Of(one, grid.Scale))],
            Questions = [.. grid.Questions.Select(GridQuestionRow.Saved)],
            Confidence = ConfidenceRows.Of(grid.Confidence),
        };
    }

    /// <summary>Rows for the marks of a scale that changed come with every act.</summary>
    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Criteria), Criteria);
        RowActs.Apply(Act, nameof(Questions), Questions);
        if (From is not { } from || To is not { } to || to <= from || to - from >= GridFaults.MostMarks)
            return;
        var scale = new MarkScale(from, to, []);
        Marks = MarkRow.Of(scale, MarkRow.Written(Marks));
        foreach (var row in Criteria)
            row.Marks = MarkRow.Of(scale, MarkRow.Written(row.Marks));
    }

    public void Save(Call call, PersonId by, DateTimeOffset now)
    {
        var taken = Typed.Keys(Criteria.Select(row => row.Key).Concat(Questions.Select(row => row.Key)));
        var criteria = Criteria.Where(row => !row.Title.IsEmpty).Select(row => row.Written(taken)).ToList();
        var scale = new MarkScale(From!.Value, To!.Value, MarkRow.Written(Marks));
        var questions = Questions.Where(row => !row.Text.IsEmpty).Select(row => row.Written(taken)).ToList();
        var extras = new GridExtras(questions, ConfidenceRows.Written(Confidence));
        if (call.Grids.Count > 0 && IsSame(call.CurrentGrid, scale, criteria, extras))
            return;
        call.PublishGrid(scale, criteria, by, now, extras);
    }

    private static bool IsSame(Grid grid, MarkScale scale, IReadOnlyList<Criterion> criteria, GridExtras extras) =>
        Mark(grid.Scale, grid.Criteria, new GridExtras(grid.Questions, grid.Confidence))
        == Mark(scale, criteria, extras);

    private static string Mark(MarkScale scale, IReadOnlyList<Criterion> criteria, GridExtras extras) =>
        Fingerprint.Of(
            new
            {
                scale,
                criteria,
                extras,
            }
        );
}

public sealed class MarkRow
{
    public int Mark { get; set; }

    public Bilingual Text { get; set; } = new();

    /// <summary>A row for each mark of a scale, with what is said of it.</summary>
    public static List<MarkRow> Of(MarkScale scale, IReadOnlyList<MarkDescriptor> said) =>
        [
            .. scale.Marks.Select(mark => new MarkRow
            {
                Mark = mark,
                Text = Bilingual.Of(said.FirstOrDefault(one => one.Mark == mark)?.Text),
            }),
        ];

    public static List<MarkDescriptor> Written(IEnumerable<MarkRow> rows) =>
        [.. rows.Where(row => !row.Text.IsEmpty).Select(row => new MarkDescriptor(row.Mark, row.Text.Text))];
}

public sealed class CriterionRow
{
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    /// <summary>Per cent of the whole grid, as people write it.</summary>
    public string? Weight { get; set; }

    public Bilingual Guidance { get; set; } = new();

    public string? ToCarrierAtLeast { get; set; }

    public string? ToPanelAtLeast { get; set; }

    public List<MarkRow> Marks { get; set; } = [];

    internal bool HasWeight =>
        decimal.TryParse(
            Typed.Of(Weight).Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var weight
        ) && weight is > 0 and <= GridFaults.WholeWeight;

    public static CriterionRow Of(Criterion criterion, MarkScale scale) =>
        new()
        {
            Key = criterion.Key,
            Title = Bilingual.Of(criterion.Title),
            Weight = criterion.Weight.ToString("0.##", CultureInfo.InvariantCulture),
            Guidance = Bilingual.Of(criterion.Guidance),
            ToCarrierAtLeast = Whole.Text(criterion.ToCarrierAtLeast),
            ToPanelAtLeast = Whole.Text(criterion.ToPanelAtLeast),
            Marks = MarkRow.Of(scale, criterion.Descriptors),
        };

    internal Criterion Written(ISet<string> taken) =>
        new(
            Typed.OrNull(Key) ?? Keys.Free(Title.Text.Fr, taken),
            Title.Text,
            decimal.Parse(Typed.Of(Weight).Replace(',', '.'), CultureInfo.InvariantCulture)
        )
        {
            Guidance = Guidance.TextOrNone,
            Descriptors = MarkRow.Written(Marks),
            ToCarrierAtLeast = Whole.Of(ToCarrierAtLeast) ?? 0,
            ToPanelAtLeast = Whole.Of(ToPanelAtLeast) ?? 0,
        };
}

public sealed class GridValidator : AbstractValidator<GridForm>
{
    public GridValidator(Texts texts)
    {
        RuleFor(form => form.From).NotNull().WithMessage(_ => texts["preparation.mark-missing"]);
        RuleFor(form => form.To).NotNull().WithMessage(_ => texts["preparation.mark-missing"]);
        RuleFor(form => form.Criteria)
            .Must(rows => rows.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleForEach(form => form.Marks).SetValidator(new MarkValidator(texts));
        RuleFor(form => form.Questions)
            .Must(rows => rows.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleForEach(form => form.Confidence).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
        RuleForEach(form => form.Questions)
            .ChildRules(row =>
                row.RuleFor(one => one.Text).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength))
            );
        RuleForEach(form => form.Criteria).ChildRules(row => Criterion(row, texts));
    }

    private static void Criterion(InlineValidator<CriterionRow> row, Texts texts)
    {
        row.RuleFor(one => one.Title).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
        row.RuleFor(one => one.Weight)
            .Must((one, _) => one.Title.IsEmpty || one.HasWeight)
            .WithMessage(_ => texts["preparation.weight-wrong"]);
        row.RuleFor(one => one.Guidance).SetValidator(new BilingualValidator(texts, CallPresentation.TextLength));
        row.RuleForEach(one => one.Marks).SetValidator(new MarkValidator(texts));
        row.RuleFor(one => one.ToCarrierAtLeast).Must(Whole.IsLength).WithMessage(TooLong);
        row.RuleFor(one => one.ToPanelAtLeast).Must(Whole.IsLength).WithMessage(TooLong);

        string TooLong(CriterionRow _) => texts["preparation.length-wrong", Review.CommentLimit];
    }

    private sealed class MarkValidator : AbstractValidator<MarkRow>
    {
        public MarkValidator(Texts texts) =>
            RuleFor(row => row.Text).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
    }
}
