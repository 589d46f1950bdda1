using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Attachments;

/// <summary>The mails that follow from what happens to files.</summary>
internal sealed class AttachmentMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            FileQuarantined found => letters.ToTeamAsync(
                found,
                "file-quarantined",
                $"file.quarantined:{found.Attachment.Value}",
                new Facts()
                    .Text("file", found.File)
                    .Text("threat", found.Threat)
                    .Link($"/dossiers/{found.Dossier.Value}")
            ),
            _ => Letters.None,
        };
}
