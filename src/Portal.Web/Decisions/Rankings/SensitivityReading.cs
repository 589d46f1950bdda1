using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Decisions.Rankings;

/// <summary>Reads what a ranking says of its experts and criteria.</summary>
public sealed class SensitivityReading(PortalDbContext db, RankingReading reading)
{
    /// <returns>Null where the viewer can't read the ranking, or it isn't computed yet.</returns>
    public async Task<SensitivityPage?> PageOfAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        if (await reading.FindAsync(id, viewer, cancellation) is not ({ } head, { Result: { } result } run))
            return null;
        var lines = await reading.LinesAsync(head.Id, viewer, cancellation);
        var numbers = run.Matter.Dossiers.ToDictionary(one => one.Dossier, one => lines[one.Dossier].Number);
        return new SensitivityPage(
            head,
            run.Id,
            result.IsAdjusted,
            await ExpertsAsync(run, numbers, cancellation),
            [
                .. run
                    .Matter.Criteria.Where(one => Change(run, one.Key) is not null)
                    .Select(one => LineOf(run, one, numbers)),
            ]
        );
    }

    public async Task<IReadOnlyDictionary<ExpertId, string>> NamesAsync(WaveId wave, CancellationToken cancellation) =>
        await db
            .Experts.Where(expert => expert.WaveId == wave)
            .ToDictionaryAsync(expert => expert.Id, expert => expert.Name, cancellation);

    private async Task<IReadOnlyList<ExpertLine>> ExpertsAsync(
        RankingRun run,
        Dictionary<DossierId, string> numbers,
        CancellationToken cancellation
    )
    {
        var names = await NamesAsync(run.WaveId, cancellation);
        var severities = run.Result!.Experts.ToDictionary(one => one.Expert);
        return
        [
            .. run
                .Matter.Reviews.GroupBy(review => review.Expert)
                .Select(given => new ExpertLine(
                    names[given.Key],
                    given.Count(),
                    severities.GetValueOrDefault(given.Key),
                    PartOf(Change(run, given.Key.Value.ToString()), numbers)
                ))
                .OrderByDescending(line => line.Severity?.Expected ?? 0)
                .ThenBy(line => line.Name, StringComparer.CurrentCulture),
        ];
    }

    private static CriterionLine LineOf(
        RankingRun run,
        WeighedCriterion criterion,
        Dictionary<DossierId, string> numbers
    )
    {
        ChangePart Of(ChangeKind kind) => PartOf(Change(run, criterion.Key, kind), numbers)!;
        return new CriterionLine(
            criterion.Title,
            Of(ChangeKind.WithoutCriterion),
            Of(ChangeKind.HalfWeight),
            Of(ChangeKind.DoubleWeight)
        );
    }

    private static RankingChange? Change(RankingRun run, string key, ChangeKind? kind = null) =>
        run.Result!.Changes.FirstOrDefault(one => one.Key == key && (kind is null || one.Kind == kind));

    private static ChangePart? PartOf(RankingChange? change, Dictionary<DossierId, string> numbers)
    {
        IReadOnlyList<string> Told(IEnumerable<DossierId> dossiers) =>
            [.. dossiers.Select(one => numbers[one]).Order(StringComparer.Ordinal)];
        return change is null
            ? null
            : new ChangePart(Told(change.Raised), Told(change.Dropped), Told(change.Unreviewed));
    }
}
