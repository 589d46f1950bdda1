using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>Who of staff works on which winner lists, and as what they sign.</summary>
public static class SigningAccess
{
    /// <summary>Whether one is in a dossier's team is asked when one signs: a list of lists doesn't tell it.</summary>
    private static readonly IReadOnlySet<PersonId> Nobody = new HashSet<PersonId>();

    /// <summary>The lists of one's own calls; all of them, for who may publish.</summary>
    public static IQueryable<WinnerList> WinnerListsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Publisher) ? db.WinnerLists : db.WinnerListsInChargeOf(viewer);

    /// <summary>The lists of an officer's own calls.</summary>
    public static IQueryable<WinnerList> WinnerListsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.WinnerLists.Where(list => db.WavesInChargeOf(viewer).Any(wave => wave.Id == list.WaveId));

    /// <summary>What somebody is for the lists of a wave: an officer of its own call, somebody who may publish.</summary>
    public static async Task<IReadOnlySet<PortalRole>> SignatoryRolesAsync(
        this PortalDbContext db,
        Viewer viewer,
        WaveId wave,
        CancellationToken cancellation
    ) => RolesOf(viewer, await db.WavesInChargeOf(viewer).AnyAsync(one => one.Id == wave, cancellation));

    /// <summary>The people of the teams whose dossiers a list decides on.</summary>
    public static async Task<IReadOnlySet<PersonId>> TeamsOfAsync(
        this PortalDbContext db,
        WinnerListId list,
        CancellationToken cancellation
    ) =>
        await db
            .Members.Where(member =>
                db.Decisions.Any(decision => decision.ListId == list && decision.DossierId == member.DossierId)
            )
            .Select(member => member.Person)
            .ToHashSetAsync(cancellation);

    /// <summary>The waves with a list whose next step somebody is to sign.</summary>
    public static async Task<IReadOnlyList<WaveId>> WavesToSignByAsync(
        this PortalDbContext db,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var lists = await db.WinnerListsStaffedBy(viewer)
            .Where(list => list.ApprovedAt == null && list.DroppedAt == null)
            .Include(list => list.Signatures)
            .Select(list => new { List = list, IsOwn = db.WavesInChargeOf(viewer).Any(wave => wave.Id == list.WaveId) })
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. lists
                .Where(one => one.List.ObstacleToSigning(viewer.Id!.Value, RolesOf(viewer, one.IsOwn), Nobody) is null)
                .Select(one => one.List.WaveId)
                .Distinct(),
        ];
    }

    /// <summary>
    /// The same, asked of the database: the accounts that sign as something for some calls, as their officers or because
    /// they may publish.
    /// </summary>
    public static IQueryable<Account> SignatoryAccounts(
        this PortalDbContext db,
        PortalRole role,
        IQueryable<CallId> calls
    )
    {
        var name = role.ToString();
        var having = db.Users.Where(account =>
            db.UserRoles.Any(given =>
                given.UserId == account.Id && db.Roles.Any(one => one.Id == given.RoleId && one.Name == name)
            )
        );
        return role == PortalRole.Publisher
            ? having
            : having.Where(account =>
                db.CallOfficers.Any(officer => officer.Person.Value == account.Id && calls.Contains(officer.CallId))
            );
    }

    /// <param name="isOwn">Whether the call is theirs.</param>
    public static IReadOnlySet<PortalRole> RolesOf(Viewer viewer, bool isOwn) =>
        viewer.Roles.Where(role => role == PortalRole.Publisher || (role == PortalRole.Officer && isOwn)).ToHashSet();
}
