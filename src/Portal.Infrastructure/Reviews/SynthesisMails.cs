using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Reviews;

/// <summary>The mails about the synthesis of a dossier: to the rapporteur, and to those who confirm it.</summary>
internal sealed class SynthesisMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            RapporteurNamed named => NamedAsync(named),
            SynthesisSubmitted submitted => SubmittedAsync(submitted),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> NamedAsync(RapporteurNamed named)
    {
        var review = await letters.Db.Reviews.FindAsync([named.Review], letters.Cancellation);
        return await letters.OweAsync(
            letters.One(review!.ExpertPerson),
            "rapporteur-named",
            $"synthesis.rapporteur:{named.Synthesis.Value}:{named.At.Ticks}",
            await FactsAsync(named.Dossier, named.Review),
            named.At
        );
    }

    /// <summary>To the others who have submitted, each with the way to their own page.</summary>
    private async Task<IReadOnlyList<OutboxMail>> SubmittedAsync(SynthesisSubmitted submitted)
    {
        var others = await letters
            .Db.ReviewsThatCount()
            .Where(one => one.DossierId == submitted.Dossier && one.Id != submitted.Rapporteur)
            .Select(one => new { one.Id, one.ExpertPerson })
            .ToListAsync(letters.Cancellation);
        var mails = new List<OutboxMail>();
        foreach (var other in others)
            mails.AddRange(
                await letters.OweAsync(
                    letters.One(other.ExpertPerson),
                    "synthesis-submitted",
                    $"synthesis.submitted:{submitted.Synthesis.Value}:{submitted.At.Ticks}",
                    await FactsAsync(submitted.Dossier, other.Id),
                    submitted.At
                )
            );
        return mails;
    }

    private async Task<Facts> FactsAsync(DossierId dossier, ReviewId reader) =>
        new Facts()
            .Text(
                "number",
                await letters
                    .Db.Dossiers.Where(one => one.Id == dossier)
                    .Select(one => one.Number!)
                    .SingleAsync(letters.Cancellation)
            )
            .Link($"/reviews/{reader.Value}/synthesis");
}
