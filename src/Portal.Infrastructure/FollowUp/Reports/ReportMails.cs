using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>The mails about reports: submitted, to the team and to who reads it; sent back and accepted, to the team.</summary>
internal sealed class ReportMails(Letters letters) : IMailsOf
{
    private readonly ProjectLetters _letters = new(letters);

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
        var milestone = await MilestoneAsync(submitted.Milestone);
        return
        [
            .. await ToTeamAsync(submitted, submitted.Milestone, "report-submitted", $":{submitted.Submission}"),
            .. await _letters.ToOfficersAsync(
                submitted,
                "report-to-read",
                $"report-submitted:{submitted.Milestone.Value}:{submitted.Submission}:staff",
                About(milestone).Link($"/staff/projects/{submitted.Project.Value}/reports/{milestone.Key}")
            ),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(
        ProjectEvent happened,
        MilestoneId id,
        string template,
        string time
    )
    {
        var milestone = await MilestoneAsync(id);
        return await _letters.ToTeamAsync(
            happened,
            template,
            $"{template}:{id.Value}{time}",
            About(milestone).Link($"/dossiers/{happened.Dossier.Value}/project/reports/{milestone.Key}")
        );
    }

    private static Facts About(Milestone milestone) =>
        new Facts().Text("report", milestone.Title).Deadline("due", milestone.Due);

    private async Task<Milestone> MilestoneAsync(MilestoneId id) =>
        (await letters.Db.Milestones.FindAsync([id], letters.Cancellation))!;
}
