using Portal.Domain.Reviews.Matching;

namespace Portal.Cli;

/// <summary>What stands against an assignment, and the least that would have to give, in words.</summary>
internal static class Obstacles
{
    private const int Named = 10;

    public static string Tell(MatchObstacle obstacle) =>
        obstacle switch
        {
            MatchObstacle.TooFewFor one =>
                $"{one.Dossier} has too few experts without a conflict ({one.Experts}): lower --per-dossier to that, or find more experts for it.",
            MatchObstacle.TooLittleRoom one =>
                $"All experts together lack {one.Missing} places: raise --max-load, lower --per-dossier or find more experts.",
            MatchObstacle.TooFewDossiers one =>
                $"The least load asks for {one.Missing} readings more than there are: lower --min-load.",
            MatchObstacle.TooFewAllowed one =>
                $"{one.Expert} may read only {one.Dossiers} dossiers, fewer than the least load: lower --min-load, or leave them out.",
            MatchObstacle.Contested one =>
                $"{one.Missing} readings find no expert; these {one.Dossiers.Count} dossiers share too few: {Some(one.Dossiers)}. So many more places with experts whom they may have are needed.",
            MatchObstacle.LeastLoadTooHigh one =>
                $"Not every expert can have that many dossiers: lower --min-load to {one.Possible}.",
            MatchObstacle.RulesClash { Ways: [] } =>
                "No assignment keeps to all rules, and none would do without any single one: lower --per-dossier or --min-load, or find more experts.",
            MatchObstacle.RulesClash one =>
                $"No assignment keeps to all rules. Any one of these would do:\n{string.Join('\n', one.Ways.Select(way => $"- {Tell(way)}"))}",
            _ => throw new ArgumentOutOfRangeException(nameof(obstacle)),
        };

    private static string Tell(MatchRelaxation way) =>
        way switch
        {
            MatchRelaxation.MorePlaces one =>
                $"places with more experts: {Some([.. one.Roles.Select(role => $"{role.Number} of {(role.Name is null ? "any role" : $"role {role.Name}")}")])}; or so many experts fewer for {Some(one.Dossiers)}",
            MatchRelaxation.MoreLoad one => $"so many dossiers more than they may have for {Some(one.Experts)}",
            MatchRelaxation.LessLoad one => $"so many dossiers fewer than the least load for {Some(one.Experts)}",
            MatchRelaxation.Without one => $"{Waived(one.Rule)} for {Some(one.Dossiers)}",
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };

    private static string Waived(MatchRule rule) =>
        rule switch
        {
            MatchRule.Role => "not every role",
            MatchRule.Organisation => "two experts of one organisation",
            _ => "all experts of one region",
        };

    private static string Some(IReadOnlyList<MatchRelaxation.Count> counts) =>
        Some([.. counts.Select(one => $"{one.Name} ({one.Number})")]);

    private static string Some(IReadOnlyList<string> dossiers) =>
        string.Join(", ", dossiers.Take(Named)) + (dossiers.Count > Named ? " …" : "");
}
