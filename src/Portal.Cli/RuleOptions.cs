using System.CommandLine;
using Portal.Domain.Reviews.Matching;

namespace Portal.Cli;

/// <summary>Who may read a dossier together, and what stays: options of the matching.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string?> _facts = new("--experts-facts")
    {
        Description = "what rules ask of experts: expert,role,organisation,region,capacity",
    };
    private readonly Option<string?> _roles = new("--roles")
    {
        Description = "one expert of each of these roles a dossier: role,role",
    };
    private readonly Option<bool> _organisations = new("--one-of-organisation")
    {
        Description = "one expert of an organisation a dossier at most",
    };
    private readonly Option<bool> _regions = new("--not-all-of-region")
    {
        Description = "one expert a dossier at least from another region than the others",
    };
    private readonly Option<string?> _pinned = new("--pinned")
    {
        Description = "pairs that stay, whatever else is chosen: dossier,expert",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _facts, _roles, _organisations, _regions, _pinned })
            command.Options.Add(option);
    }

    public MatchTerms Read(ParseResult asked, Affinities affinities, MatchTerms terms)
    {
        var roles = asked.GetValue(_roles)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var (organisations, regions) = (asked.GetValue(_organisations), asked.GetValue(_regions));
        if (asked.GetValue(_pinned) is { } pinned)
            terms = terms with { Pinned = AffinityFiles.Pinned(affinities, pinned) };
        if (asked.GetValue(_facts) is { } facts)
            return terms with
            {
                Rules = new MatchRules(AffinityFiles.Facts(affinities, facts), roles, organisations, regions),
            };
        return roles.Length == 0 && !organisations && !regions
            ? terms
            : throw new InputException("--roles, --one-of-organisation and --not-all-of-region need --experts-facts.");
    }
}
