using Portal.Domain.Exports;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Exports;

public static class ExportAccess
{
    /// <summary>A person's own exports, as long as they are in charge of the wave.</summary>
    public static IQueryable<WaveExport> ExportsOf(this PortalDbContext db, Viewer viewer) =>
        db.WaveExports.Where(export =>
            viewer.Id != null
            && export.By == viewer.Id
            && db.WavesInChargeOf(viewer).Any(wave => wave.Id == export.WaveId)
        );
}
