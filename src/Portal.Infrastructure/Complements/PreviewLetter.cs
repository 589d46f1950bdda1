using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Complements;

/// <summary>The letter of a request as its carrier would read it, written by what will write it, and sent to nobody.</summary>
public sealed class PreviewLetter(PortalDbContext db, FormCache forms, MailComposer composer)
{
    /// <param name="dossier">One that the viewer is in charge of.</param>
    /// <param name="letter">What would be asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ComposedMail> RunAsync(Dossier dossier, ComplementLetter letter, CancellationToken cancellation)
    {
        var form = await forms.FiledAsync(db, dossier.FilingId!.Value, cancellation);
        var coordinator = dossier.Members.First(member => member.Role == MemberRole.Coordinator).Person.Value;
        var reader = await db
            .Users.Where(account => account.Id == coordinator)
            .Select(account => new Addressee(account.Email!, account.Name, account.Language))
            .SingleAsync(cancellation);
        var facts = ComplementMails.FactsOf(dossier, form, letter).Text("title", dossier.Title);
        return composer.Compose(
            Letters.Owe(reader, ComplementMails.AskedTemplate, "preview", facts, DateTimeOffset.UnixEpoch),
            new MailSetting { Words = await MailWordings.ReadAsync(db, cancellation) }
        );
    }
}
