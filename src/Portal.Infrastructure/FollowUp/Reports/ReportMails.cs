using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>The mails about reports: submitted, to the team and to who reads it; sent back and accepted, to the team.</summary>
internal sealed class ReportMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ReportSubmitted submitted => SubmittedAsync(submitted),
            ReportSentBack back => ToTeamAsync(back, back.Milestone, "report-sent-back", $":{back.At.Ticks}"),
            ReportAccepted accepted => ToTeamAsync(accepted, accepted.Milestone, "report-accepted", ""),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> SubmittedAsync(ReportSubmitted submitted)
    {
        var about = await AboutAsync(submitted, submitted.Milestone);
        var staff = about.Told().Link($"/staff/projects/{submitted.Project.Value}/reports/{about.Milestone.Key}");
        var occasion = $"report-submitted:{submitted.Milestone.Value}:{submitted.Submission}";
        return
        [
            .. await ToTeamAsync(submitted, submitted.Milestone, "report-submitted", $":{submitted.Submission}"),
            .. await letters.OweAsync(
                letters.OfficersFor(about.Dossier),
                "report-to-read",
                $"{occasion}:staff",
                staff,
                submitted.At
            ),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(
        ProjectEvent happened,
        MilestoneId milestone,
        string template,
        string time
    )
    {
        var about = await AboutAsync(happened, milestone);
        var team = letters.Db.Users.Where(account =>
            letters.Db.Members.Any(member => member.DossierId == happened.Dossier && member.Person.Value == account.Id)
        );
        var facts = about.Told().Link($"/dossiers/{happened.Dossier.Value}/project/reports/{about.Milestone.Key}");
        return await letters.OweAsync(team, template, $"{template}:{milestone.Value}{time}", facts, happened.At);
    }

    private async Task<About> AboutAsync(ProjectEvent happened, MilestoneId milestone) =>
        new(
            (await letters.Db.Milestones.FindAsync([milestone], letters.Cancellation))!,
            letters.Tracked(happened.Dossier)
                ?? await letters
                    .Db.Dossiers.AsNoTracking()
                    .SingleAsync(one => one.Id == happened.Dossier, letters.Cancellation)
        );

    private sealed record About(Milestone Milestone, Dossier Dossier)
    {
        public Facts Told() =>
            new Facts()
                .Text("number", Dossier.Number ?? "")
                .Text("title", Dossier.Title)
                .Text("report", Milestone.Title)
                .Deadline("due", Milestone.Due);
    }
}
