using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Decisions;

/// <summary>The mails that follow from winner lists.</summary>
internal sealed class DecisionMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            WinnerListPrepared or WinnerListSigned or SignaturesVoided => ToSignatoriesAsync((WinnerListEvent)happened),
            WinnerListPublished published => ResultsAsync(published),
            _ => Letters.None,
        };

    /// <summary>To each who may sign what is to be signed next; to nobody once all is.</summary>
    private Task<IReadOnlyList<OutboxMail>> ToSignatoriesAsync(WinnerListEvent happened)
    {
        var list = letters.Db.WinnerLists.Local.Single(one => one.Id == happened.List);
        if (list.NextStep is not { } step)
            return Letters.None;
        var facts = new Facts()
            .Moment("publishAt", list.PublishAt)
            .Text("count", list.Winners.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Link($"/staff/waves/{happened.Wave.Value}/winners");
        var (by, preparer) = (happened.By!.Value.Value, list.PreparedBy.Value);
        return letters.OweAsync(
            Signatories(step, list.WaveId).Where(account => account.Id != by && account.Id != preparer),
            "list-to-approve",
            $"winner-list.to-sign:{list.Id.Value}:{list.Changes.Count}:{step.Key}",
            facts,
            happened.At
        );
    }

    private IQueryable<Account> Signatories(ApprovalStep step, WaveId wave) =>
        (step.Person, step.Signatory) switch
        {
            ({ } person, _) => letters.One(person),
            (_, PortalRole.Officer) => letters.Db.Users.Where(account =>
                letters.Db.CallOfficers.Any(officer =>
                    officer.Person.Value == account.Id
                    && letters.Db.Waves.Any(one => one.Id == wave && one.CallId == officer.CallId)
                )
            ),
            _ => letters.Db.Users.Where(account =>
                letters.Db.UserRoles.Any(given =>
                    given.UserId == account.Id
                    && letters.Db.Roles.Any(role =>
                        role.Id == given.RoleId && role.Name == nameof(PortalRole.Publisher)
                    )
                )
            ),
        };

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
