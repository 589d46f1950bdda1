using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions.Appeals;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Decisions.Appeals;

/// <summary>Reads appeals for staff.</summary>
public sealed class AppealReading(PortalDbContext db)
{
    /// <summary>The next to answer first.</summary>
    /// <param name="wave">Whose decisions are contested.</param>
    /// <param name="dossier">The only one that it is about; null for all of the wave.</param>
    /// <param name="viewer">Of staff.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<StaffAppealRow>> ListAsync(
        WaveId wave,
        DossierId? dossier,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var seen = db.AppealsStaffedBy(viewer).Where(one => dossier == null || one.DossierId == dossier);
        var rows = await RowsAsync(seen, wave, cancellation);
        return [.. rows.OrderBy(row => row.Part.AnsweredAt is not null).ThenBy(row => row.Part.LodgedAt)];
    }

    /// <returns>Null where there is none that one sees.</returns>
    public async Task<StaffAppealPage?> PageAsync(
        AppealId id,
        Viewer viewer,
        AnswerForm typed,
        CancellationToken cancellation
    )
    {
        var rows = await RowsAsync(db.AppealsStaffedBy(viewer).Where(one => one.Id == id), wave: null, cancellation);
        if (rows is not [var row])
            return null;
        var mayAnswer =
            row.Part.AnsweredAt is null
            && await db.AppealsInChargeOf(viewer).AnyAsync(one => one.Id == id, cancellation);
        return new StaffAppealPage(row, mayAnswer, typed);
    }

    private async Task<List<StaffAppealRow>> RowsAsync(
        IQueryable<Appeal> appeals,
        WaveId? wave,
        CancellationToken cancellation
    )
    {
        var found = await (
            from appeal in appeals
            join decision in db.Decisions on appeal.DecisionId equals decision.Id
            where wave == null || decision.WaveId == wave
            join dossier in db.Dossiers.IgnoreAutoIncludes() on appeal.DossierId equals dossier.Id
            select new
            {
                Appeal = appeal,
                decision.WaveId,
                dossier.Number,
                dossier.Title,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        if (found.Count == 0)
            return [];
        var now = await db.NowAsync(cancellation);
        var parts = await PartsAsync([.. found.Select(one => one.Appeal)], now, cancellation);
        return
        [
            .. found.Zip(
                parts,
                (one, part) => new StaffAppealRow(one.Appeal.DossierId, one.WaveId, one.Number!, one.Title, part)
            ),
        ];
    }

    /// <summary>As they stand, each with the name of who answered: who decides doesn't hide it (art. L.111-2 CRPA).</summary>
    public async Task<IReadOnlyList<AppealPart>> PartsAsync(
        IReadOnlyList<Appeal> appeals,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var people = appeals.Select(one => one.AnsweredBy?.Value).OfType<Guid>().ToList();
        var names =
            people.Count > 0
                ? await db
                    .Users.Where(one => people.Contains(one.Id))
                    .ToDictionaryAsync(one => one.Id, one => one.Name, cancellation)
                : [];
        return
        [
            .. appeals.Select(one =>
                AppealPart.Of(one, one.AnsweredBy is { } by ? names.GetValueOrDefault(by.Value) : null, now)
            ),
        ];
    }
}
