using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>Prepares, approves and drops the winner list of a wave; each is one transaction on the list and its decisions.</summary>
public sealed class WinnerLists(PortalDbContext db)
{
    /// <summary>Puts all decisions of a wave that no list carries on a new list.</summary>
    public async Task PrepareAsync(WaveId wave, DateTimeOffset publishAt, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var decisions = await db
            .Decisions.Where(decision => decision.WaveId == wave && decision.ListId == null)
            .ToListAsync(cancellation);
        var ids = decisions.Select(decision => decision.DossierId).ToList();
        var dossiers = await db
            .Dossiers.Include(dossier => dossier.Filings)
                .ThenInclude(filing => filing.Organisations)
            .Where(dossier => ids.Contains(dossier.Id))
            .ToDictionaryAsync(dossier => dossier.Id, cancellation);
        var list = WinnerList.Prepare(
            await db.Waves.AsNoTracking().SingleAsync(one => one.Id == wave, cancellation),
            [.. decisions.Select(decision => (dossiers[decision.DossierId], decision))],
            publishAt,
            by,
            now
        );
        db.WinnerLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <returns>Whether there is such a list.</returns>
    public async Task<bool> ApproveAsync(WinnerListId id, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        if (await db.WinnerLists.SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } list)
            return false;
        var teams = await db
            .Members.Where(member =>
                db.Decisions.Any(decision => decision.ListId == id && decision.DossierId == member.DossierId)
            )
            .Select(member => member.Person)
            .ToHashSetAsync(cancellation);
        list.Approve(by, teams, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task DropAsync(WinnerList list, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var decisions = await db.Decisions.Where(decision => decision.ListId == list.Id).ToListAsync(cancellation);
        list.Drop(decisions, by, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
