using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Dossiers;

/// <summary>The mails that follow from what happens to a dossier.</summary>
internal sealed class DossierMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            DossierFiled filed => FiledAsync(filed),
            DossierWithdrawn withdrawn => WithdrawnAsync(withdrawn),
            EligibilityChecked { IsEligible: false } check => IneligibleAsync(check),
            _ => Letters.None,
        };

    /// <summary>The acknowledgement of receipt, with the particulars that art. R.112-5 CRPA asks for.</summary>
    private async Task<IReadOnlyList<OutboxMail>> FiledAsync(DossierFiled filed)
    {
        var call = await (
            from dossier in letters.Db.Dossiers
            where dossier.Id == filed.Dossier
            join one in letters.Db.Calls on dossier.CallId equals one.Id
            select one.Presentation
        ).SingleAsync(letters.Cancellation);
        var facts = new Facts()
            .Text("number", filed.Number)
            .Text("sha256", filed.Sha256)
            .Moment("filedAt", filed.At, toTheSecond: true)
            .Deadline("due", await DueAsync(filed))
            .Link($"/dossiers/{filed.Dossier.Value}/receipt");
        return await letters.ToTeamAsync(
            filed,
            filed.InGrace ? "dossier-filed-in-grace" : "dossier-filed",
            $"dossier.filed:{filed.Filing.Value}",
            WithParticulars(facts, call, DateOnly.FromDateTime(Texts.Dates.Civil(filed.At)))
        );
    }

    /// <summary>Until when it can be filed again: the date of its step, or its cut-off.</summary>
    private async Task<Deadline> DueAsync(DossierFiled filed)
    {
        var dossier = letters.Tracked(filed.Dossier)!;
        return dossier.StepDue
            ?? (
                await letters
                    .Db.CutOffs.AsNoTracking()
                    .SingleAsync(cutOff => cutOff.Id == dossier.CutOffId, letters.Cancellation)
            ).Deadline;
    }

    private Task<IReadOnlyList<OutboxMail>> WithdrawnAsync(DossierWithdrawn withdrawn) =>
        letters.ToTeamAsync(
            withdrawn,
            "dossier-withdrawn",
            $"dossier.withdrawn:{withdrawn.Dossier.Value}",
            new Facts()
                .Text("number", letters.Tracked(withdrawn.Dossier)!.Number!)
                .Moment("at", withdrawn.At)
                .Link($"/dossiers/{withdrawn.Dossier.Value}")
        );

    /// <summary>What the call doesn't say stays empty; the mail leaves its paragraph out.</summary>
    private static Facts WithParticulars(Facts facts, CallPresentation call, DateOnly received)
    {
        var (service, silence) = (call.Service, call.Silence);
        var from = silence?.CountsFrom(received);
        var none = new LocalizedText("", "");
        return facts
            .Text("service", service?.Designation ?? none)
            .Text("servicePost", service?.PostalAddress ?? "")
            .Text("serviceEmail", service?.Email ?? "")
            .Text("servicePhone", service?.Phone ?? "")
            .Day("rejectedOn", silence?.Means == SilenceMeaning.Rejected ? from : null)
            .Day("acceptedOn", silence?.Means == SilenceMeaning.Accepted ? from : null)
            .Text("rejectedBy", silence?.Means == SilenceMeaning.Rejected ? silence.Source : none)
            .Text("acceptedBy", silence?.Means == SilenceMeaning.Accepted ? silence.Source : none)
            .Text("appeal", silence?.Appeal ?? none);
    }

    private async Task<IReadOnlyList<OutboxMail>> IneligibleAsync(EligibilityChecked check)
    {
        var dossier = letters.Tracked(check.Dossier)!;
        var facts = new Facts()
            .Text("title", dossier.Title)
            .Text("number", dossier.Number!)
            .Text("reason", dossier.Eligibility!.Reason)
            .Moment("at", check.At)
            .Link($"/dossiers/{dossier.Id.Value}");
        return await letters.OweAsync(
            letters.CoordinatorOf(dossier.Id),
            "dossier-ineligible",
            $"dossier.ineligible:{dossier.Id.Value}",
            facts,
            check.At
        );
    }
}
