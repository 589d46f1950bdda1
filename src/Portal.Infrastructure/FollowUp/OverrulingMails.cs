using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// The mails that follow where a decision is corrected below what is agreed, or covers it again: to the team and the officers,
/// and to the team once the service ends the project for it.
/// </summary>
internal sealed class OverrulingMails(Letters letters) : IMailsOf
{
    private readonly ProjectLetters _letters = new(letters);

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ProjectOverruled overruled => OverruledAsync(overruled),
            ProjectConfirmed confirmed => ToAllAsync(confirmed, "project-confirmed", confirmed.Aid),
            ProjectEnded { Kind: EndingKind.Withdrawn } ended => EndedAsync(ended),
            _ => Letters.None,
        };

    /// <summary>Of what is completed there is nothing left to amend: only its balance is less.</summary>
    private async Task<IReadOnlyList<OutboxMail>> OverruledAsync(ProjectOverruled overruled) =>
        await ToAllAsync(
            overruled,
            (await FindAsync(overruled.Project)).Ending is null ? "project-overruled" : "project-balance-lowered",
            overruled.Aid ?? 0
        );

    private async Task<IReadOnlyList<OutboxMail>> ToAllAsync(ProjectEvent happened, string template, decimal decided)
    {
        var project = await FindAsync(happened.Project);
        var occasion = $"{happened.Name}:{happened.Project.Value}:{happened.At.ToUnixTimeSeconds()}";
        Facts Told(string link) =>
            new Facts()
                .Text("decided", ProjectLetters.Amount(decided))
                .Text("agreed", ProjectLetters.Amount(project.Aid.Euros))
                .Link(link);
        return
        [
            .. await _letters.ToTeamAsync(happened, template, occasion, Told(PageOf(happened))),
            .. await _letters.ToOfficersAsync(
                happened,
                $"{template}-staff",
                $"{occasion}:staff",
                Told($"/staff/projects/{happened.Project.Value}")
            ),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> EndedAsync(ProjectEnded ended)
    {
        var project = await FindAsync(ended.Project);
        return await _letters.ToTeamAsync(
            ended,
            "project-withdrawn",
            $"project.withdrawn:{ended.Project.Value}",
            new Facts().Text("reason", project.Ending!.Reason).Link(PageOf(ended))
        );
    }

    private static string PageOf(ProjectEvent happened) => $"/dossiers/{happened.Dossier.Value}/project";

    private async Task<Project> FindAsync(ProjectId id) =>
        (await letters.Db.Projects.FindAsync([id], letters.Cancellation))!;
}
