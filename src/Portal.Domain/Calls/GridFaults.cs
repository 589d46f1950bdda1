using Portal.Domain.Reviews;

namespace Portal.Domain.Calls;

/// <summary>What keeps a criteria grid from being published, and where.</summary>
/// <param name="Place">The key of a criterion or a question; null for the whole grid.</param>
public sealed record GridFault(string? Place, Refusal Reason);

/// <summary>The one place that says what a criteria grid must be.</summary>
public static class GridFaults
{
    public const int MostMarks = 21;
    public const int WholeWeight = 100;

    public static IReadOnlyList<GridFault> In(MarkScale scale, IReadOnlyList<Criterion> criteria, GridExtras extras)
    {
        if (!IsScale(scale))
            return [new GridFault(Place: null, GridRefusals.NoScale(MostMarks))];
        var weights = criteria.Sum(criterion => criterion.Weight);
        return
        [
            .. When(!AreWhole(scale.Descriptors), place: null, GridRefusals.ScaleUntranslated),
            .. When(!scale.Descriptors.All(one => scale.Has(one.Mark)), place: null, GridRefusals.MarkOffScale),
            .. When(criteria.Count == 0, place: null, GridRefusals.NoCriterion),
            .. criteria.SelectMany(criterion => Of(criterion, scale)),
            .. criteria
                .GroupBy(criterion => criterion.Key, StringComparer.Ordinal)
                .Where(same => same.Skip(1).Any())
                .Select(same => new GridFault(same.Key, GridRefusals.KeyTwice(same.Key))),
            .. When(criteria.Count > 0 && weights != WholeWeight, place: null, GridRefusals.Weights(weights)),
            .. GridExtrasFaults.In(extras, scale, criteria),
        ];
    }

    private static bool IsScale(MarkScale scale) =>
        scale.From >= 0 && scale.To > scale.From && scale.To - scale.From < MostMarks;

    private static IEnumerable<GridFault> Of(Criterion criterion, MarkScale scale) =>
        [
            .. When(!CallNames.IsKey(criterion.Key), criterion.Key, GridRefusals.BadKey(criterion.Key)),
            .. When(
                !criterion.Title.IsWhole
                    || criterion.Guidance is { IsWhole: false }
                    || !AreWhole(criterion.Descriptors),
                criterion.Key,
                GridRefusals.CriterionUntranslated(criterion.Key)
            ),
            .. When(criterion.Weight <= 0, criterion.Key, GridRefusals.NoWeight(criterion.Key)),
            .. When(!criterion.Descriptors.All(one => scale.Has(one.Mark)), criterion.Key, GridRefusals.MarkOffScale),
            .. When(
                !IsLength(criterion.ToCarrierAtLeast) || !IsLength(criterion.ToPanelAtLeast),
                criterion.Key,
                GridRefusals.CommentLength(criterion.Key, Review.CommentLimit)
            ),
        ];

    private static bool IsLength(int least) => least is >= 0 and <= Review.CommentLimit;

    private static bool AreWhole(IReadOnlyList<MarkDescriptor> descriptors) => descriptors.All(one => one.Text.IsWhole);

    internal static IEnumerable<GridFault> When(bool faulty, string? place, Refusal reason) =>
        faulty ? [new GridFault(place, reason)] : [];
}
