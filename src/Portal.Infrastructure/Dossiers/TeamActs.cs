using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Changes a dossier's team, one at a time: a place that is given away never meets one that is taken.</summary>
public sealed class TeamActs(PortalDbContext db, Partners partners)
{
    /// <returns>False where the viewer can't see the dossier, as for all acts here.</returns>
    public async Task<bool> PlaceAsync(
        DossierId id,
        PersonId person,
        MemberRole role,
        string partner,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await ActAsync(
            id,
            viewer,
            async (dossier, now) =>
            {
                var had = dossier.Members.FirstOrDefault(member => member.Person == person)?.Partner;
                if (partner != had && (await partners.OfAsync(id, cancellation)).All(one => one.Id != partner))
                    throw new RefusedException(DossierRefusals.UnknownPartner);
                dossier.Place(person, role, partner, viewer.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>Takes a person out of the team, and the sections that they had taken on are nobody's.</summary>
    public async Task<bool> RemoveAsync(DossierId id, PersonId person, Viewer viewer, CancellationToken cancellation) =>
        await ActAsync(
            id,
            viewer,
            async (dossier, now) =>
            {
                dossier.Remove(person, viewer.Id!.Value, now);
                var theirs = await db
                    .Sections.Where(section => section.DossierId == id && section.Author == person)
                    .ToListAsync(cancellation);
                foreach (var section in theirs)
                    section.Assign(author: null, viewer.Id.Value, now);
            },
            cancellation
        );

    /// <summary>Tells the dossier what becomes of the coordinator's place.</summary>
    public Task<bool> CoordinateAsync(
        DossierId id,
        Action<Dossier, DateTimeOffset> act,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            viewer,
            (dossier, now) =>
            {
                act(dossier, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    public async Task<bool> TakeBackAsync(
        DossierId id,
        TeamInvitationId invitation,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var sent = await db.TeamInvitations.SingleOrDefaultAsync(
            one =>
                one.Id == invitation
                && one.DossierId == id
                && db.Members.Any(member =>
                    member.DossierId == id && member.Person == viewer.Id && member.Role == MemberRole.Coordinator
                ),
            cancellation
        );
        return sent is not null
            && await CoordinateAsync(
                id,
                (dossier, now) => sent.TakeBack(dossier, viewer.Id!.Value, now),
                viewer,
                cancellation
            );
    }

    private async Task<bool> ActAsync(
        DossierId id,
        Viewer viewer,
        Func<Dossier, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return false;
        await act(dossier, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
