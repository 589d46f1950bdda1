namespace Portal.Domain.Calls;

/// <summary>What the questions of a grid beyond its criteria must be.</summary>
internal static class GridExtrasFaults
{
    private const int FewestLevels = 3;
    private const int MostLevels = 4;

    public static IEnumerable<GridFault> In(GridExtras extras, MarkScale scale, IReadOnlyList<Criterion> criteria) =>
        [
            .. extras.Questions.SelectMany((one, place) => Of(one, extras.Questions.Take(place), scale, criteria)),
            .. GridFaults.When(
                extras.Confidence.Count is not (0 or FewestLevels or MostLevels),
                place: null,
                GridRefusals.ConfidenceLevels(FewestLevels, MostLevels)
            ),
            .. GridFaults.When(
                !extras.Confidence.All(level => level.IsWhole),
                place: null,
                GridRefusals.ConfidenceUntranslated
            ),
        ];

    private static IEnumerable<GridFault> Of(
        GridQuestion question,
        IEnumerable<GridQuestion> earlier,
        MarkScale scale,
        IReadOnlyList<Criterion> criteria
    )
    {
        var (key, before) = (question.Key, earlier.ToList());
        return
        [
            .. GridFaults.When(!CallNames.IsKey(key), key, GridRefusals.BadKey(key)),
            .. GridFaults.When(
                before.Exists(one => one.Key == key) || criteria.Any(one => one.Key == key),
                key,
                GridRefusals.KeyTwice(key)
            ),
            .. GridFaults.When(!question.Text.IsWhole, key, GridRefusals.QuestionUntranslated(key)),
            .. GridFaults.When(
                question.When is { } condition && !CanHold(condition, before, scale, criteria),
                key,
                GridRefusals.QuestionCondition(key)
            ),
        ];
    }

    private static bool CanHold(
        QuestionCondition condition,
        List<GridQuestion> earlier,
        MarkScale scale,
        IReadOnlyList<Criterion> criteria
    ) =>
        condition.IsOnMark
            ? scale.Has(condition.Mark) && criteria.Any(one => one.Key == condition.Of)
            : earlier.Exists(one => one.Key == condition.Of && one.Kind == QuestionKind.YesNo);
}
