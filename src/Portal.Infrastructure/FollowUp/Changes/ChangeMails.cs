using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Changes;

/// <summary>The mails that follow from requests for a change: acknowledged to the team, told to the officers, answered.</summary>
internal sealed class ChangeMails(Letters letters) : IMailsOf
{
    private static readonly Texts.Texts Words = new(typeof(ChangeMails).Assembly);

    private readonly ProjectLetters _letters = new(letters);

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ChangeAsked asked => AskedAsync(asked),
            ChangeDecided decided => DecidedAsync(decided),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(ChangeAsked asked)
    {
        var change = await FindAsync(asked.Change);
        Facts Told(string link) =>
            new Facts().Text("kind", KindOf(asked.Kind)).Text("reason", change.Matter.Reason).Link(link);
        var occasion = $"change.asked:{asked.Change.Value}";
        var desk = $"/staff/projects/{asked.Project.Value}/changes/{asked.Change.Value}";
        return
        [
            .. await _letters.ToTeamAsync(asked, "change-asked", occasion, Told(PageOf(asked))),
            .. await _letters.ToOfficersAsync(asked, "change-to-answer", $"{occasion}:staff", Told(desk)),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> DecidedAsync(ChangeDecided decided)
    {
        var change = await FindAsync(decided.Change);
        return await _letters.ToTeamAsync(
            decided,
            decided.IsGranted ? "change-granted" : "change-refused",
            $"change.decided:{decided.Change.Value}",
            new Facts().Text("kind", KindOf(decided.Kind)).Text("words", change.Decision!.Words).Link(PageOf(decided))
        );
    }

    private static LocalizedText KindOf(ProjectChangeKind kind) => Words.Both($"projectchanges.kind-{kind}");

    private static string PageOf(ProjectEvent happened) => $"/dossiers/{happened.Dossier.Value}/project#changes";

    private async Task<ProjectChange> FindAsync(ProjectChangeId id) =>
        (await letters.Db.ProjectChanges.FindAsync([id], letters.Cancellation))!;
}
