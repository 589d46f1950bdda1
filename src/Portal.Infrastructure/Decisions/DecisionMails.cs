using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Decisions;

/// <summary>The mails that follow from winner lists.</summary>
internal sealed class DecisionMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            WinnerListPrepared prepared => ToPublishersAsync(prepared),
            WinnerListPublished published => ResultsAsync(published),
            _ => Letters.None,
        };

    private Task<IReadOnlyList<OutboxMail>> ToPublishersAsync(WinnerListPrepared prepared)
    {
        var facts = new Facts()
            .Moment("publishAt", prepared.PublishAt)
            .Text("count", prepared.Winners.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Link($"/staff/waves/{prepared.Wave.Value}/winners");
        var publishers = letters.Db.Users.Where(account =>
            account.Id != prepared.By!.Value.Value
            && letters.Db.UserRoles.Any(given =>
                given.UserId == account.Id
                && letters.Db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Publisher))
            )
        );
        return letters.OweAsync(
            publishers,
            "list-to-approve",
            $"winner-list.prepared:{prepared.List.Value}",
            facts,
            prepared.At
        );
    }

    /// <summary>Each coordinator whose dossier the list decides on, winner or not, learns of it: once, and only now.</summary>
    private async Task<IReadOnlyList<OutboxMail>> ResultsAsync(WinnerListPublished published)
    {
        var results = await (
            from decision in letters.Db.Decisions
            where decision.ListId == published.List
            join dossier in letters.Db.Dossiers on decision.DossierId equals dossier.Id
            from member in dossier.Members
            where member.Role == MemberRole.Coordinator
            join account in letters.Db.Users on member.Person.Value equals account.Id
            select new
            {
                decision.Id,
                decision.Outcome,
                dossier.Title,
                dossier.Number,
                DossierId = dossier.Id,
                account.Email,
                account.Name,
                account.Language,
            }
        )
            .AsNoTracking()
            .ToListAsync(letters.Cancellation);
        return
        [
            .. results.Select(result =>
                Letters.Owe(
                    new Addressee(result.Email!, result.Name, result.Language),
                    TemplateOf(result.Outcome),
                    $"result:{result.Id.Value}",
                    new Facts()
                        .Text("title", result.Title)
                        .Text("number", result.Number!)
                        .Moment("at", published.At)
                        .Link($"/dossiers/{result.DossierId.Value}"),
                    published.At
                )
            ),
        ];
    }

    private static string TemplateOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Funded => "result-funded",
            Outcome.Reserve => "result-reserve",
            Outcome.NextCutOff => "result-next-cut-off",
            _ => "result-rejected",
        };
}
