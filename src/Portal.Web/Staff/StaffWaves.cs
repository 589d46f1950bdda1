using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Staff;

/// <summary>Reads the head of a wave for somebody of staff; what they may not see isn't found.</summary>
internal static class StaffWaves
{
    public static async Task<WaveHead?> HeadAsync(
        PortalDbContext db,
        Guid wave,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var id = new WaveId(wave);
        var found = await db.WavesStaffedBy(viewer)
            .AsNoTracking()
            .Where(one => one.Id == id)
            .Select(one => new { Wave = one, MayAct = db.WavesInChargeOf(viewer).Any(own => own.Id == one.Id) })
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var call = await db
            .Calls.AsNoTracking()
            .Where(one => one.Id == found.Wave.CallId)
            .Select(one => new
            {
                one.Presentation,
                one.Slug,
                one.Kind,
                Admits = one.Admission != null,
            })
            .SingleAsync(cancellation);
        return new WaveHead(id, call.Presentation, call.Slug, found.Wave.Number, found.Wave.StateAt(now), found.MayAct)
        {
            GivesAwards = call.Kind == CallKind.AwardByCategory,
            Admits = call.Admits,
        };
    }

    /// <summary>A wave of one's own charge, to act on.</summary>
    public static Task<Wave?> InChargeAsync(
        PortalDbContext db,
        Guid wave,
        Viewer viewer,
        CancellationToken cancellation
    ) => db.WavesInChargeOf(viewer).SingleOrDefaultAsync(one => one.Id == new WaveId(wave), cancellation);
}
