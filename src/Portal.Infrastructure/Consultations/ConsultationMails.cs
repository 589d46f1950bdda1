using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Consultations;

/// <summary>Who contributed is told why what they said isn't shown.</summary>
internal sealed class ConsultationMails(Letters letters) : IMailsOf
{
    public async Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened)
    {
        if (happened is not ContributionWithheld withheld)
            return [];
        var one = await letters.Db.Contributions.SingleAsync(
            contribution => contribution.Id == withheld.Contribution,
            letters.Cancellation
        );
        var title = await letters
            .Db.Consultations.Where(consultation => consultation.Id == withheld.Consultation)
            .Select(consultation => consultation.Words)
            .SingleAsync(letters.Cancellation);
        return
        [
            new OutboxMail
            {
                Recipient = one.From.Email,
                Occasion = $"contribution-withheld:{one.Id.Value}:{withheld.At.ToUnixTimeSeconds()}",
                Template = "contribution-withheld",
                Language = one.Language,
                HoldsSecret = true,
                Data = new Facts()
                    .Text("title", title.Title)
                    .Text("reason", withheld.Reason)
                    .Link(Contribute.PathOf(one.Key))
                    .For(new Addressee(one.From.Email.Value, one.From.Name, one.Language)),
                CreatedAt = withheld.At,
            },
        ];
    }
}
