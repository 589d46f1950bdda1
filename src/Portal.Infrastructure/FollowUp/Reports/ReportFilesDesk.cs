using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>The files that answer the questions of a report come and go while it is written.</summary>
public sealed class ReportFilesDesk(PortalDbContext db, WriteReport write, ProjectFiles files)
{
    /// <returns>Whether there is such a question that the viewer answers.</returns>
    /// <exception cref="RefusedException">The report isn't written now, or the question has files enough.</exception>
    public async Task<bool> AttachAsync(
        DossierId id,
        string milestone,
        string field,
        ArrivedFile file,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var isAsked = false;
        await write.ActAsync(
            id,
            milestone,
            by,
            async (held, now) =>
            {
                held.EnsureWritten();
                isAsked = held.Report.Form.Fields.Any(one => one.Key == field && one.Type == FieldType.File);
                if (!isAsked)
                    return;
                var key = ReportFile.KeyOf(milestone, field);
                var standing = db.FilesOfReport(id, milestone).Where(one => one.RemovedAt == null);
                if (await standing.CountAsync(one => one.FieldKey == key, cancellation) >= Attachment.MaxOfField)
                    throw new RefusedException(FileRefusals.TooMany(Attachment.MaxOfField));
                files.Attach(id, key, file, by.Id!.Value, now);
            },
            cancellation
        );
        return isAsked;
    }

    /// <returns>Whether there is such a file that the viewer may take out.</returns>
    /// <exception cref="RefusedException">The report isn't written now.</exception>
    public async Task<bool> RemoveAsync(
        DossierId id,
        string milestone,
        AttachmentId file,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var isThere = false;
        await write.ActAsync(
            id,
            milestone,
            by,
            async (held, now) =>
            {
                held.EnsureWritten();
                var found = await db.FilesOfReport(id, milestone)
                    .SingleOrDefaultAsync(one => one.Id == file, cancellation);
                found?.Remove(by.Id!.Value, now);
                isThere = found is not null;
            },
            cancellation
        );
        return isThere;
    }
}
