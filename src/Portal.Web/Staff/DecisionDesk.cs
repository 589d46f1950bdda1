using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Staff;

/// <summary>What is decided on a dossier, and where it is decided.</summary>
/// <param name="Taken">What stands; null while nothing does.</param>
/// <param name="Criteria">Reasons by criterion to begin with: those that stand, else what experts wrote to the carrier.</param>
/// <param name="Next">The cut-off that could be waited for; null where the wave has none to come.</param>
/// <param name="FreeRank">The first place of the wave's reserve that nobody has.</param>
public sealed record DecisionDesk(
    DecisionPart? Taken,
    IReadOnlyList<CriterionReason> Criteria,
    Deadline? Next,
    int FreeRank
)
{
    /// <summary>Those that can be chosen now.</summary>
    public IEnumerable<Outcome> Outcomes =>
        Enum.GetValues<Outcome>()
            .Where(one => one != Outcome.Declined && (one != Outcome.NextCutOff || Next is not null));

    public static async Task<DecisionDesk> ReadAsync(
        PortalDbContext db,
        Dossier dossier,
        Wave wave,
        Grid? grid,
        IReadOnlyList<StaffReview> reviews,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var taken = await TakenAsync(db, dossier.Id, now, cancellation);
        if (dossier.State != DossierState.Eligible || taken is { IsFixed: true })
            return new DecisionDesk(taken, [], Next: null, FreeRank: 1);
        var last = await db.DecisionsThatStand()
            .Where(one => one.WaveId == dossier.WaveId)
            .MaxAsync(one => one.ReserveRank, cancellation);
        return new DecisionDesk(
            taken,
            Proposed(Of(grid), reviews, taken),
            dossier.NextCutOff(wave, now)?.Deadline,
            (last ?? 0) + 1
        );
    }

    /// <summary>A ruling whole: with a reason for each criterion of the call's grid, and the cut-off that would be waited for.</summary>
    /// <param name="said">What was typed, or sent as JSON.</param>
    /// <param name="reasons">By the criterion's key; null where nothing is said of it.</param>
    /// <param name="criteria">Of the call's grid.</param>
    internal static async Task<Ruling> WholeAsync(
        PortalDbContext db,
        Dossier dossier,
        Ruling said,
        IReadOnlyList<CriterionReason> criteria,
        Func<string, string?> reasons,
        CancellationToken cancellation
    )
    {
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        return said with
        {
            Criteria = [.. criteria.Select(one => one with { Text = reasons(one.Criterion) ?? "" })],
            MovesTo = dossier.NextCutOff(wave, await db.NowAsync(cancellation))?.Id,
        };
    }

    /// <summary>The criteria of the call's grid, each with nothing said.</summary>
    internal static async Task<IReadOnlyList<CriterionReason>> GridAsync(
        PortalDbContext db,
        CallId call,
        CancellationToken cancellation
    )
    {
        var grid = await db
            .Grids.AsNoTracking()
            .Where(one => one.CallId == call)
            .OrderByDescending(one => one.Version)
            .FirstOrDefaultAsync(cancellation);
        return Of(grid);
    }

    private static IReadOnlyList<CriterionReason> Of(Grid? grid) =>
        [.. (grid?.Criteria ?? []).Select(one => new CriterionReason(one.Key, one.Title, ""))];

    private static Task<DecisionPart?> TakenAsync(
        PortalDbContext db,
        DossierId id,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        db.DecisionsThatStand()
            .AsNoTracking()
            .Where(one => one.DossierId == id)
            .Select(one => new DecisionPart(
                one.Outcome,
                one.Amount,
                one.ReserveRank,
                one.Reason,
                one.Conditions,
                one.Criteria,
                one.DecidedAt,
                one.ListId != null,
                db.WinnerListsFixedAt(now).Any(list => list.Id == one.ListId),
                db.ListSignatures.Count(signature => signature.ListId == one.ListId && signature.VoidedAt == null)
            )
            {
                DeclinedAt = one.DeclinedAt,
                Project = db
                    .Projects.Where(its => its.DossierId == one.DossierId)
                    .Select(its => (ProjectId?)its.Id)
                    .SingleOrDefault(),
            })
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Without a name, in an order that tells nothing.</summary>
    private static IReadOnlyList<CriterionReason> Proposed(
        IReadOnlyList<CriterionReason> criteria,
        IReadOnlyList<StaffReview> reviews,
        DecisionPart? taken
    ) =>
        [
            .. criteria.Select(one =>
                one with
                {
                    Text = taken is not null
                        ? taken.TextFor(one.Criterion)
                        : string.Join(
                            "\n\n",
                            reviews
                                .Where(review => review.Stands && review.SubmittedAt is not null)
                                .Select(review => review.Read.Sheet.For(one.Criterion).ToCarrier.Trim())
                                .Where(text => text.Length > 0)
                                .Distinct(StringComparer.Ordinal)
                                .Order(StringComparer.Ordinal)
                        ),
                }
            ),
        ];
}

/// <param name="IsFixed">Whether its list is public, or about to be.</param>
/// <param name="Signatures">Those that its list has and would lose.</param>
public sealed record DecisionPart(
    Outcome Outcome,
    Money? Amount,
    int? ReserveRank,
    string Reason,
    string Conditions,
    IReadOnlyList<CriterionReason> Criteria,
    DateTimeOffset At,
    bool IsListed,
    bool IsFixed,
    int Signatures
)
{
    /// <summary>When the winner gave the aid up.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>What became of the winner; null where it is no project, or not yet.</summary>
    public ProjectId? Project { get; init; }

    public bool MayBeDeclined => IsFixed && Outcome == Outcome.Funded && DeclinedAt is null;

    public string TextFor(string criterion) => Criteria.FirstOrDefault(one => one.Criterion == criterion)?.Text ?? "";
}

public sealed class DecisionForm
{
    public Outcome? Outcome { get; set; }

    public string? Amount { get; set; }

    public string? ReserveRank { get; set; }

    public string? Conditions { get; set; }

    public string? Reason { get; set; }

    /// <summary>By the criterion's key.</summary>
    public Dictionary<string, string?> Reasons { get; set; } = [];
}
