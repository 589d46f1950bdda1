using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Attachments;

/// <summary>The mails that follow from what happens to files.</summary>
internal sealed class AttachmentMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            FileQuarantined found => QuarantinedAsync(found),
            _ => Letters.None,
        };

    /// <summary>A partner's own file is told of to those of the team who see it.</summary>
    private Task<IReadOnlyList<OutboxMail>> QuarantinedAsync(FileQuarantined found) =>
        letters.ToTeamAsync(
            found,
            "file-quarantined",
            $"file.quarantined:{found.Attachment.Value}",
            new Facts()
                .Text("file", found.File)
                .Text("threat", found.Threat)
                .Moment("at", found.At)
                .Link($"/dossiers/{found.Dossier.Value}"),
            member => Sight.Of(member.Role, member.Partner).SeesFileOf(found.Partner)
        );
}
