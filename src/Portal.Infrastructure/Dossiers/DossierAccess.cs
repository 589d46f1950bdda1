using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

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

    /// <summary>
    /// The sections that a person may write in, until the dossier is withdrawn or the cut-off for which it was filed
    /// has passed; after it, those that hold a field which is asked for again. Which fields these are is said by
    /// <see cref="Complements.ComplementAccess.FieldsWritableAsync"/>.
    /// </summary>
    public static IQueryable<Section> SectionsWritableBy(this PortalDbContext db, Viewer viewer, DateTimeOffset now) =>
        db.Sections.Where(section =>
            viewer.Id != null
            && db.Members.Any(member =>
                member.DossierId == section.DossierId
                && member.Person == viewer.Id
                && (member.Role == MemberRole.Coordinator || member.Role == MemberRole.Writer)
            )
            && db.Dossiers.Any(dossier =>
                dossier.Id == section.DossierId
                && dossier.Withdrawal == null
                && dossier.Exclusion == null
                && (
                    !db.CutOffs.Any(cutOff => cutOff.Id == dossier.CutOffId && cutOff.Deadline.EndsAt <= now)
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

    /// <summary>
    /// The files that a person may open: all of their own team's; those of the filing that counts, for staff who may
    /// read the dossier; those of the filing that they judge, and of complements to it, for experts.
    /// </summary>
    public static IQueryable<Attachment> AttachmentsVisibleTo(this PortalDbContext db, Viewer viewer) =>
        db.Attachments.Where(file =>
            viewer.Id != null
            && (
                db.Members.Any(member => member.DossierId == file.DossierId && member.Person == viewer.Id)
                || db.FiledFiles.Any(filed =>
                    filed.AttachmentId == file.Id
                    && (
                        db.DossiersStaffedBy(viewer)
                            .Any(dossier =>
                                dossier.FilingId == filed.FilingId
                                // What counted when complements were asked for is read beside them.
                                || db.ComplementRequests.Any(request =>
                                    request.DossierId == dossier.Id && request.FilingId == filed.FilingId
                                )
                            )
                        || db.ReviewsOf(viewer)
                            .Any(review =>
                                review.Recusal == null
                                && (
                                    review.FilingId == filed.FilingId
                                    // Complements that came since; whatever else is filed waits for another cut-off.
                                    || db.ComplementRequests.Any(request =>
                                        request.DossierId == review.DossierId
                                        && request.Answer!.FilingId == filed.FilingId
                                    )
                                )
                            )
                    )
                )
            )
        );

    /// <summary>The files that a filing holds, in the order of their upload. Who may see the filing is asked before.</summary>
    public static IQueryable<Attachment> AttachmentsFiledIn(this PortalDbContext db, FilingId filing) =>
        db
            .Attachments.Where(file =>
                db.FiledFiles.Any(filed => filed.FilingId == filing && filed.AttachmentId == file.Id)
            )
            .OrderBy(file => file.UploadedAt);
}
