using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Awards;

/// <summary>Announces the shortlist of an edition.</summary>
public sealed class AwardDesk(PortalDbContext db)
{
    /// <param name="votesUntil">Null for an edition without a public vote.</param>
    /// <returns>Whether there are such entries in one's charge.</returns>
    public async Task<bool> AnnounceAsync(
        WaveId wave,
        IReadOnlyList<DossierId> ids,
        Deadline? votesUntil,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var own = db.DossiersInChargeOf(by).IgnoreAutoIncludes();
        var filings = await (
            from dossier in own
            where dossier.WaveId == wave && ids.Contains(dossier.Id) && dossier.Withdrawal == null
            join filing in db.Filings.IgnoreAutoIncludes() on dossier.FilingId equals filing.Id
            select filing
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        if (filings.Count < ids.Count)
            return false;
        var its = await db.Waves.SingleAsync(one => one.Id == wave, cancellation);
        var edition = await db.AwardEditions.SingleOrDefaultAsync(one => one.WaveId == wave, cancellation);
        if (edition is null)
            db.AwardEditions.Add(edition = new AwardEdition(wave, AwardEdition.UsualField));
        edition.Announce(
            its,
            [.. filings.Select(one => new ShortlistEntry(one.DossierId, one.Answers.Text(edition.CategoryField)))],
            votesUntil,
            by.Id!.Value,
            await db.NowAsync(cancellation)
        );
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
