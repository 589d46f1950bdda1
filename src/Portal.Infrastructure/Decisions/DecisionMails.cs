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
            CorrectionPrepared or CorrectionSigned => ToSignatoriesOfAsync((CorrectionEvent)happened),
            CorrectionPublished corrected => CorrectedAsync(corrected),
            AidDeclined declined => DeclinedAsync(declined),
            WinnerListPublished published => ResultsAsync(published),
            _ => Letters.None,
        };

    /// <summary>To each who may sign what is to be signed next; to nobody once all is.</summary>
    private Task<IReadOnlyList<OutboxMail>> ToSignatoriesAsync(WinnerListEvent happened)
    {
        var list = letters.Db.WinnerLists.Local.Single(one => one.Id == happened.List);
        if (list.NextStep is not { } step)
            return Letters.None;
        var facts = new Facts().Text(
            "count",
            list.Winners.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        return AskAsync(
            new Asked(step, "list-to-approve", $"winner-list.to-sign:{list.Id.Value}:{list.Changes.Count}:{step.Key}"),
            facts.Moment("publishAt", list.PublishAt),
            list.PreparedBy,
            happened
        );
    }

    private Task<IReadOnlyList<OutboxMail>> ToSignatoriesOfAsync(CorrectionEvent happened)
    {
        var correction = letters.Db.Corrections.Local.Single(one => one.Id == happened.Correction);
        return correction.NextStep is { } step
            ? AskAsync(
                new Asked(step, "correction-to-sign", $"correction.to-sign:{correction.Id.Value}:{step.Key}"),
                new Facts().Text("reason", correction.Reason).Moment("publishAt", correction.PublishAt),
                correction.PreparedBy,
                happened
            )
            : Letters.None;
    }

    private async Task<IReadOnlyList<OutboxMail>> AskAsync(
        Asked asked,
        Facts facts,
        PersonId preparer,
        WinnerListEvent happened
    )
    {
        var (by, wave) = (happened.By!.Value.Value, happened.Wave);
        var its = await (
            from one in letters.Db.Waves
            where one.Id == wave
            join call in letters.Db.Calls on one.CallId equals call.Id
            select new { one.Number, call.Presentation }
        )
            .AsNoTracking()
            .SingleAsync(letters.Cancellation);
        return await letters.OweAsync(
            Outside(happened.List, Signatories(asked.Step, wave))
                .Where(account => account.Id != by && account.Id != preparer.Value),
            asked.Template,
            asked.Occasion,
            facts
                .Text("call", its.Presentation.Title)
                .Text("wave", its.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Link($"/staff/waves/{wave.Value}/winners"),
            happened.At
        );
    }

    /// <summary>But for the teams whose dossiers the list decides on: they may not sign, and are to learn nothing.</summary>
    private IQueryable<Account> Outside(WinnerListId list, IQueryable<Account> accounts)
    {
        // What is prepared isn't in the database yet.
        var prepared = letters
            .Db.Decisions.Local.Where(one => one.ListId == list)
            .Select(one => one.DossierId)
            .ToList();
        return accounts.Where(account =>
            !letters.Db.Members.Any(member =>
                member.Person.Value == account.Id
                && (
                    prepared.Contains(member.DossierId)
                    || letters.Db.Decisions.Any(one => one.ListId == list && one.DossierId == member.DossierId)
                )
            )
        );
    }

    private sealed record Asked(ApprovalStep Step, string Template, string Occasion);

    private IQueryable<Account> Signatories(ApprovalStep step, WaveId wave)
    {
        var call = letters.Db.Waves.Where(one => one.Id == wave).Select(one => one.CallId);
        var may = letters.Db.SignatoryAccounts(step.Signatory, call);
        return step.Person is { } person ? may.Where(account => account.Id == person.Value) : may;
    }

    /// <summary>Each coordinator whose dossier is decided otherwise learns of it, once it counts.</summary>
    private async Task<IReadOnlyList<OutboxMail>> CorrectedAsync(CorrectionPublished corrected)
    {
        var decisions = await letters
            .Db.Decisions.Where(one => one.ListId == corrected.List && corrected.Dossiers.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, one => one.Id, letters.Cancellation);
        var mails = new List<OutboxMail>();
        foreach (var dossier in corrected.Dossiers)
        {
            var occasion = $"correction:{corrected.Correction.Value}:{dossier.Value}";
            foreach (var mail in await ToCoordinatorAsync(dossier, "result-corrected", occasion, corrected.At))
            {
                (mail.LetterOf, mail.DossierId) = (decisions[dossier], dossier);
                mails.Add(mail);
            }
        }
        return mails;
    }

    /// <summary>The coordinator has it in writing, and the officers of the call know that the reserve may move up.</summary>
    private async Task<IReadOnlyList<OutboxMail>> DeclinedAsync(AidDeclined declined)
    {
        var occasion = $"aid-declined:{declined.Decision.Value}";
        var dossier = await letters
            .Db.Dossiers.AsNoTracking()
            .SingleAsync(one => one.Id == declined.Dossier, letters.Cancellation);
        var officers = letters.OfficersFor(dossier);
        var facts = new Facts()
            .Text("number", dossier.Number!)
            .Text("title", dossier.Title)
            .Link($"/staff/waves/{dossier.WaveId.Value}/winners");
        return
        [
            .. await letters.OweAsync(officers, "aid-declined-staff", $"{occasion}:staff", facts, declined.At),
            .. await ToCoordinatorAsync(declined.Dossier, "aid-declined", occasion, declined.At),
        ];
    }

    private async Task<IReadOnlyList<OutboxMail>> ToCoordinatorAsync(
        DossierId id,
        string template,
        string occasion,
        DateTimeOffset at
    )
    {
        var dossier = await letters.Db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == id, letters.Cancellation);
        var facts = new Facts()
            .Text("number", dossier.Number!)
            .Text("title", dossier.Title)
            .Moment("at", at)
            .Link($"/dossiers/{id.Value}");
        return await letters.OweAsync(letters.CoordinatorOf(id), template, occasion, facts, at);
    }

    /// <summary>Each coordinator whose dossier the list decides on, winner or not, learns of it: once, and only now.</summary>
    private async Task<IReadOnlyList<OutboxMail>> ResultsAsync(WinnerListPublished published)
    {
        var results = await (
            from decision in letters.Db.Decisions
            where decision.ListId == published.List
            join list in letters.Db.WinnerLists on decision.ListId equals list.Id
            join dossier in letters.Db.Dossiers on decision.DossierId equals dossier.Id
            from member in dossier.Members
            where member.Role == MemberRole.Coordinator
            join account in letters.Db.Users on member.Person.Value equals account.Id
            select new
            {
                decision.Id,
                decision.Outcome,
                list.PublishAt,
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
            {
                var mail = Letters.Owe(
                    new Addressee(result.Email!, result.Name, result.Language),
                    TemplateOf(result.Outcome),
                    $"result:{result.Id.Value}",
                    new Facts()
                        .Text("title", result.Title)
                        .Text("number", result.Number!)
                        .Moment("at", result.PublishAt)
                        .Link($"/dossiers/{result.DossierId.Value}"),
                    published.At
                );
                (mail.LetterOf, mail.DossierId) = (result.Id, result.DossierId);
                return mail;
            }),
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
