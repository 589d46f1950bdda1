using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>The working title of a dossier follows the title in its form.</summary>
internal static class WorkingTitle
{
    /// <param name="db">Where the dossier is; the caller saves.</param>
    /// <param name="section">The section as it was just written.</param>
    /// <param name="before">The title that it held before.</param>
    /// <param name="by">Who wrote.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task KeepWorkingTitleAsync(
        this PortalDbContext db,
        Section section,
        string before,
        PersonId by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (section.Answers.Text(CommonFields.Title) is var title && title == before)
            return;
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == section.DossierId, cancellation);
        dossier.Rename(title, by, now);
    }
}
