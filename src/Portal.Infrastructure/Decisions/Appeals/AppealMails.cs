using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Decisions.Appeals;

/// <summary>The mails that follow from appeals: acknowledged to who lodged it, told to the call's officers, answered.</summary>
internal sealed class AppealMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            AppealLodged lodged => LodgedAsync(lodged),
            AppealAnswered answered => AnsweredAsync(answered),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> LodgedAsync(AppealLodged lodged)
    {
        var dossier = await letters
            .Db.Dossiers.AsNoTracking()
            .SingleAsync(one => one.Id == lodged.Dossier, letters.Cancellation);
        var officers = letters.Db.Users.Where(account =>
            letters.Db.CallOfficers.Any(officer =>
                officer.CallId == dossier.CallId && officer.Person.Value == account.Id
            )
        );
        Facts Told(string link) =>
            new Facts()
                .Text("number", dossier.Number!)
                .Text("title", dossier.Title)
                .Moment("at", lodged.At)
                .Moment("until", AppealPeriod.SilentUntil(lodged.At).At)
                .Link(link);
        var occasion = $"appeal-lodged:{lodged.Appeal.Value}";
        return
        [
            .. await letters.OweAsync(
                letters.CoordinatorOf(lodged.Dossier),
                "appeal-lodged",
                occasion,
                Told($"/dossiers/{lodged.Dossier.Value}/appeal"),
                lodged.At
            ),
            .. await letters.OweAsync(
                officers,
                "appeal-to-answer",
                $"{occasion}:staff",
                Told($"/staff/dossiers/{lodged.Dossier.Value}"),
                lodged.At
            ),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> AnsweredAsync(AppealAnswered answered)
    {
        var dossier = await letters
            .Db.Dossiers.AsNoTracking()
            .SingleAsync(one => one.Id == answered.Dossier, letters.Cancellation);
        return await letters.OweAsync(
            letters.CoordinatorOf(answered.Dossier),
            "appeal-answered",
            $"appeal-answered:{answered.Appeal.Value}",
            new Facts()
                .Text("number", dossier.Number!)
                .Text("title", dossier.Title)
                .Link($"/dossiers/{answered.Dossier.Value}/appeal"),
            answered.At
        );
    }
}
