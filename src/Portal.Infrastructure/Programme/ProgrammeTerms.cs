using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Programme;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Programme;

/// <summary>The words that all calls share, in the order in which lists show them.</summary>
public sealed record ProgrammeTerms(
    IReadOnlyList<ProgrammeTerm> Operators,
    IReadOnlyList<ProgrammeTerm> Themes,
    IReadOnlyList<ProgrammeTerm> Regimes,
    IReadOnlyList<ProgrammeTerm> Regions
)
{
    public static ProgrammeTerms None { get; } = new([], [], [], []);

    public static async Task<ProgrammeTerms> ReadAsync(PortalDbContext db, CancellationToken cancellation = default)
    {
        var terms = await db
            .Terms.AsNoTracking()
            .OrderBy(term => term.Position)
            .ThenBy(term => term.Key)
            .ToListAsync(cancellation);
        var byKind = terms.ToLookup(
            term => term.Kind,
            term => new ProgrammeTerm(term.Key, term.Name) { Siret = term.Siret, Inhabitants = term.Inhabitants }
        );
        return new ProgrammeTerms(
            [.. byKind[TermKind.Operator]],
            [.. byKind[TermKind.Theme]],
            [.. byKind[TermKind.Regime]],
            [.. byKind[TermKind.Region]]
        );
    }

    public IReadOnlyList<ProgrammeTerm> Of(TermKind kind) =>
        kind switch
        {
            TermKind.Operator => Operators,
            TermKind.Theme => Themes,
            TermKind.Regime => Regimes,
            _ => Regions,
        };

    public LocalizedText Operator(string key) => NameOf(Operators, key);

    /// <summary>The establishment that an operator is; null where it isn't known.</summary>
    public Siret? SiretOf(string @operator) => Operators.FirstOrDefault(term => term.Key == @operator)?.Siret;

    public LocalizedText Theme(string key) => NameOf(Themes, key);

    public LocalizedText Regime(string key) => NameOf(Regimes, key);

    public LocalizedText Region(string key) => NameOf(Regions, key);

    private static LocalizedText NameOf(IReadOnlyList<ProgrammeTerm> terms, string key) =>
        terms.FirstOrDefault(term => term.Key == key)?.Name ?? new LocalizedText(key, key);
}
