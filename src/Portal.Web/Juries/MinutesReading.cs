using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Juries;

/// <summary>Reads the minutes of a sitting, without the items that the reader must not hear of.</summary>
public sealed class MinutesReading(PortalDbContext db)
{
    public async Task<MinutesPage?> PageAsync(SittingId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from sitting in db.SittingsReadBy(viewer)
            where sitting.Id == id
            join jury in db.Juries on sitting.JuryId equals jury.Id
            select new
            {
                Sitting = sitting,
                jury.Name,
                Leads = db.SittingsLedBy(viewer).Any(one => one.Id == sitting.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var one = found.Sitting;
        var versions = await VersionsAsync(one, viewer, cancellation);
        return new MinutesPage(
            id,
            one.JuryId,
            found.Name,
            one.Start,
            one.Closing is not null,
            found.Leads && one.Closing is not null,
            versions is [var newest, ..]
                && (
                    viewer.Id == one.Chair && newest.Chair is null
                    || viewer.Id == one.Secretary && newest.Secretary is null
                ),
            versions,
            found.Leads ? await ItemsAsync(id, viewer, cancellation) : new Dictionary<Guid, AgendaItemId>()
        );
    }

    private async Task<IReadOnlyDictionary<Guid, AgendaItemId>> ItemsAsync(
        SittingId id,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await db.ItemsHeardBy(viewer)
            .Where(item => item.SittingId == id)
            .ToDictionaryAsync(item => item.DossierId.Value, item => item.Id, cancellation);

    private async Task<IReadOnlyList<MinutesVersion>> VersionsAsync(
        Sitting sitting,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var versions = await db
            .SittingMinutes.AsNoTracking()
            .Where(one => one.SittingId == sitting.Id)
            .OrderByDescending(one => one.Version)
            .ToListAsync(cancellation);
        var kept = await db.KeptFrom()
            .Where(one => one.Person == viewer.Id)
            .Select(one => one.Dossier.Value)
            .ToHashSetAsync(cancellation);
        var names = await db.NamesAsync(sitting.Roll.Select(seat => seat.Person), cancellation);
        return [.. versions.Select(one => VersionOf(one, kept, names))];
    }

    private static MinutesVersion VersionOf(
        Minutes minutes,
        IReadOnlySet<Guid> kept,
        IReadOnlyDictionary<PersonId, string> names
    )
    {
        var content = DrawUpMinutes.Read(minutes.Content);
        return new MinutesVersion(
            minutes.Version,
            minutes.Sha256,
            minutes.DrawnUpAt,
            Of(minutes.ChairSignature),
            Of(minutes.SecretarySignature),
            content with
            {
                Items = [.. content.Items.Where(item => !kept.Contains(item.Dossier))],
            },
            content.Items.Count(item => kept.Contains(item.Dossier))
        );

        Signed? Of(SittingAct? signature) => signature is null ? null : new Signed(names[signature.By], signature.At);
    }
}
