using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>
/// A member says of which dossiers they must not hear. No item of a sitting is called, entered or voted on at the same
/// moment: what is called before sends them out of the room, what is called after knows.
/// </summary>
public sealed class DeclareConflicts(PortalDbContext db, JuryDesk desk)
{
    /// <returns>Null where they have no seat in such a jury.</returns>
    public Task<Jury?> RunAsync(
        JuryId id,
        PersonId person,
        IReadOnlyDictionary<DossierId, string> reasons,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            db.Juries.Where(one => one.Members.Any(member => member.Person == person)),
            id,
            async (jury, now) =>
            {
                jury.DeclareConflicts(person, reasons, now);
                if (jury.InSession is { } session)
                    (await SittingAsync(session, cancellation)).HearOfConflicts(person, reasons.Keys, now);
            },
            cancellation
        );

    private Task<Sitting> SittingAsync(SittingId id, CancellationToken cancellation) =>
        db
            .Sittings.Include(one => one.Items)
            .Include(one => one.Attendances)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == id, cancellation);
}
