using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Programme;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>The programme's words as <c>programme.yaml</c> gives them to a portal that lacks them.</summary>
public static class ProgrammeSeed
{
    /// <exception cref="SeedException">The file lacks something.</exception>
    public static ProgrammeTerms Read(string seeds)
    {
        var root = SeedNode
            .Read(Path.Combine(seeds, "programme.yaml"))
            .Only("operators", "themes", "regimes", "regions", "censuses");
        return new ProgrammeTerms(
            Terms(root, "operators"),
            Terms(root, "themes"),
            Terms(root, "regimes"),
            Regions(root)
        );
    }

    /// <summary>Adds the words that the portal lacks. Those that it has are its administrators' to name.</summary>
    internal static async Task ApplyAsync(
        PortalDbContext db,
        ProgrammeTerms programme,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var known = await db.Terms.ToListAsync(cancellation);
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            var its = known.Where(term => term.Kind == kind).ToList();
            var last = its.Select(term => term.Position).DefaultIfEmpty().Max();
            var lacking = programme.Of(kind).Where(term => its.TrueForAll(one => one.Key != term.Key));
            var added = lacking.Select(term => new Term(kind, term.Key, term.Name, ++last, by: null, now)).ToList();
            db.Terms.AddRange(added);
            Identify([.. its, .. added], programme.Of(kind), now);
            Count([.. its, .. added], programme.Of(kind), now);
        }
    }

    /// <summary>Says which establishments the operators are that nobody said it of.</summary>
    private static void Identify(IReadOnlyList<Term> terms, IReadOnlyList<ProgrammeTerm> seeds, DateTimeOffset now)
    {
        foreach (var term in terms.Where(term => term.Siret is null))
            if (seeds.FirstOrDefault(seed => seed.Key == term.Key)?.Siret is { } siret)
                term.Identify(siret, by: null, now);
    }

    /// <summary>Says how many people live in the regions that nobody said it of.</summary>
    private static void Count(IReadOnlyList<Term> terms, IReadOnlyList<ProgrammeTerm> seeds, DateTimeOffset now)
    {
        foreach (var term in terms.Where(term => term.Inhabitants is null))
            if (seeds.FirstOrDefault(seed => seed.Key == term.Key)?.Inhabitants is { } inhabitants)
                term.Count(inhabitants, by: null, now);
    }

    /// <summary>Each with its inhabitants, as the census of its year says.</summary>
    private static List<ProgrammeTerm> Regions(SeedNode root)
    {
        var sources =
            root.MayAt("censuses")
                ?.Items(by: "year")
                .ToDictionary(one => one.At("year").Integer(), one => one.Only("year", "source").At("source").Text())
            ?? [];
        return
        [
            .. root.At("regions")
                .Items(by: "key")
                .Select(node => TermOf(node) with { Inhabitants = CountOf(node, sources) }),
        ];
    }

    private static Inhabitants? CountOf(SeedNode node, Dictionary<int, string> sources)
    {
        if (node.MayAt("inhabitants") is not { } count)
            return null;
        var year = node.At("census");
        return sources.TryGetValue(year.Integer(), out var source)
            ? new Inhabitants(count.Integer(), year.Integer(), source)
            : throw year.Wrong(SeedRefusals.NoCensus(year.Text()));
    }

    private static List<ProgrammeTerm> Terms(SeedNode root, string kind) =>
        [.. root.At(kind).Items(by: "key").Select(TermOf)];

    private static ProgrammeTerm TermOf(SeedNode node)
    {
        var key = node.Only("key", "name", "siret", "inhabitants", "census").At("key");
        return Term.IsKey(key.Text())
            ? new ProgrammeTerm(key.Text(), node.Localized("name")) { Siret = SiretOf(node) }
            : throw key.Wrong(SeedRefusals.NoKey(key.Text()));
    }

    private static Siret? SiretOf(SeedNode node)
    {
        if (node.MayAt("siret") is not { } place)
            return null;
        return Siret.TryParse(place.Text(), out var siret)
            ? siret
            : throw place.Wrong(SeedRefusals.NoSiret(place.Text()));
    }
}
