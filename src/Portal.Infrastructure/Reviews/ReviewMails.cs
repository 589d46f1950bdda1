using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Reviews;

/// <summary>The mails that follow from what happens between experts and staff.</summary>
internal sealed class ReviewMails(Letters letters) : IMailsOf
{
    /// <summary>How the occasions of mails begin that name who answered an invitation; its id follows.</summary>
    public const string Answered = "invitation.answered:";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            InvitationAnswered answered => AnsweredAsync(answered),
            ReviewAssigned { Proposal: null } assigned => AssignedAsync(assigned),
            ReviewRecused recused => RecusedAsync(recused),
            EligibilityDoubted doubted => DoubtedAsync(doubted),
            ReviewReopened reopened => ReopenedAsync(reopened),
            ReviewKept kept => KeptAsync(kept),
            ReviewTakenAway taken => TakenAwayAsync(taken),
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
            $"{Answered}{answered.Invitation.Value}:{answered.At.Ticks}",
            facts,
            answered.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> AssignedAsync(ReviewAssigned assigned)
    {
        var expert = await letters.Db.Experts.FindAsync([assigned.Expert], letters.Cancellation);
        var served = await (
            from wave in letters.Db.Waves
            where wave.Id == expert!.WaveId
            join call in letters.Db.Calls on wave.CallId equals call.Id
            select new { Wave = wave, call.Presentation }
        )
            .AsNoTracking()
            .SingleAsync(letters.Cancellation);
        var facts = (await FiledAsync(assigned.Dossier))
            .Text("call", served.Presentation.Title)
            .Deadline("due", served.Wave.ReviewsDue)
            .Link("/reviews");
        return await letters.OweAsync(
            letters.One(expert!.Person),
            "review-assigned",
            $"review.assigned:{assigned.Review.Value}",
            facts,
            assigned.At
        );
    }

    /// <summary>The title and the number of a dossier, as an expert knows it.</summary>
    private async Task<Facts> FiledAsync(DossierId id)
    {
        var filed = await (
            from dossier in letters.Db.Dossiers
            where dossier.Id == id
            join filing in letters.Db.Filings on dossier.FilingId equals filing.Id
            select new { filing.Title, dossier.Number }
        ).SingleAsync(letters.Cancellation);
        return new Facts().Text("title", filed.Title).Text("number", filed.Number!);
    }

    private async Task<IReadOnlyList<OutboxMail>> DoubtedAsync(EligibilityDoubted doubted) =>
        await ToAssignerAsync(
            doubted,
            doubted.Dossier,
            "eligibility-doubted",
            $"review.doubted:{doubted.Review.Value}"
        );

    /// <summary>Who reopened their own review knows it.</summary>
    private async Task<IReadOnlyList<OutboxMail>> ReopenedAsync(ReviewReopened reopened)
    {
        var review = await letters.Db.Reviews.FindAsync([reopened.Review], letters.Cancellation);
        if (reopened.By == review!.ExpertPerson)
            return [];
        var facts = (await FiledAsync(reopened.Dossier))
            .Text("word", review.Reopened!.Reason)
            .Link($"/reviews/{reopened.Review.Value}");
        return await letters.OweAsync(
            letters.One(review.ExpertPerson),
            "review-handed-back",
            $"review.handed-back:{reopened.Review.Value}:{reopened.At.Ticks}",
            facts,
            reopened.At
        );
    }

    /// <summary>Who asked for another version learns that none comes.</summary>
    private async Task<IReadOnlyList<OutboxMail>> KeptAsync(ReviewKept kept)
    {
        var review = await letters.Db.Reviews.FindAsync([kept.Review], letters.Cancellation);
        if (review!.Reopened!.By == review.ExpertPerson)
            return [];
        return await ToAssignerAsync(
            kept,
            kept.Dossier,
            "review-kept",
            $"review.kept:{kept.Review.Value}:{kept.At.Ticks}"
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> TakenAwayAsync(ReviewTakenAway taken)
    {
        var expert = await letters.Db.Experts.FindAsync([taken.Expert], letters.Cancellation);
        var facts = (await FiledAsync(taken.Dossier)).Text("word", taken.Word).Link("/reviews");
        return await letters.OweAsync(
            letters.One(expert!.Person),
            "review-taken-away",
            $"review.taken-away:{taken.Review.Value}",
            facts,
            taken.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RecusedAsync(ReviewRecused recused) =>
        await ToAssignerAsync(recused, recused.Dossier, "review-recused", $"review.recused:{recused.Review.Value}");

    /// <summary>To the officer who assigned the dossier; if they are of its team by now, to the call's others.</summary>
    private async Task<IReadOnlyList<OutboxMail>> ToAssignerAsync(
        ReviewEvent happened,
        DossierId dossier,
        string template,
        string occasion
    )
    {
        var review = await letters.Db.Reviews.FindAsync([happened.Review], letters.Cancellation);
        var number = await letters
            .Db.Dossiers.Where(one => one.Id == dossier)
            .Select(one => one.Number!)
            .SingleAsync(letters.Cancellation);
        var facts = new Facts().Text("number", number).Link($"/staff/dossiers/{dossier.Value}");
        var assigner = Outside(dossier).Where(account => account.Id == review!.AssignedBy.Value);
        var to = await assigner.AnyAsync(letters.Cancellation) ? assigner : OfficersOf(dossier);
        return await letters.OweAsync(to, template, occasion, facts, happened.At);
    }

    /// <summary>Nobody of a dossier's team reads of its reviews.</summary>
    private IQueryable<Account> Outside(DossierId dossier) =>
        letters.Db.Users.Where(account =>
            !letters.Db.Members.Any(member => member.DossierId == dossier && member.Person.Value == account.Id)
        );

    private IQueryable<Account> OfficersOf(DossierId dossier) =>
        Outside(dossier)
            .Where(account =>
                letters.Db.Dossiers.Any(one =>
                    one.Id == dossier
                    && letters.Db.CallOfficers.Any(officer =>
                        officer.CallId == one.CallId && officer.Person.Value == account.Id
                    )
                )
            );
}
