using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Interim;

/// <summary>The mails of an interim review: to the expert who is asked, to staff that has to ask another, to the team once it is decided.</summary>
internal sealed class InterimMails(Letters letters) : IMailsOf
{
    private readonly ProjectLetters _letters = new(letters);

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            OpinionAsked asked => AskedAsync(asked),
            OpinionRecused recused => ToStaffAsync(recused, recused.Opinion, "opinion-recused"),
            OpinionSubmitted submitted => ToStaffAsync(submitted, submitted.Opinion, "opinion-submitted"),
            InterimDecided decided => DecidedAsync(decided),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(OpinionAsked asked)
    {
        var opinion = await OpinionAsync(asked.Opinion);
        var milestone = await MilestoneAsync(opinion.MilestoneId);
        return await _letters.ToAsync(
            letters.One(opinion.Expert),
            asked,
            "opinion-asked",
            $"opinion-asked:{asked.Opinion.Value}",
            About(milestone).Link($"/reviews/interim/{asked.Opinion.Value}")
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> ToStaffAsync(ProjectEvent happened, OpinionId id, string template)
    {
        var opinion = await OpinionAsync(id);
        var milestone = await MilestoneAsync(opinion.MilestoneId);
        return await _letters.ToOfficersAsync(
            happened,
            template,
            $"{template}:{id.Value}",
            About(milestone).Link($"/staff/projects/{happened.Project.Value}/interim/{milestone.Key}")
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> DecidedAsync(InterimDecided decided)
    {
        var milestone = await MilestoneAsync(decided.Milestone);
        return await _letters.ToTeamAsync(
            decided,
            decided.IsGo ? "interim-go" : "interim-no-go",
            $"interim-decided:{decided.Milestone.Value}",
            About(milestone).Link($"/dossiers/{decided.Dossier.Value}/project/reports/{milestone.Key}")
        );
    }

    private static Facts About(Milestone milestone) => new Facts().Text("report", milestone.Title);

    private async Task<InterimOpinion> OpinionAsync(OpinionId id) =>
        (await letters.Db.InterimOpinions.FindAsync([id], letters.Cancellation))!;

    private async Task<Milestone> MilestoneAsync(MilestoneId id) =>
        (await letters.Db.Milestones.FindAsync([id], letters.Cancellation))!;
}
