using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Domain.Decisions;

/// <summary>
/// A ranking that somebody asked for, kept with all that it was computed from: what a jury saw can be shown again as it
/// was, and computed anew by anyone who has its votes. It informs, and decides nothing.
/// </summary>
public sealed class RankingRun : AskedWork
{
    private RankingRun() { }

    public static RankingRun Ask(WaveId wave, RankingMatter matter, FundingTerms terms, PersonId by, DateTimeOffset now)
    {
        var run = new RankingRun
        {
            Id = RankingRunId.New(),
            WaveId = wave,
            By = by,
            AskedAt = now,
            Matter = matter,
            Terms = terms,
            InputsSha256 = matter.Sha256For(terms),
            ModelVersion = ScoreModel.Version,
            Seed = RankingMatter.Seed,
        };
        run.Tell(
            new RankingAsked(
                run.Id,
                wave,
                run.InputsSha256,
                run.Seed,
                run.ModelVersion,
                terms.Dossiers,
                terms.Envelope,
                by,
                now
            )
        );
        return run;
    }

    public RankingRunId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public RankingMatter Matter { get; private set; } = null!;

    public FundingTerms Terms { get; private set; } = null!;

    /// <summary>SHA-256 of all that the result follows from; asked for twice, a ranking is computed once.</summary>
    public string InputsSha256 { get; private set; } = "";

    public int ModelVersion { get; private set; }

    public int Seed { get; private set; }

    /// <summary>Null while it is being computed.</summary>
    public RankingResult? Result { get; private set; }

    public DateTimeOffset? ComputedAt { get; private set; }

    protected override bool IsAwaited => Result is null && FailedAt is null;

    /// <summary>What it comes to; some seconds.</summary>
    public RankingResult Compute() => new MakeRanking(Matter, Terms).Run();

    /// <summary>Takes what it came to; not where another try took over.</summary>
    public void Take(int itsTry, RankingResult result, DateTimeOffset now)
    {
        if (!IsAwaitedOf(itsTry))
            return;
        (Result, ComputedAt) = (result, now);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Result)));
        Tell(new RankingComputed(Id, WaveId, sha256, Result.IsAdjusted, now));
    }

    protected override DomainEvent Failed(DateTimeOffset now) => new RankingFailed(Id, WaveId, now);

    protected override DomainEvent AskedAgain(PersonId by, DateTimeOffset now) =>
        new RankingAskedAgain(Id, WaveId, by, now);
}
