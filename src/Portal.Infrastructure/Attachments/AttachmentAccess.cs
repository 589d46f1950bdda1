using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Attachments;

/// <summary>Who sees which files and uploads, decided in the query.</summary>
public static class AttachmentAccess
{
    /// <summary>
    /// The files that a person may know of: all of their own team's, but for those that other partners
    /// answer for; those of the filing that counts, for staff who may read the dossier; those of the filing that they
    /// judge, and of complements to it, for experts; those of the filing that counts, for a jury that hears it. Those of
    /// the project of a winner, for the staff who may read the dossier, but for reports that are still written; those of
    /// the report that they judge at an interim review, for experts.
    /// </summary>
    public static IQueryable<Attachment> AttachmentsVisibleTo(this PortalDbContext db, Viewer viewer) =>
        db.Attachments.Where(file =>
            viewer.Id != null
            && (
                db.AttachmentsOfTeams(viewer).Any(own => own.Id == file.Id)
                || file.SectionKey == Attachment.FollowUpSection
                    && db.DossiersStaffedBy(viewer).Any(dossier => dossier.Id == file.DossierId)
                    && (
                        !file.FieldKey.StartsWith(ReportFile.Prefix)
                        || db.FilesOfSubmittedReports().Any(one => one.Id == file.Id)
                    )
                || db.FilesOfReportsJudgedBy(viewer).Any(one => one.Id == file.Id)
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
                                || db.Verdicts.Any(verdict =>
                                    verdict.DossierId == dossier.Id && verdict.FilingId == filed.FilingId
                                )
                            )
                        || db.ItemsHeardBy(viewer)
                            .Any(item =>
                                db.SittingsOf(viewer).Any(sitting => sitting.Id == item.SittingId)
                                && db.Dossiers.Any(dossier =>
                                    dossier.Id == item.DossierId
                                    && dossier.FilingId == filed.FilingId
                                    && !db.Waves.Any(wave => wave.Id == dossier.WaveId && wave.Terms.CarrierHidden)
                                )
                            )
                        || db.ReviewsOf(viewer)
                            .Any(review =>
                                review.Recusal == null
                                // Nobody can vouch for what the insides of a file tell.
                                && !db.Waves.Any(wave => wave.Id == review.WaveId && wave.Terms.CarrierHidden)
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

    /// <summary>The files that a draft holds.</summary>
    public static IQueryable<Attachment> AttachmentsOfDraft(this PortalDbContext db, DossierId dossier) =>
        db.Attachments.Where(file =>
            file.DossierId == dossier && file.RemovedAt == null && file.SectionKey != Attachment.FollowUpSection
        );

    /// <summary>The files of a dossier, those taken out too, as far as a person of its team may know of them.</summary>
    public static IQueryable<Attachment> AttachmentsOfTeam(this PortalDbContext db, DossierId dossier, Viewer viewer) =>
        db.AttachmentsOfTeams(viewer)
            .Where(file => file.DossierId == dossier && file.SectionKey != Attachment.FollowUpSection);

    /// <summary>The files of one's teams, but for those that other partners answer for.</summary>
    private static IQueryable<Attachment> AttachmentsOfTeams(this PortalDbContext db, Viewer viewer) =>
        db.Attachments.Where(file =>
            db.DossiersOf(viewer).Any(dossier => dossier.Id == file.DossierId)
            && db.Members.Any(member =>
                member.DossierId == file.DossierId
                && member.Person == viewer.Id
                && (
                    file.Partner == null
                    || file.Partner == member.Partner
                    || member.Partner == Consortium.Lead
                    || member.Role == MemberRole.Coordinator
                )
            )
        );

    /// <summary>A person's own uploads, as long as they are in the team: nobody goes on with another's.</summary>
    public static IQueryable<Upload> UploadsOf(this PortalDbContext db, Viewer viewer) =>
        db.Uploads.Where(upload =>
            viewer.Id != null
            && upload.By == viewer.Id
            && db.DossiersOf(viewer).Any(dossier => dossier.Id == upload.DossierId)
        );

    /// <summary>Whether a person may write there now, and the form asks for a file at that field.</summary>
    internal static async Task<bool> TakesFileAsync(
        this PortalDbContext db,
        FormCache forms,
        FilePlace place,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (!await db.IsWritableAsync(place, viewer, now, cancellation))
            return false;
        var form = await forms.OfAsync(db, place.Dossier, cancellation);
        return form.Section(place.Section)?.Field(place.Field) is { Type: FieldType.File } field
            && (
                field.PerPartner
                    ? await db.IsOwnPartAsync(forms, field, place, viewer, cancellation)
                    : place.Partner is null
            );
    }

    /// <summary>Whether a file is of a partner of the consortium, and of one whose part the person sees.</summary>
    private static async Task<bool> IsOwnPartAsync(
        this PortalDbContext db,
        FormCache forms,
        FormField field,
        FilePlace place,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await db.SightAsync(place.Dossier, viewer, cancellation) is { } sight
        && sight.Sees(field, place.Partner)
        && (await new Partners(db, forms).OfAsync(place.Dossier, cancellation)).Any(one => one.Id == place.Partner);

    /// <summary>Whether a person may write in a section now and, where complements are asked for, at that field.</summary>
    internal static async Task<bool> IsWritableAsync(
        this PortalDbContext db,
        FilePlace place,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        await db.SectionsWritableBy(viewer, now)
            .AnyAsync(one => one.DossierId == place.Dossier && one.Key == place.Section, cancellation)
        && (await db.FieldsWritableAsync(place.Dossier, cancellation)).Include(place.Field);

    /// <summary>Keeps a question from getting more files than it may have; others that try wait until this is saved.</summary>
    /// <exception cref="RefusedException">It has them already.</exception>
    internal static async Task EnsureRoomAsync(this PortalDbContext db, FilePlace place, CancellationToken cancellation)
    {
        var question = $"{place.Dossier.Value}:{place.Key}";
        if (db.Database.CurrentTransaction is not null)
        {
            await db.EnsureHereAsync(place.Dossier, cancellation);
            await db.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({question}, 0))",
                cancellation
            );
        }
        if (
            await db.AttachmentsOfDraft(place.Dossier)
                .CountAsync(file => file.FieldKey == place.Field && file.Partner == place.Partner, cancellation)
            >= Attachment.MaxOfField
        )
            throw new RefusedException(FileRefusals.TooMany(Attachment.MaxOfField));
    }
}

/// <summary>Where a file belongs: a question of a section of a dossier.</summary>
/// <param name="Partner">Whose document it is; null where the question isn't asked of each partner.</param>
public sealed record FilePlace(DossierId Dossier, string Section, string Field, string? Partner = null)
{
    private const char Parted = '@';

    /// <summary>The question as pages and scripts name it: <c>annex</c>, or <c>annex@partner</c>.</summary>
    public string Key => KeyOf(Field, Partner);

    public static string KeyOf(string field, string? partner) => partner is null ? field : $"{field}{Parted}{partner}";

    public static FilePlace At(DossierId dossier, string section, string key) =>
        key.Split(Parted, 2) is [var field, var partner]
            ? new FilePlace(dossier, section, field, partner)
            : new FilePlace(dossier, section, key);
}
