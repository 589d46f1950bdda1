using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Admissions;

/// <summary>Teams learn what was found of each criterion, and whether they have a place; officers, what was brought.</summary>
internal sealed class AdmissionMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            CriterionChecked found => FoundAsync(found),
            EvidenceBrought brought => BroughtAsync(brought),
            PlaceGiven given => PlaceAsync(given, "place-given"),
            PlaceLost lost => PlaceAsync(lost, "place-lost"),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> FoundAsync(CriterionChecked found) =>
        await letters.ToTeamAsync(
            found,
            found.IsMet ? "criterion-met" : "criterion-not-met",
            $"criterion:{found.Dossier.Value}:{found.Criterion}:{found.At.ToUnixTimeMilliseconds()}",
            new Facts()
                .Text("criterion", await TitleAsync(found.Dossier, found.Criterion))
                .Link($"/dossiers/{found.Dossier.Value}/criteria")
        );

    /// <summary>Who withdrew knows it.</summary>
    private async Task<IReadOnlyList<OutboxMail>> PlaceAsync(DossierEvent settled, string template)
    {
        var call = await letters
            .Db.Dossiers.Where(one => one.Id == settled.Dossier && one.Withdrawal == null)
            .Join(letters.Db.Calls, one => one.CallId, call => call.Id, (_, call) => call.Presentation)
            .SingleOrDefaultAsync(letters.Cancellation);
        return call is null
            ? []
            : await letters.ToTeamAsync(
                settled,
                template,
                $"{template}:{settled.Dossier.Value}:{settled.At.ToUnixTimeMilliseconds()}",
                new Facts().Text("call", call.Title).Link($"/dossiers/{settled.Dossier.Value}/criteria")
            );
    }

    private async Task<IReadOnlyList<OutboxMail>> BroughtAsync(EvidenceBrought brought)
    {
        var dossier = await letters
            .Db.Dossiers.AsNoTracking()
            .SingleAsync(one => one.Id == brought.Dossier, letters.Cancellation);
        return await letters.OweAsync(
            letters.OfficersFor(dossier),
            "evidence-brought",
            $"evidence:{brought.Dossier.Value}:{brought.Criterion}:{brought.At.ToUnixTimeMilliseconds()}",
            new Facts()
                .Text("number", dossier.Number!)
                .Text("title", dossier.Title)
                .Text("criterion", await TitleAsync(brought.Dossier, brought.Criterion))
                .Link($"/staff/dossiers/{brought.Dossier.Value}/criteria"),
            brought.At
        );
    }

    private async Task<LocalizedText> TitleAsync(DossierId dossier, string criterion)
    {
        var call = await letters
            .Db.Calls.AsNoTracking()
            .SingleAsync(
                one => letters.Db.Dossiers.Any(its => its.Id == dossier && its.CallId == one.Id),
                letters.Cancellation
            );
        return call.Admission?.Criterion(criterion)?.Title ?? new LocalizedText(criterion, criterion);
    }
}
