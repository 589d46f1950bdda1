namespace Portal.Domain.Decisions;

/// <summary>Whether severity can be told from quality at all.</summary>
public static class Adjustability
{
    /// <summary>Reviews a dossier, on average: with one each, a low score may be the dossier's or the expert's.</summary>
    public const int LeastReviews = 2;

    /// <summary>Why the scores of a wave can't be adjusted; nothing where they can.</summary>
    public static IReadOnlyList<Refusal> Obstacles(RankingMatter matter)
    {
        var reviewed = matter.Reviews.GroupBy(review => review.Dossier).Count();
        if (reviewed < 2)
            return [RankingRefusals.TooFewDossiers];
        var mean = decimal.Round((decimal)matter.Reviews.Count / reviewed, 2);
        var groups = Groups(matter);
        return
        [
            .. matter.Scales > 1 ? [RankingRefusals.SeveralScales] : Array.Empty<Refusal>(),
            .. mean < LeastReviews ? [RankingRefusals.TooFewReviews(mean, LeastReviews)] : Array.Empty<Refusal>(),
            .. groups > 1 ? [RankingRefusals.Unconnected(groups)] : Array.Empty<Refusal>(),
        ];
    }

    /// <summary>How many groups of dossiers have no expert in common.</summary>
    private static int Groups(RankingMatter matter)
    {
        var left = matter.Reviews.ToHashSet();
        var groups = 0;
        while (left.Count > 0)
        {
            groups++;
            var (dossiers, experts) = (new HashSet<DossierId> { left.First().Dossier }, new HashSet<ExpertId>());
            while (
                left.Where(one => dossiers.Contains(one.Dossier) || experts.Contains(one.Expert)).ToList()
                    is { Count: > 0 } joined
            )
            {
                dossiers.UnionWith(joined.Select(one => one.Dossier));
                experts.UnionWith(joined.Select(one => one.Expert));
                left.ExceptWith(joined);
            }
        }
        return groups;
    }
}
