using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>The rules in force: one a kind, and the calls that have times of their own.</summary>
public sealed record RulesInForce(IReadOnlyList<RetentionRule> All, IReadOnlyList<CallRetention> OfCalls)
{
    public RetentionRule Of(RetainedKind kind) => All.Single(rule => rule.Kind == kind);

    public int DaysOf(RetainedKind kind, CallId call) =>
        OfCalls.FirstOrDefault(one => one.Kind == kind && one.CallId == call)?.Days ?? Of(kind).Days;

    /// <summary>Nothing of the kind that is younger can be due.</summary>
    public int ShortestOf(RetainedKind kind) =>
        OfCalls.Where(one => one.Kind == kind).Select(one => one.Days).OfType<int>().Append(Of(kind).Days).Min();
}

public sealed class RetentionRules(PortalDbContext db)
{
    private RulesInForce? _read;

    /// <summary>Once a page or a run of a job.</summary>
    public async Task<RulesInForce> ReadAsync(CancellationToken cancellation) =>
        _read ??= await FindAsync(cancellation);

    private async Task<RulesInForce> FindAsync(CancellationToken cancellation)
    {
        var made = await db.RetentionRules.AsNoTracking().ToListAsync(cancellation);
        var ofCalls = await db.CallRetentions.AsNoTracking().Where(one => one.Days != null).ToListAsync(cancellation);
        return new RulesInForce(
            [
                .. Enum.GetValues<RetainedKind>()
                    .Select(kind => made.Find(rule => rule.Kind == kind) ?? RetentionRule.DefaultOf(kind)),
            ],
            ofCalls
        );
    }
}

/// <param name="Held">What is held.</param>
/// <param name="Call">The call's name in addresses; empty where it is of none.</param>
/// <param name="Wave">Its number; null where it is of none.</param>
public sealed record HeldRow(Held Held, string Call, int? Wave);

/// <summary>What is held of a kind of data and comes near its end, for the job that erases it and the page that tells before.</summary>
public interface IHolding
{
    /// <summary>What is to be announced or erased by a moment, or was announced.</summary>
    /// <param name="by">UTC.</param>
    /// <param name="only">The id of one; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset by, Guid? only, CancellationToken cancellation);
}
