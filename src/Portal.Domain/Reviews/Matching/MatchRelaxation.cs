using System.Text.Json.Serialization;

namespace Portal.Domain.Reviews.Matching;

/// <summary>The least that has to give for an assignment to be possible, of one kind.</summary>
[JsonDerivedType(typeof(MorePlaces), "more-places")]
[JsonDerivedType(typeof(MoreLoad), "more-load")]
[JsonDerivedType(typeof(LessLoad), "less-load")]
[JsonDerivedType(typeof(Without), "without")]
public abstract record MatchRelaxation
{
    private MatchRelaxation() { }

    /// <summary>
    /// So many places more with experts of these roles, null being any role; or as many experts fewer for these dossiers.
    /// </summary>
    public sealed record MorePlaces(IReadOnlyList<Count> Roles, IReadOnlyList<Count> Dossiers) : MatchRelaxation;

    /// <summary>These experts read so many dossiers more than they may.</summary>
    public sealed record MoreLoad(IReadOnlyList<Count> Experts) : MatchRelaxation;

    /// <summary>These experts read so many dossiers fewer than they should.</summary>
    public sealed record LessLoad(IReadOnlyList<Count> Experts) : MatchRelaxation;

    /// <summary>These dossiers go without a rule.</summary>
    public sealed record Without(MatchRule Rule, IReadOnlyList<string> Dossiers) : MatchRelaxation;

    /// <param name="Name">Of a role, a dossier or an expert.</param>
    /// <param name="Number">Of places.</param>
    public sealed record Count(string? Name, int Number);

    /// <summary>What an assignment that breaks rules of one kind only breaks.</summary>
    public static MatchRelaxation Of(MatchLimits limits, MatchRule rule, IReadOnlyList<Pair> pairs)
    {
        var experts = pairs.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        return rule switch
        {
            MatchRule.Number => Places(limits, experts),
            MatchRule.Load => new MoreLoad(Loads(limits, pairs, (load, expert) => load - limits.MostOf(expert))),
            MatchRule.LeastLoad => new LessLoad(Loads(limits, pairs, (load, expert) => limits.LeastOf(expert) - load)),
            _ => new Without(
                rule,
                [
                    .. limits.Affinities.Dossiers.Where(
                        (_, dossier) => limits.Broken(dossier, [.. experts[dossier]]).Any(one => one.Rule == rule)
                    ),
                ]
            ),
        };
    }

    private static MorePlaces Places(MatchLimits limits, ILookup<int, int> experts)
    {
        var (roles, dossiers) = (new List<string?>(), new List<Count>());
        for (var dossier = 0; dossier < limits.Affinities.Dossiers.Count; dossier++)
        {
            var held = experts[dossier].ToList();
            var missing = limits.PerDossier(dossier) - held.Count;
            if (missing == 0)
                continue;
            var lacks = limits.Broken(dossier, held).Where(one => one.Rule == MatchRule.Role).Select(one => one.Name);
            roles.AddRange(lacks.Concat(Enumerable.Repeat<string?>(null, missing)).Take(missing));
            dossiers.Add(new Count(limits.Affinities.Dossiers[dossier], missing));
        }
        return new MorePlaces(
            [.. roles.GroupBy(role => role).Select(one => new Count(one.Key, one.Count()))],
            dossiers
        );
    }

    private static List<Count> Loads(MatchLimits limits, IReadOnlyList<Pair> pairs, Func<int, int, int> over)
    {
        var loads = pairs.CountBy(pair => pair.Expert).ToDictionary();
        return
        [
            .. limits
                .Affinities.Experts.Select(
                    (name, expert) => new Count(name, over(loads.GetValueOrDefault(expert), expert))
                )
                .Where(one => one.Number > 0),
        ];
    }
}
