using System.Globalization;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Cli;

/// <summary>A matrix of affinities as CSV, what is forbidden besides, and the assignment.</summary>
internal static class AffinityFiles
{
    /// <summary>The first line names dossiers, the first cell of each other line an expert; negative or empty is forbidden.</summary>
    public static Affinities Read(string file)
    {
        var lines = CsvTable.Read(file).ToList();
        if (lines.Count < 2 || lines[0].Cells.Length < 2)
            throw new InputException($"{file} needs a line of dossiers and a line for each expert.");
        var experts = lines.Skip(1).Select(line => (line.Line, Name: line.Cells[0].Trim())).ToList();
        Distinct(file, experts);
        Distinct(file, lines[0].Cells.Skip(1).Select(dossier => (lines[0].Line, dossier.Trim())));
        var affinities = new Affinities(
            [.. experts.Select(expert => expert.Name)],
            [.. lines[0].Cells.Skip(1).Select(dossier => dossier.Trim())]
        );
        for (var expert = 0; expert < experts.Count; expert++)
            ReadLine(file, affinities, expert, lines[expert + 1]);
        return affinities;
    }

    public static void Forbid(Affinities affinities, string file)
    {
        foreach (var (_, pair) in Pairs(affinities, file))
            affinities[pair.Dossier, pair.Expert] = null;
    }

    /// <summary>What stays, whatever else is chosen.</summary>
    public static HashSet<Pair> Pinned(Affinities affinities, string file)
    {
        var pinned = new HashSet<Pair>();
        foreach (var (line, pair) in Pairs(affinities, file))
            if (affinities[pair.Dossier, pair.Expert] is null)
                throw new InputException(file, line, "the pair is forbidden elsewhere.");
            else
                pinned.Add(pair);
        return pinned;
    }

    /// <summary>Of each expert, by their place; nothing is known of who isn't in the file.</summary>
    public static IReadOnlyList<ExpertTraits> Facts(Affinities affinities, string file)
    {
        var facts = affinities.Experts.Select(_ => new ExpertTraits()).ToArray();
        var experts = Places(affinities.Experts);
        foreach (var (line, cells) in CsvTable.Read(file, "expert", "role", "organisation", "region", "capacity"))
        {
            if (!experts.TryGetValue(cells[0], out var expert))
                throw new InputException(file, line, $"there is no expert \"{cells[0]}\".");
            var capacity = cells[4].Length == 0 ? (int?)null : Capacity(file, line, cells[4]);
            facts[expert] = new ExpertTraits(Told(cells[1]), Told(cells[2]), Told(cells[3]), capacity);
        }
        return facts;
    }

    private static int Capacity(string file, int line, string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity)
            ? capacity
            : throw new InputException(file, line, $"the capacity \"{cell}\" is no whole number.");

    private static string? Told(string cell) => cell.Length > 0 ? cell : null;

    private static IEnumerable<(int Line, Pair Pair)> Pairs(Affinities affinities, string file)
    {
        var dossiers = Places(affinities.Dossiers);
        var experts = Places(affinities.Experts);
        foreach (var (line, cells) in CsvTable.Read(file, "dossier", "expert"))
        {
            if (!dossiers.TryGetValue(cells[0], out var dossier))
                throw new InputException(file, line, $"there is no dossier \"{cells[0]}\".");
            if (!experts.TryGetValue(cells[1], out var expert))
                throw new InputException(file, line, $"there is no expert \"{cells[1]}\".");
            yield return (line, new Pair(dossier, expert));
        }
    }

    public static void Write(string file, Affinities affinities) =>
        CsvTable.Write(
            file,
            ["", .. affinities.Dossiers],
            affinities.Experts.Select(
                (name, expert) =>
                    (IReadOnlyList<object>)
                        [
                            name,
                            .. Enumerable
                                .Range(0, affinities.Dossiers.Count)
                                .Select(dossier =>
                                    (object)(affinities[dossier, expert] is { } value ? Math.Round(value, 6) : "")
                                ),
                        ]
            )
        );

    public static void Write(string file, Affinities affinities, Match match) =>
        CsvTable.Write(
            file,
            ["dossier", "expert", "affinity"],
            match
                .Pairs.OrderBy(pair => pair.Dossier)
                .ThenBy(pair => pair.Expert)
                .Select(pair =>
                    (IReadOnlyList<object>)
                        [affinities.Dossiers[pair.Dossier], affinities.Experts[pair.Expert], affinities.Of(pair)]
                )
        );

    public static void WriteProbabilities(string file, Affinities affinities, MatchLottery lottery) =>
        CsvTable.Write(
            file,
            ["dossier", "expert", "probability"],
            lottery
                .Hundredths.OrderBy(one => one.Key)
                .Select(one =>
                    (IReadOnlyList<object>)
                        [
                            affinities.Dossiers[one.Key.Dossier],
                            affinities.Experts[one.Key.Expert],
                            one.Value / (double)MatchLottery.Whole,
                        ]
                )
        );

    private static void ReadLine(string file, Affinities affinities, int expert, (int Line, string[] Cells) line)
    {
        if (line.Cells.Length != affinities.Dossiers.Count + 1)
            throw new InputException(
                file,
                line.Line,
                $"{line.Cells.Length} cells where the first line has {affinities.Dossiers.Count + 1}."
            );
        for (var dossier = 0; dossier < affinities.Dossiers.Count; dossier++)
        {
            var cell = line.Cells[dossier + 1].AsSpan().Trim();
            if (cell.IsEmpty)
                continue;
            if (CsvTable.Number(cell) is not { } value)
                throw new InputException(
                    file,
                    line.Line,
                    $"\"{cell}\" is no number (expert {affinities.Experts[expert]}, dossier {affinities.Dossiers[dossier]})."
                );
            affinities[dossier, expert] = value < 0 ? null : value;
        }
    }

    private static void Distinct(string file, IEnumerable<(int Line, string Name)> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, name) in names)
            if (name.Length == 0 || !known.Add(name))
                throw new InputException(
                    file,
                    line,
                    name.Length == 0 ? "a name is missing." : $"\"{name}\" stands there twice."
                );
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> names) =>
        names.Select((name, place) => (name, place)).ToDictionary(StringComparer.Ordinal);
}
