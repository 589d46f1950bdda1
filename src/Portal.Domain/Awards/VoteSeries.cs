namespace Portal.Domain.Awards;

/// <summary>Votes for one entry that look as if one hand had cast them: shown to staff, never struck by themselves.</summary>
/// <param name="First">UTC.</param>
/// <param name="Last">UTC.</param>
public sealed record VoteSeries(DossierId Dossier, string Network, int Count, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>From so many votes of one network within an hour on.</summary>
    public const int Suspicious = 5;

    public static readonly TimeSpan Within = TimeSpan.FromHours(1);

    /// <summary>The longest first.</summary>
    public static IReadOnlyList<VoteSeries> In(IEnumerable<CountedVote> votes) =>
        [
            .. votes
                .GroupBy(one => (one.Dossier, one.Network))
                .SelectMany(its => Runs([.. its.OrderBy(one => one.CastAt)]))
                .Where(one => one.Count >= Suspicious)
                .OrderByDescending(one => one.Count),
        ];

    /// <summary>Votes that follow each other within an hour of the first.</summary>
    private static IEnumerable<VoteSeries> Runs(IReadOnlyList<CountedVote> votes)
    {
        for (var first = 0; first < votes.Count; )
        {
            var run = votes.Skip(first).TakeWhile(one => one.CastAt - votes[first].CastAt <= Within).ToList();
            yield return new VoteSeries(run[0].Dossier, run[0].Network, run.Count, run[0].CastAt, run[^1].CastAt);
            first += run.Count;
        }
    }
}

/// <summary>A confirmed vote, without who cast it.</summary>
/// <param name="CastAt">UTC.</param>
public sealed record CountedVote(DossierId Dossier, string Network, DateTimeOffset CastAt);
