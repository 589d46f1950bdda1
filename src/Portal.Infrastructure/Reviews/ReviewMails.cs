using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Reviews;

/// <summary>The mails that follow from what happens between experts and staff.</summary>
internal sealed class ReviewMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            InvitationAnswered answered => AnsweredAsync(answered),
            ReviewAssigned assigned => AssignedAsync(assigned),
            ReviewRecused recused => RecusedAsync(recused),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> AnsweredAsync(InvitationAnswered answered)
    {
        var invitation = await letters.Db.ExpertInvitations.FindAsync([answered.Invitation], letters.Cancellation);
        var facts = new Facts().Text("expert", invitation!.Name).Link($"/staff/waves/{answered.Wave.Value}/experts");
        var template = answered.Accepted ? "invitation-accepted" : "invitation-declined";
        return await letters.OweAsync(
            letters.One(invitation.InvitedBy),
            template,
            $"invitation.answered:{answered.Invitation.Value}:{answered.At.Ticks}",
            facts,
            answered.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> AssignedAsync(ReviewAssigned assigned)
    {
        var expert = await letters.Db.Experts.FindAsync([assigned.Expert], letters.Cancellation);
        var filed = await (
            from dossier in letters.Db.Dossiers
            where dossier.Id == assigned.Dossier
            join filing in letters.Db.Filings on dossier.FilingId equals filing.Id
            select new { filing.Title, dossier.Number }
        ).SingleAsync(letters.Cancellation);
        var facts = new Facts().Text("title", filed.Title).Text("number", filed.Number!).Link("/reviews");
        return await letters.OweAsync(
            letters.One(expert!.Person),
            "review-assigned",
            $"review.assigned:{assigned.Review.Value}",
            facts,
            assigned.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RecusedAsync(ReviewRecused recused)
    {
        var review = await letters.Db.Reviews.FindAsync([recused.Review], letters.Cancellation);
        var number = await letters
            .Db.Dossiers.Where(one => one.Id == recused.Dossier)
            .Select(one => one.Number!)
            .SingleAsync(letters.Cancellation);
        var facts = new Facts().Text("number", number).Link($"/staff/dossiers/{recused.Dossier.Value}");
        return await letters.OweAsync(
            letters.One(review!.AssignedBy),
            "review-recused",
            $"review.recused:{recused.Review.Value}",
            facts,
            recused.At
        );
    }
}
