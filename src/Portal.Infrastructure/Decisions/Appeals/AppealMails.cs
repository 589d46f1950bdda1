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
        var service = await ServiceAsync(dossier.CallId);
        Facts Told(string link) =>
            new Facts()
                .Text("number", dossier.Number!)
                .Text("title", dossier.Title)
                .Text("service", service)
                .Moment("at", lodged.At)
                .Deadline("until", AppealPeriod.SilentUntil(lodged.At))
                .Link(link);
        var occasion = $"appeal-lodged:{lodged.Appeal.Value}";
        var (own, page) = ($"/dossiers/{lodged.Dossier.Value}/appeal", $"/staff/appeals/{lodged.Appeal.Value}");
        var team = letters.CoordinatorOf(lodged.Dossier);
        var officers = letters.OfficersFor(dossier);
        return
        [
            .. await letters.OweAsync(team, "appeal-lodged", occasion, Told(own), lodged.At),
            .. await letters.OweAsync(officers, "appeal-to-answer", $"{occasion}:staff", Told(page), lodged.At),
        ];
    }

    /// <summary>Who answers, and where it is reached: an acknowledgement says so (art. R.112-5 CRPA).</summary>
    private async Task<LocalizedText> ServiceAsync(CallId id)
    {
        var call = await letters
            .Db.Calls.Where(one => one.Id == id)
            .Select(one => one.Presentation)
            .SingleAsync(letters.Cancellation);
        if (call.Service is not { } service)
            return call.Title;
        var reached = string.Join(
            ", ",
            new[] { service.PostalAddress.Trim().ReplaceLineEndings(", "), service.Email, service.Phone.Trim() }
        );
        return new LocalizedText($"{service.Designation.Fr}, {reached}", $"{service.Designation.En}, {reached}");
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
