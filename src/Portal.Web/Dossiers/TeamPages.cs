using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>The people of a dossier, by partner; those whom the viewer may do something about, with what.</summary>
/// <param name="Partners">The lead first.</param>
/// <param name="Gone">People whose partner is in the consortium no more.</param>
/// <param name="OfferedTo">To whom the coordinator's place is offered.</param>
/// <param name="IsOffered">Whether that is the viewer.</param>
public sealed record TeamPage(
    DossierRow Dossier,
    IReadOnlyList<PartnerPart> Partners,
    IReadOnlyList<TeamPerson> Gone,
    PersonId Viewer,
    string? OfferedTo,
    bool IsOffered
)
{
    public bool Coordinates => Dossier.Role == MemberRole.Coordinator;
}

/// <param name="Number">From 1, for who has no name yet.</param>
public sealed record PartnerPart(Partner Partner, int Number, IReadOnlyList<TeamPerson> People);

/// <param name="Name">Empty while the person is only invited.</param>
/// <param name="Person">Null while the person is only invited.</param>
/// <param name="Invitation">Null for who is in the team.</param>
public sealed record TeamPerson(
    string Name,
    string Email,
    MemberRole Role,
    string Partner,
    PersonId? Person,
    TeamInvitationId? Invitation
);

/// <summary>Reads the page of a dossier's team.</summary>
public sealed class TeamPages(PortalDbContext db, Partners partners)
{
    /// <returns>Null where the viewer can't see the dossier.</returns>
    public async Task<TeamPage?> ReadAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, viewer, now, id, cancellation) is not [var row])
            return null;
        List<TeamPerson> people =
        [
            .. await MembersAsync(id, cancellation),
            .. await InvitedAsync(id, now, cancellation),
        ];
        var offered = await db
            .Dossiers.Where(one => one.Id == id && one.Offer != null)
            .Select(one => (PersonId?)one.Offer!.To)
            .SingleOrDefaultAsync(cancellation);
        var known = await partners.OfAsync(id, cancellation);
        var ids = known.Select(partner => partner.Id).ToHashSet(StringComparer.Ordinal);
        return new TeamPage(
            row,
            [
                .. known.Select(
                    (partner, place) =>
                        new PartnerPart(partner, place + 1, [.. people.Where(one => one.Partner == partner.Id)])
                ),
            ],
            [.. people.Where(one => !ids.Contains(one.Partner))],
            viewer.Id!.Value,
            people.Find(one => offered is not null && one.Person == offered)?.Name,
            offered == viewer.Id
        );
    }

    private async Task<List<TeamPerson>> MembersAsync(DossierId id, CancellationToken cancellation)
    {
        var found = await db
            .Members.AsNoTracking()
            .Where(member => member.DossierId == id)
            .Join(
                db.Users,
                member => member.Person.Value,
                account => account.Id,
                (member, account) =>
                    new
                    {
                        member,
                        account.Name,
                        account.Email,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. found
                .OrderBy(one => one.member.Role)
                .ThenBy(one => one.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(one => new TeamPerson(
                    one.Name,
                    one.Email!,
                    one.member.Role,
                    one.member.Partner,
                    one.member.Person,
                    Invitation: null
                )),
        ];
    }

    private async Task<List<TeamPerson>> InvitedAsync(DossierId id, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - TeamInvitation.Validity;
        return await db
            .TeamInvitations.Where(one => one.DossierId == id && one.Answer == null && one.InvitedAt > since)
            .OrderBy(one => one.InvitedAt)
            .Select(one => new TeamPerson("", one.Email!.Value, one.Role, one.Partner, null, one.Id))
            .ToListAsync(cancellation);
    }
}
