using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Interim;

/// <summary>The mails of an interim review: to the expert who is asked, to staff that has to ask another, to the team once it is decided.</summary>
internal sealed class InterimMails(Letters letters) : IMailsOf
{
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
        var (facts, _, _) = await AboutAsync(asked, opinion.MilestoneId);
        return await letters.OweAsync(
            letters.One(opinion.Expert),
            "opinion-asked",
            $"opinion-asked:{asked.Opinion.Value}",
            facts.Link($"/reviews/interim/{asked.Opinion.Value}"),
            asked.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> ToStaffAsync(ProjectEvent happened, OpinionId id, string template)
    {
        var opinion = await OpinionAsync(id);
        var (facts, milestone, dossier) = await AboutAsync(happened, opinion.MilestoneId);
        return await letters.OweAsync(
            letters.OfficersFor(dossier),
            template,
            $"{template}:{id.Value}",
            facts.Link($"/staff/projects/{happened.Project.Value}/interim/{milestone.Key}"),
            happened.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> DecidedAsync(InterimDecided decided)
    {
        var (facts, milestone, _) = await AboutAsync(decided, decided.Milestone);
        var team = letters.Db.Users.Where(account =>
            letters.Db.Members.Any(member => member.DossierId == decided.Dossier && member.Person.Value == account.Id)
        );
        return await letters.OweAsync(
            team,
            decided.IsGo ? "interim-go" : "interim-no-go",
            $"interim-decided:{decided.Milestone.Value}",
            facts.Link($"/dossiers/{decided.Dossier.Value}/project/reports/{milestone.Key}"),
            decided.At
        );
    }

    private async Task<InterimOpinion> OpinionAsync(OpinionId id) =>
        (await letters.Db.InterimOpinions.FindAsync([id], letters.Cancellation))!;

    private async Task<(Facts Facts, Milestone Milestone, Dossier Dossier)> AboutAsync(
        ProjectEvent happened,
        MilestoneId id
    )
    {
        var milestone = (await letters.Db.Milestones.FindAsync([id], letters.Cancellation))!;
        var dossier =
            letters.Tracked(happened.Dossier)
            ?? await letters
                .Db.Dossiers.AsNoTracking()
                .SingleAsync(one => one.Id == happened.Dossier, letters.Cancellation);
        var facts = new Facts()
            .Text("number", dossier.Number ?? "")
            .Text("title", dossier.Title)
            .Text("report", milestone.Title);
        return (facts, milestone, dossier);
    }
}
