using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Retention;

/// <summary>Tells the team of a draft that it will be erased, and how to keep it.</summary>
internal sealed class RetentionMails(Letters letters) : IMailsOf
{
    public const string Template = "erasure-announced";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened is ErasureAnnounced announced
            ? letters.ToTeamAsync(
                announced,
                Template,
                $"{Template}:{announced.Dossier.Value}:{announced.At.ToUnixTimeSeconds()}",
                new Facts()
                    .Day("due", DateOnly.FromDateTime(Texts.Dates.Civil(announced.Due)))
                    .Link($"/dossiers/{announced.Dossier.Value}/keep")
            )
            : Letters.None;
}
