using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>Who reads of which mails, decided in the query.</summary>
public static class MailAccess
{
    /// <summary>
    /// The mails about the calls in an officer's charge. Never one about a dossier that they are themselves in the team
    /// of: there they are carriers.
    /// </summary>
    public static IQueryable<OutboxMail> MailsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Outbox.Where(mail =>
            viewer.Is(PortalRole.Officer)
            && mail.CallId != null
            && db.CallOfficers.Any(officer => officer.CallId == mail.CallId && officer.Person == viewer.Id)
            && !db.Members.Any(member => member.DossierId == mail.DossierId && member.Person == viewer.Id)
        );

    /// <summary>
    /// Those of them that an officer reads as they are: about what is filed, but for what passes within its team; and to
    /// experts and officers. Who writes in a draft, and in which, is for its carriers to know, so that what isn't known to
    /// be one of these is read without names and titles.
    /// </summary>
    public static IQueryable<OutboxMail> MailsReadInFullBy(this PortalDbContext db, Viewer viewer) =>
        db.MailsInChargeOf(viewer)
            .Where(mail =>
                mail.DossierId == null
                    ? ToStaff.Contains(mail.Template)
                    : !mail.Template.StartsWith("team-")
                        && db.DossiersStaffedBy(viewer).Any(dossier => dossier.Id == mail.DossierId)
            );

    /// <summary>
    /// The mails to one's own address since one has the account, but for those that are not to leave before a moment to
    /// come, and those about a draft that was removed meanwhile.
    /// </summary>
    public static IQueryable<OutboxMail> MailsTo(this PortalDbContext db, Viewer viewer, DateTimeOffset now)
    {
        var id = viewer.Id?.Value;
        return db.Outbox.Where(mail =>
            db.Users.Any(account =>
                account.Id == id
                && account.EmailConfirmed
                && account.Email == (string)(object)mail.Recipient
                && mail.CreatedAt >= account.CreatedAt
            )
            && (
                mail.SentAt != null
                || (mail.NotBefore == null || mail.NotBefore <= now)
                    && (mail.DossierId == null || db.Dossiers.Any(dossier => dossier.Id == mail.DossierId))
            )
        );
    }

    /// <summary>Mails that are about no dossier, to experts, juries and officers.</summary>
    internal static readonly string[] ToStaff =
    [
        "expert-invited",
        "expert-invited-until",
        "expert-invited-reminder",
        "invitation-accepted",
        "invitation-declined",
        "review-reminder",
        "review-reminder-until",
        "reviews-due-moved",
        "reviews-assigned",
        "wishes-asked",
        "wishes-reminder",
        "exercise-opened",
        "exercise-reminder",
        "jury-seated",
        "sitting-planned",
        "sitting-moved",
        "sitting-cancelled",
    ];
}
