using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>Reads a window of the matrix of dossiers and experts of a proposal.</summary>
public sealed class MatrixReading(PortalDbContext db)
{
    public async Task<MatrixPage> PageOfAsync(
        WaveHead wave,
        ProposalSight sight,
        MatrixFilter filter,
        CancellationToken cancellation
    )
    {
        var dossiers = DossiersOf(sight, filter).ToList();
        var experts = ExpertsOf(sight, filter).ToList();
        filter.Rows = Math.Clamp(filter.Rows, 1, MatrixPage.PagesOf(dossiers.Count, MatrixPage.MostRows));
        filter.Columns = Math.Clamp(filter.Columns, 1, MatrixPage.PagesOf(experts.Count, MatrixPage.MostColumns));
        var rows = dossiers.Skip((filter.Rows - 1) * MatrixPage.MostRows).Take(MatrixPage.MostRows).ToList();
        var columns = experts.Skip((filter.Columns - 1) * MatrixPage.MostColumns).Take(MatrixPage.MostColumns).ToList();
        var conflicts = await ConflictsAsync(rows, columns, cancellation);
        var from = FromOf(sight, filter);
        return new MatrixPage(
            wave,
            sight.Proposal.Id.Value,
            wave.MayAct && sight.Proposal.State == ProposalState.Ready,
            filter,
            columns,
            [
                .. rows.Select(row => new MatrixRow(
                    row,
                    [.. columns.Select(column => Cell(sight, row, column.Id, conflicts, from?.Pair))]
                )),
            ],
            from is { } pair ? (pair.Dossier, sight.NameOf(pair.Pair.Expert)) : null,
            dossiers.Count,
            experts.Count
        );
    }

    private static IEnumerable<ServedDossier> DossiersOf(ProposalSight sight, MatrixFilter filter) =>
        sight
            .Dossiers()
            .Where(one => Says($"{one.Number} {one.Title}", filter.Search) && (!filter.Broken || one.Broken.Count > 0))
            .OrderBy(one => one.Number, StringComparer.Ordinal);

    private static IEnumerable<LoadedExpert> ExpertsOf(ProposalSight sight, MatrixFilter filter) =>
        sight
            .Loads()
            .Where(one => Says(one.Name, filter.Expert))
            .Where(one => string.IsNullOrEmpty(filter.Role) || one.Role == filter.Role)
            .OrderBy(one => one.Name, StringComparer.CurrentCulture);

    /// <summary>Whatever the accents and capitals.</summary>
    private static bool Says(string text, string? sought) =>
        string.IsNullOrWhiteSpace(sought)
        || CultureInfo.InvariantCulture.CompareInfo.IndexOf(
            text,
            sought.Trim(),
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace
        ) >= 0;

    private static (ServedDossier Dossier, AssignedPair Pair)? FromOf(ProposalSight sight, MatrixFilter filter)
    {
        if (filter is not { FromDossier: { } dossier, FromExpert: { } expert })
            return null;
        var served = sight.Dossier(new DossierId(dossier));
        return served?.Experts.Any(one => one.Id.Value == expert && !one.Has) == true
            ? (served, new AssignedPair(served.Id, new ExpertId(expert)))
            : null;
    }

    private static MatrixCell Cell(
        ProposalSight sight,
        ServedDossier row,
        ExpertId expert,
        HashSet<AssignedPair> conflicts,
        AssignedPair? from
    )
    {
        var pair = new AssignedPair(row.Id, expert);
        var state = row.Experts.FirstOrDefault(one => one.Id == expert) switch
        {
            { Has: true } => MatrixState.Assigned,
            { Has: false } => MatrixState.Proposed,
            _ when conflicts.Contains(pair) => MatrixState.Conflict,
            _ => sight.AffinityOf(pair) is null ? MatrixState.Apart : MatrixState.Candidate,
        };
        var mayExchange =
            state == MatrixState.Proposed
            && from is not null
            && from.Dossier != pair.Dossier
            && sight.MayTake(from.Dossier, expert)
            && sight.MayTake(pair.Dossier, from.Expert);
        return new MatrixCell(expert, state, sight.AffinityOf(pair), mayExchange);
    }

    private async Task<HashSet<AssignedPair>> ConflictsAsync(
        IReadOnlyList<ServedDossier> rows,
        IReadOnlyList<LoadedExpert> columns,
        CancellationToken cancellation
    )
    {
        var (dossiers, experts) = (rows.Select(one => one.Id).ToList(), columns.Select(one => one.Id).ToList());
        var found = await (
            from conflict in db.StandingConflicts()
            where dossiers.Contains(conflict.DossierId)
            join expert in db.Experts on conflict.PoolExpertId equals expert.PoolExpertId
            where experts.Contains(expert.Id)
            select new { conflict.DossierId, expert.Id }
        ).ToListAsync(cancellation);
        return [.. found.Select(one => new AssignedPair(one.DossierId, one.Id))];
    }
}
