using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Who can see which dossiers, decided in the query: what isn't visible isn't found.</summary>
public static class DossierAccess
{
    /// <summary>
    /// What is filed, as staff read it: in an officer's own calls; everywhere, for publishers and auditors. Never one
    /// that they are themselves in the team of: there they are carriers, who learn no expert's name.
    /// </summary>
    public static IQueryable<Dossier> DossiersStaffedBy(this PortalDbContext db, Viewer viewer)
    {
        var readsAll = viewer.Is(PortalRole.Publisher) || viewer.Is(PortalRole.Auditor);
        var isOfficer = viewer.Is(PortalRole.Officer);
        return db.Dossiers.Where(dossier =>
            dossier.FiledAt != null
            && (
                readsAll
                || isOfficer
                    && db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person == viewer.Id)
            )
            && !dossier.Members.Any(member => member.Person == viewer.Id)
        );
    }

    /// <summary>The dossiers that a person is in the team of, to read at the desk.</summary>
    public static IQueryable<Dossier> DossiersOf(this PortalDbContext db, Viewer viewer) =>
        db.Dossiers.Where(dossier => viewer.Id != null && dossier.Members.Any(member => member.Person == viewer.Id));

    /// <summary>The drafts that a person removed from their team's and can still bring back.</summary>
    public static IQueryable<Dossier> DraftsRestorableBy(this PortalDbContext db, Viewer viewer, DateTimeOffset now)
    {
        var since = now - Dossier.Restorable;
        return db
            .Dossiers.IgnoreQueryFilters()
            .Where(dossier =>
                viewer.Id != null
                && dossier.Removal != null
                && dossier.Removal.At > since
                && dossier.Members.Any(member => member.Person == viewer.Id && member.Role == MemberRole.Coordinator)
            );
    }

    /// <summary>What a person of the team sees of a dossier; null for everybody else.</summary>
    public static async Task<Sight?> SightAsync(
        this PortalDbContext db,
        DossierId dossier,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var seat = await db
            .Members.Where(member =>
                member.Person == viewer.Id
                && member.DossierId == dossier
                && db.DossiersOf(viewer).Any(own => own.Id == dossier)
            )
            .Select(member => new { member.Role, member.Partner })
            .SingleOrDefaultAsync(cancellation);
        return seat is null ? null : Sight.Of(seat.Role, seat.Partner);
    }

    /// <summary>
    /// The sections that a person may write in, until the dossier is withdrawn or carried over, or the cut-off for which
    /// it was filed has passed, or the date of the step; after it, those that hold a field which is asked for again.
    /// Which fields these are is said by
    /// <see cref="Complements.ComplementAccess.FieldsWritableAsync"/>.
    /// </summary>
    public static IQueryable<Section> SectionsWritableBy(this PortalDbContext db, Viewer viewer, DateTimeOffset now) =>
        db.Sections.Where(section =>
            viewer.Id != null
            && db.Members.Any(member =>
                member.DossierId == section.DossierId && member.Person == viewer.Id && member.Role != MemberRole.Reader
            )
            && db.Dossiers.Any(dossier =>
                dossier.Id == section.DossierId
                && dossier.Withdrawal == null
                && dossier.Exclusion == null
                && dossier.Dismissal == null
                && dossier.CarriedTo == null
                && (
                    dossier.Reopening != null
                    || (
                        dossier.StepDue == null
                            ? !db.CutOffs.Any(cutOff => cutOff.Id == dossier.CutOffId && cutOff.Deadline.EndsAt <= now)
                            : dossier.StepDue.EndsAt > now
                    )
                    || db.ComplementRequests.Any(request =>
                        request.Id == dossier.ComplementsAsked
                        && request.Due.EndsAt > now
                        && request.Sections.Contains(section.Key)
                    )
                )
            )
        );

    /// <summary>What staff works on: filed dossiers of an officer's own calls. Drafts are nobody's but the carrier's.</summary>
    public static IQueryable<Dossier> DossiersInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.DossiersStaffedBy(viewer)
            .Where(dossier =>
                viewer.Is(PortalRole.Officer)
                && db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person == viewer.Id)
            );

    /// <summary>Lets nobody carry a dossier over, or remove it, until the transaction ends.</summary>
    /// <exception cref="RefusedException">It is carried over or removed already.</exception>
    internal static async Task EnsureHereAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    )
    {
        await db.Database.ExecuteSqlAsync($"select 1 from dossiers where id = {dossier.Value} for share", cancellation);
        var goesOn = await db
            .Dossiers.Where(one => one.Id == dossier)
            .Select(one => (bool?)(one.CarriedTo != null))
            .SingleOrDefaultAsync(cancellation);
        if (goesOn is not false)
            throw new RefusedException(goesOn is null ? DossierRefusals.Removed : DossierRefusals.CarriedOver);
    }

    /// <summary>
    /// Reads a dossier that nobody else changes until the transaction ends. Whoever doesn't see it waits for nobody, and
    /// keeps nobody waiting.
    /// </summary>
    /// <param name="visible">The dossiers that the asker sees, with what is to be read of them.</param>
    public static async Task<Dossier?> HoldAsync(
        this PortalDbContext db,
        IQueryable<Dossier> visible,
        DossierId dossier,
        CancellationToken cancellation
    )
    {
        if (!await visible.AnyAsync(one => one.Id == dossier, cancellation))
            return null;
        await db.HoldDossierAsync(dossier, cancellation);
        return await visible.SingleOrDefaultAsync(one => one.Id == dossier, cancellation);
    }

    /// <summary>Lets nobody else change a dossier until the transaction ends.</summary>
    public static Task<int> HoldDossierAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select 1 from dossiers where id = {dossier.Value} for no key update",
            cancellation
        );
}
