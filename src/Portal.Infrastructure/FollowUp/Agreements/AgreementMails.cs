using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>The mails that follow from agreements: to the team when it is sent, in force or given up, to the officers when it is signed.</summary>
internal sealed class AgreementMails(Letters letters) : IMailsOf
{
    private readonly ProjectLetters _letters = new(letters);

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            AgreementSent sent => ToTeamAsync(sent, "agreement-sent", $"agreement.sent:{sent.Agreement.Value}"),
            AgreementSigned { ForService: true } signed => ToTeamAsync(
                signed,
                "agreement-in-force",
                $"agreement.in-force:{signed.Agreement.Value}"
            ),
            AgreementSigned signed => SignedAsync(signed),
            AgreementDropped { WasSent: true } dropped => ToTeamAsync(
                dropped,
                "agreement-dropped",
                $"agreement.dropped:{dropped.Agreement.Value}"
            ),
            SignatureFailed failed => FailedAsync(failed),
            _ => Letters.None,
        };

    /// <summary>To who can sign for the service: nobody of those who wrote it.</summary>
    private async Task<IReadOnlyList<OutboxMail>> SignedAsync(AgreementSigned signed)
    {
        var agreement = (await letters.Db.Agreements.FindAsync([signed.Agreement], letters.Cancellation))!;
        return await _letters.ToSecondsAsync(
            signed,
            agreement.Terms.WrittenBy,
            "agreement-signed",
            $"agreement.signed:{signed.Agreement.Value}",
            new Facts().Link($"/staff/projects/{signed.Project.Value}")
        );
    }

    /// <summary>Who was to sign can ask again, or bring a signed copy.</summary>
    private async Task<IReadOnlyList<OutboxMail>> FailedAsync(SignatureFailed failed)
    {
        var dossier = await letters.Db.Dossiers.FindAsync([failed.Dossier], letters.Cancellation);
        var isMember = await letters.Db.Members.AnyAsync(
            member => member.DossierId == failed.Dossier && member.Person == failed.Signer,
            letters.Cancellation
        );
        return await letters.OweAsync(
            letters.Db.Users.Where(account => account.Id == failed.Signer.Value),
            "signature-failed",
            $"signature.failed:{failed.Agreement.Value}:{failed.At.ToUnixTimeSeconds()}",
            new Facts()
                .Text("number", dossier!.Number ?? "")
                .Text("title", dossier.Title)
                .Link(
                    isMember ? $"/dossiers/{failed.Dossier.Value}/project" : $"/staff/projects/{failed.Project.Value}"
                ),
            failed.At
        );
    }

    private Task<IReadOnlyList<OutboxMail>> ToTeamAsync(ProjectEvent happened, string template, string occasion) =>
        _letters.ToTeamAsync(
            happened,
            template,
            occasion,
            new Facts().Link($"/dossiers/{happened.Dossier.Value}/project")
        );
}
