using Portal.Domain.Calls;

namespace Portal.Domain.Reviews.Calibration;

/// <summary>How the marks of several experts lie, criterion by criterion, whoever gave which.</summary>
public sealed record Spread(int Sheets, IReadOnlyList<CriterionSpread> Criteria)
{
    /// <summary>Fewer than that would say who gave what.</summary>
    public const int FewestTold = 3;

    public static Spread Of(Grid grid, IReadOnlyCollection<ReviewSheet> sheets) =>
        new(sheets.Count, [.. grid.Criteria.Select(criterion => Of(criterion.Key, sheets))]);

    /// <summary>
    /// What an expert is told of the others; null where they are too few. Until the exercise is over they are told in whole
    /// threes: else who looks before and after a submission would read one sheet.
    /// </summary>
    /// <param name="grid">The grid that they filled in.</param>
    /// <param name="others">Their sheets, in the order in which they were submitted.</param>
    /// <param name="isOver">Whether no more will come.</param>
    public static Spread? ToldOf(Grid grid, IReadOnlyList<ReviewSheet> others, bool isOver)
    {
        var told = isOver ? others.Count : others.Count - others.Count % FewestTold;
        return told < FewestTold ? null : Of(grid, [.. others.Take(told)]);
    }

    /// <summary>
    /// By how much an expert's weighted score lies above that of the others on the mean; below 0 who is more severe.
    /// Null where nobody else has scored.
    /// </summary>
    public static decimal? Leniency(Grid grid, ReviewSheet own, IReadOnlyCollection<ReviewSheet> others)
    {
        var scores = others.Select(one => grid.WeightedScore(one.Marks)).OfType<decimal>().ToList();
        return grid.WeightedScore(own.Marks) is { } score && scores.Count > 0 ? score - scores.Average() : null;
    }

    private static CriterionSpread Of(string criterion, IEnumerable<ReviewSheet> sheets)
    {
        var marks = sheets.Select(sheet => sheet.For(criterion).Mark).OfType<int>().ToList();
        return new CriterionSpread(
            criterion,
            marks.CountBy(mark => mark).ToDictionary(),
            marks.Count == 0 ? null : decimal.Divide(marks.Sum(), marks.Count)
        );
    }
}

/// <param name="Counts">How many gave which mark.</param>
/// <param name="Mean">Null where nobody gave one.</param>
public sealed record CriterionSpread(string Criterion, IReadOnlyDictionary<int, int> Counts, decimal? Mean)
{
    public int Of(int mark) => Counts.GetValueOrDefault(mark);
}
