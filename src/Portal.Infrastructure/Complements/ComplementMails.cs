using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Complements;

/// <summary>The mails that follow from requests for complements.</summary>
internal sealed class ComplementMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ComplementsAsked asked => AskedAsync(asked),
            ComplementsProlonged prolonged => ProlongedAsync(prolonged),
            ComplementsWithdrawn withdrawn => WithdrawnAsync(withdrawn),
            DossierComplemented filed => FiledAsync(filed),
            ComplementsAnswered answered => AnsweredAsync(answered),
            ComplementsMissed missed => MissedAsync(missed),
            ReviewSetAside aside => SetAsideAsync(aside),
            _ => Letters.None,
        };

    public const string AskedTemplate = "complements-asked";

    internal const string ProlongedTemplate = "complements-prolonged";

    /// <summary>What the letter tells but the title, which each mail to a team has.</summary>
    public static Facts FactsOf(Dossier dossier, Form form, ComplementLetter letter) =>
        Facts(dossier).Text("note", letter.Note).Text("asked", Asked(form, letter.Items)).Deadline("due", letter.Due);

    /// <summary>What is asked, a line a field, in both languages.</summary>
    private static LocalizedText Asked(Form form, IEnumerable<ComplementItem> items)
    {
        string In(string language, string colon) =>
            string.Join(
                "\n",
                items.Select(item =>
                    $"– {form.Section(item.Section)?.Field(item.Field)?.Label.In(language)}{colon}{item.Words}"
                )
            );
        return new LocalizedText(In("fr", "\u00a0: "), In("en", ": "));
    }

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(ComplementsAsked asked)
    {
        var (request, dossier) = await FindAsync(asked, asked.Request);
        var form = await letters
            .Db.Forms.AsNoTracking()
            .SingleAsync(
                one => letters.Db.Filings.Any(filing => filing.Id == request.FilingId && filing.FormId == one.Id),
                letters.Cancellation
            );
        var letter = new ComplementLetter(request.Items, request.Note, request.Due);
        return await letters.ToTeamAsync(
            asked,
            AskedTemplate,
            $"complement.asked:{request.Id.Value}",
            FactsOf(dossier, form, letter)
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> ProlongedAsync(ComplementsProlonged prolonged)
    {
        var (request, dossier) = await FindAsync(prolonged, prolonged.Request);
        return await letters.ToTeamAsync(
            prolonged,
            ProlongedTemplate,
            $"complement.prolonged:{request.Id.Value}:{prolonged.To.ToUnixTimeSeconds()}",
            ProlongedFacts(dossier, prolonged.From, request.Due)
        );
    }

    internal static Facts ProlongedFacts(Dossier dossier, DateTimeOffset from, Deadline due) =>
        Facts(dossier).Moment("from", from).Deadline("due", due);

    private async Task<IReadOnlyList<OutboxMail>> WithdrawnAsync(ComplementsWithdrawn withdrawn)
    {
        var (request, dossier) = await FindAsync(withdrawn, withdrawn.Request);
        return await letters.ToTeamAsync(
            withdrawn,
            "complements-withdrawn",
            $"complement.withdrawn:{request.Id.Value}",
            Facts(dossier).Text("reason", request.Withdrawal!.Reason).Moment("at", withdrawn.At)
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> FiledAsync(DossierComplemented filed)
    {
        var request = letters.Db.ComplementRequests.Local.Single(one => one.Answer?.FilingId == filed.Filing);
        return await letters.ToTeamAsync(
            filed,
            "complements-filed",
            $"dossier.complemented:{filed.Filing.Value}",
            new Facts()
                .Text("number", filed.Number)
                .Text("version", filed.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Text("sha256", filed.Sha256)
                .Moment("askedAt", request.AskedAt)
                .Deadline("due", request.Due)
                .Moment("filedAt", filed.At, toTheSecond: true)
                .Link($"/dossiers/{filed.Dossier.Value}/receipt")
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> AnsweredAsync(ComplementsAnswered answered)
    {
        var (request, dossier) = await FindAsync(answered, answered.Request);
        return await letters.OweAsync(
            letters.One(request.AskedBy),
            answered.Filing is null ? "complements-nothing" : "complements-answered",
            $"complement.answered:{request.Id.Value}",
            new Facts()
                .Text("number", dossier.Number!)
                .Link($"/staff/dossiers/{dossier.Id.Value}/complements/{request.Id.Value}"),
            answered.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> MissedAsync(ComplementsMissed missed)
    {
        var (request, dossier) = await FindAsync(missed, missed.Request);
        var facts = Facts(dossier).Deadline("due", request.Due);
        var occasion = $"complement.missed:{request.Id.Value}";
        if (missed.MovedTo is not { } moved)
            return await letters.ToTeamAsync(missed, "complements-excluded", occasion, facts);
        var next = await letters
            .Db.CutOffs.AsNoTracking()
            .SingleAsync(cutOff => cutOff.Id == moved, letters.Cancellation);
        return await letters.ToTeamAsync(missed, "complements-moved", occasion, facts.Deadline("next", next.Deadline));
    }

    /// <summary>Who judged a dossier that left its cut-off learns that nothing more is awaited of them.</summary>
    private async Task<IReadOnlyList<OutboxMail>> SetAsideAsync(ReviewSetAside aside)
    {
        var review = letters.Db.Reviews.Local.Single(one => one.Id == aside.Review);
        var dossier = letters.Tracked(aside.Dossier)!;
        var isJudged = dossier.Verdicts.Any(verdict => verdict.FilingId == review.FilingId);
        if (review.Recusal is not null || isJudged && review.SubmittedAt is not null)
            return [];
        return await letters.OweAsync(
            letters.One(review.ExpertPerson),
            isJudged ? "review-after-verdict" : "review-set-aside",
            $"review.set-aside:{aside.Review.Value}",
            new Facts().Text("number", dossier.Number!).Link("/reviews"),
            aside.At
        );
    }

    private static Facts Facts(Dossier dossier) =>
        new Facts().Text("number", dossier.Number!).Link($"/dossiers/{dossier.Id.Value}/complements");

    private async Task<(ComplementRequest, Dossier)> FindAsync(DossierEvent happened, ComplementRequestId request) =>
        (
            (await letters.Db.ComplementRequests.FindAsync([request], letters.Cancellation))!,
            letters.Tracked(happened.Dossier)!
        );
}
