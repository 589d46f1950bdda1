using Portal.Domain;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews.Assignment;

/// <summary>Why there is no assignment, and the least that would have to give, in words.</summary>
internal static class ObstacleWords
{
    private const int Named = 8;

    public static string Of(Texts texts, MatchObstacle obstacle, ProposalSight sight) =>
        obstacle switch
        {
            MatchObstacle.NoDossier => texts["assignment.no-dossier"],
            MatchObstacle.CapTooLow one => texts["assignment.cap-too-low", one.Possible],
            MatchObstacle.NoExpert => texts["assignment.no-expert"],
            MatchObstacle.TooFewFor one => texts["assignment.too-few-for", Dossier(one.Dossier, sight), one.Experts],
            MatchObstacle.TooLittleRoom one => texts["assignment.too-little-room", one.Missing],
            MatchObstacle.TooFewDossiers one => texts["assignment.too-few-dossiers", one.Missing],
            MatchObstacle.TooFewAllowed one => texts[
                "assignment.too-few-allowed",
                Expert(one.Expert, sight),
                one.Dossiers
            ],
            MatchObstacle.Contested one => texts["assignment.contested", one.Missing, Dossiers(one.Dossiers, sight)],
            MatchObstacle.LeastLoadTooHigh one => texts["assignment.least-load-too-high", one.Possible],
            MatchObstacle.RulesClash { Ways: [] } => texts["assignment.clash-no-way"],
            MatchObstacle.RulesClash one => texts[
                "assignment.clash",
                string.Join(" ", one.Ways.Select(way => Of(texts, way, sight)))
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(obstacle)),
        };

    private static string Of(Texts texts, MatchRelaxation way, ProposalSight sight) =>
        way switch
        {
            MatchRelaxation.MorePlaces one => texts[
                "assignment.way-places",
                Joined(
                    one.Roles.Select(role =>
                        $"{(role.Name is { } name ? texts[$"pool.role-{name}"] : texts["assignment.any-role"])} ({role.Number})"
                    )
                ),
                Joined(one.Dossiers.Select(dossier => $"{Dossier(dossier.Name!, sight)} (−{dossier.Number})"))
            ],
            MatchRelaxation.MoreLoad one => texts["assignment.way-more-load", Loads(one.Experts, sight, "+")],
            MatchRelaxation.LessLoad one => texts["assignment.way-less-load", Loads(one.Experts, sight, "−")],
            MatchRelaxation.Without one => texts[$"assignment.way-without-{one.Rule}", Dossiers(one.Dossiers, sight)],
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };

    private static string Loads(IReadOnlyList<MatchRelaxation.Count> experts, ProposalSight sight, string sign) =>
        Joined(experts.Select(one => $"{Expert(one.Name!, sight)} ({sign}{one.Number})"));

    private static string Dossiers(IReadOnlyList<string> dossiers, ProposalSight sight) =>
        Joined(dossiers.Select(one => Dossier(one, sight)).Where(one => one.Length > 0));

    private static string Dossier(string id, ProposalSight sight) => sight.NumberOf(new DossierId(Guid.Parse(id)));

    private static string Expert(string id, ProposalSight sight) => sight.NameOf(new ExpertId(Guid.Parse(id)));

    private static string Joined(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(Named)) + (all.Count > Named ? " …" : "");
    }
}
