using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <summary>Who reads which lines of the history. Whether somebody reads it at all is asked of their roles before.</summary>
public static class HistoryAccess
{
    /// <summary>
    /// All of it, but for what others did about a dossier of whose team the viewer is: there they are no observers, and
    /// would learn who judges.
    /// </summary>
    public static IQueryable<HistoryEntry> HistoryReadBy(this PortalDbContext db, Viewer viewer)
    {
        var person = viewer.Id?.Value;
        return db.History.Where(entry =>
            entry.By == person
            || !db.Members.Any(member =>
                member.Person == viewer.Id && entry.Data.Contains(member.DossierId.Value.ToString())
            )
        );
    }
}
