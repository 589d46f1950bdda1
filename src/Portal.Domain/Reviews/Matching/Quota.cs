namespace Portal.Domain.Reviews.Matching;

/// <summary>What an assignment may break.</summary>
public enum MatchRule
{
    /// <summary>Experts a dossier.</summary>
    Number,
    Conflict,

    /// <summary>A pair that should have stayed.</summary>
    Pinned,

    /// <summary>What an expert reads at most.</summary>
    Load,

    /// <summary>What an expert reads at least.</summary>
    LeastLoad,

    /// <summary>One of each required role.</summary>
    Role,

    /// <summary>One of an organisation at most.</summary>
    Organisation,

    /// <summary>Not all of one region.</summary>
    Region,
}

/// <summary>Which rule the experts of a dossier break, and over whom: a role, an organisation, a region, an expert.</summary>
public sealed record BrokenRule(MatchRule Rule, string? Name);

/// <summary>Experts of whom a dossier must have some, or no more than some.</summary>
/// <param name="Rule">That counts them.</param>
/// <param name="Name">Of the role, the organisation or the region.</param>
/// <param name="Experts">By their places.</param>
public sealed record Quota(MatchRule Rule, string Name, IReadOnlySet<int> Experts)
{
    public int CountOf(IEnumerable<int> experts) => experts.Count(Experts.Contains);

    internal static IEnumerable<Quota> Of(MatchRules rules)
    {
        foreach (var role in rules.Roles.Distinct(StringComparer.Ordinal))
            yield return new Quota(MatchRule.Role, role, Places(rules, facts => facts.Role, role));
        if (rules.OneOfOrganisation)
            foreach (var quota in Shared(rules, MatchRule.Organisation, facts => facts.Organisation))
                yield return quota;
        if (rules.NotAllOfRegion)
            foreach (var quota in Shared(rules, MatchRule.Region, facts => facts.Region))
                yield return quota;
    }

    private static IEnumerable<Quota> Shared(MatchRules rules, MatchRule rule, Func<ExpertTraits, string?> of) =>
        rules
            .Experts.Select(of)
            .OfType<string>()
            .CountBy(name => name, StringComparer.Ordinal)
            .Where(one => one.Value > 1)
            .Select(one => new Quota(rule, one.Key, Places(rules, of, one.Key)));

    private static HashSet<int> Places(MatchRules rules, Func<ExpertTraits, string?> of, string name) =>
        [.. Enumerable.Range(0, rules.Experts.Count).Where(expert => of(rules.Experts[expert]) == name)];
}
