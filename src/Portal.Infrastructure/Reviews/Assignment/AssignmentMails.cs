using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>Each expert is told once of all the dossiers that a proposal gives them.</summary>
internal sealed class AssignmentMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened is AssignmentAccepted accepted ? AcceptedAsync(accepted) : Letters.None;

    private async Task<IReadOnlyList<OutboxMail>> AcceptedAsync(AssignmentAccepted accepted)
    {
        var proposal = await letters.Db.AssignmentProposals.FindAsync([accepted.Proposal], letters.Cancellation);
        var refused = proposal!.Acceptance!.Refused.Select(one => new AssignedPair(one.Dossier, one.Expert));
        var given = proposal.Added.Except(refused).CountBy(one => one.Expert).ToDictionary();
        var experts = given.Keys.ToList();
        var people = await (
            from expert in letters.Db.Experts
            where experts.Contains(expert.Id)
            join account in letters.Db.Users on expert.Person.Value equals account.Id
            select new { expert.Id, To = new Addressee(account.Email!, account.Name, account.Language) }
        ).ToListAsync(letters.Cancellation);
        return
        [
            .. people.Select(one =>
                Letters.Owe(
                    one.To,
                    "reviews-assigned",
                    $"reviews.assigned:{accepted.Proposal.Value}:{one.Id.Value}",
                    new Facts().Text("count", given[one.Id].ToString(CultureInfo.InvariantCulture)).Link("/reviews"),
                    accepted.At
                )
            ),
        ];
    }
}
