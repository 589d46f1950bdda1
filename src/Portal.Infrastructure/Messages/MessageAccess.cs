using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Messages;

/// <summary>Who can see which threads, decided in the query. Experts are of neither side.</summary>
public static class MessageAccess
{
    /// <summary>
    /// The dossiers whose thread staff reads: what is filed, and the drafts about which their carriers wrote. Of such a
    /// draft the thread shows the title and nothing else.
    /// </summary>
    public static IQueryable<Dossier> ThreadsStaffedBy(this PortalDbContext db, Viewer viewer)
    {
        var readsAll = viewer.Is(PortalRole.Publisher) || viewer.Is(PortalRole.Auditor);
        return db.ThreadsOpenToStaff(viewer)
            .Where(dossier =>
                readsAll
                || viewer.Is(PortalRole.Officer)
                    && db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person == viewer.Id)
            );
    }

    /// <summary>The threads of an officer's own calls: where they write.</summary>
    public static IQueryable<Dossier> ThreadsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.ThreadsOpenToStaff(viewer)
            .Where(dossier =>
                viewer.Is(PortalRole.Officer)
                && db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person == viewer.Id)
            );

    /// <summary>What the service wrote and a person of the team has not read.</summary>
    public static IQueryable<Message> UnreadByTeam(this PortalDbContext db, PersonId? person) =>
        db.UnreadByTeams().Where(one => one.Person == person).Select(one => one.Message);

    /// <summary>What the service wrote, beside each person of the team who has not read it.</summary>
    public static IQueryable<Unread> UnreadByTeams(this PortalDbContext db) =>
        from message in db.Messages
        where message.From == MessageSide.Staff && message.Retraction == null
        from member in db.Members
        where
            member.DossierId == message.DossierId
            && !db.ThreadReadings.Any(reading =>
                reading.DossierId == message.DossierId
                && reading.Person == member.Person
                && reading.Side == MessageSide.Carrier
                && reading.UpTo >= message.WrittenAt
            )
        select new Unread { Person = member.Person, Message = message };

    /// <summary>What carriers wrote and nobody of the service has read.</summary>
    public static IQueryable<Message> UnreadByStaff(this PortalDbContext db) =>
        db.Messages.Where(message =>
            message.From == MessageSide.Carrier
            && message.Retraction == null
            && !db.ThreadReadings.Any(reading =>
                reading.DossierId == message.DossierId
                && reading.Side == MessageSide.Staff
                && reading.UpTo >= message.WrittenAt
            )
        );

    private static IQueryable<Dossier> ThreadsOpenToStaff(this PortalDbContext db, Viewer viewer) =>
        db.Dossiers.Where(dossier =>
            viewer.Id != null
            && !dossier.Members.Any(member => member.Person == viewer.Id)
            && (
                dossier.FiledAt != null
                || db.Messages.Any(message =>
                    message.DossierId == dossier.Id && message.From == MessageSide.Carrier && message.Retraction == null
                )
            )
        );
}

public sealed class Unread
{
    public required PersonId Person { get; init; }

    public required Message Message { get; init; }
}
