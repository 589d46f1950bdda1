using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Notifications;

/// <summary>Which mails follow from what happened: one line an event, one place for all.</summary>
internal sealed class MailsOfEvents(PortalDbContext db, CancellationToken cancellation)
{
    public static async Task<IReadOnlyList<OutboxMail>> ForAsync(
        PortalDbContext db,
        IReadOnlyList<DomainEvent> events,
        CancellationToken cancellation
    )
    {
        var writer = new MailsOfEvents(db, cancellation);
        var mails = new List<OutboxMail>();
        foreach (var happened in events)
            mails.AddRange(await writer.ForAsync(happened));
        return mails;
    }

    private Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            DossierFiled filed => ToTeamAsync(
                filed,
                filed.InGrace ? "dossier-filed-in-grace" : "dossier-filed",
                $"dossier.filed:{filed.Filing.Value}",
                Receipt(filed)
            ),
            DossierWithdrawn withdrawn => ToTeamAsync(
                withdrawn,
                "dossier-withdrawn",
                $"dossier.withdrawn:{withdrawn.Dossier.Value}"
            ),
            MemberJoined joined => JoinedAsync(joined),
            TeamInvitationDeclined declined => DeclinedAsync(declined),
            EligibilityChecked { IsEligible: false } check => IneligibleAsync(check),
            InvitationAnswered answered => AnsweredAsync(answered),
            ReviewAssigned assigned => AssignedAsync(assigned),
            ReviewRecused recused => RecusedAsync(recused),
            WinnerListPrepared prepared => ToPublishersAsync(prepared),
            WinnerListPublished published => ResultsAsync(published),
            CutOffMoved moved => MovedAsync(moved),
            CutOffFrozen frozen => MissedAsync(frozen),
            _ => Task.FromResult<IReadOnlyList<OutboxMail>>([]),
        };

    private static Facts Receipt(DossierFiled filed) =>
        new Facts()
            .Text("number", filed.Number)
            .Text("sha256", filed.Sha256)
            .Moment("filedAt", filed.At, toTheSecond: true)
            .Link($"/dossiers/{filed.Dossier.Value}/receipt");

    private async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(
        DossierEvent happened,
        string template,
        string occasion,
        Facts? facts = null
    )
    {
        var dossier =
            Tracked(happened.Dossier)
            ?? await db
                .Dossiers.Include(one => one.Members)
                .SingleAsync(one => one.Id == happened.Dossier, cancellation);
        var people = dossier.Members.Select(member => member.Person.Value).ToList();
        var told = (
            facts ?? new Facts().Text("number", dossier.Number ?? "").Link($"/dossiers/{dossier.Id.Value}")
        ).Text("title", dossier.Title);
        return await OweAsync(
            db.Users.Where(account => people.Contains(account.Id)),
            template,
            occasion,
            told,
            happened.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> JoinedAsync(MemberJoined joined)
    {
        var dossier = Tracked(joined.Dossier)!;
        var facts = new Facts()
            .Text("title", dossier.Title)
            .Text("person", await NameOfAsync(joined.Person))
            .Link($"/dossiers/{joined.Dossier.Value}");
        return await OweAsync(
            One(dossier.Carrier),
            "team-joined",
            $"team.joined:{joined.Dossier.Value}:{joined.Person.Value}",
            facts,
            joined.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> DeclinedAsync(TeamInvitationDeclined declined)
    {
        var invitation = await db.TeamInvitations.FindAsync([declined.Invitation], cancellation);
        var title = await db
            .Dossiers.Where(one => one.Id == declined.Dossier)
            .Select(one => one.Title)
            .SingleAsync(cancellation);
        var facts = new Facts()
            .Text("title", title)
            .Text("person", invitation!.Email.Value)
            .Link($"/dossiers/{declined.Dossier.Value}");
        return await OweAsync(
            One(invitation.InvitedBy),
            "team-declined",
            $"team.declined:{declined.Invitation.Value}",
            facts,
            declined.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> IneligibleAsync(EligibilityChecked check)
    {
        var dossier = Tracked(check.Dossier)!;
        var facts = new Facts()
            .Text("title", dossier.Title)
            .Text("number", dossier.Number!)
            .Text("reason", dossier.Eligibility!.Reason)
            .Link($"/dossiers/{dossier.Id.Value}");
        return await OweAsync(
            One(dossier.Carrier),
            "dossier-ineligible",
            $"dossier.ineligible:{dossier.Id.Value}",
            facts,
            check.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> AnsweredAsync(InvitationAnswered answered)
    {
        var invitation = await db.ExpertInvitations.FindAsync([answered.Invitation], cancellation);
        var facts = new Facts().Text("expert", invitation!.Name).Link($"/staff/waves/{answered.Wave.Value}/experts");
        var template = answered.Accepted ? "invitation-accepted" : "invitation-declined";
        return await OweAsync(
            One(invitation.InvitedBy),
            template,
            $"invitation.answered:{answered.Invitation.Value}:{answered.At.Ticks}",
            facts,
            answered.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> AssignedAsync(ReviewAssigned assigned)
    {
        var expert = await db.Experts.FindAsync([assigned.Expert], cancellation);
        var filed = await (
            from dossier in db.Dossiers
            where dossier.Id == assigned.Dossier
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new { filing.Title, dossier.Number }
        ).SingleAsync(cancellation);
        var facts = new Facts().Text("title", filed.Title).Text("number", filed.Number!).Link("/reviews");
        return await OweAsync(
            One(expert!.Person),
            "review-assigned",
            $"review.assigned:{assigned.Review.Value}",
            facts,
            assigned.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RecusedAsync(ReviewRecused recused)
    {
        var review = await db.Reviews.FindAsync([recused.Review], cancellation);
        var number = await db
            .Dossiers.Where(one => one.Id == recused.Dossier)
            .Select(one => one.Number!)
            .SingleAsync(cancellation);
        var facts = new Facts().Text("number", number).Link($"/staff/dossiers/{recused.Dossier.Value}");
        return await OweAsync(
            One(review!.AssignedBy),
            "review-recused",
            $"review.recused:{recused.Review.Value}",
            facts,
            recused.At
        );
    }

    private Task<IReadOnlyList<OutboxMail>> ToPublishersAsync(WinnerListPrepared prepared)
    {
        var facts = new Facts()
            .Moment("publishAt", prepared.PublishAt)
            .Text("count", prepared.Winners.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Link($"/staff/waves/{prepared.Wave.Value}/winners");
        var publishers = db.Users.Where(account =>
            account.Id != prepared.By!.Value.Value
            && db.UserRoles.Any(given =>
                given.UserId == account.Id
                && db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Publisher))
            )
        );
        return OweAsync(
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
            from decision in db.Decisions
            where decision.ListId == published.List
            join dossier in db.Dossiers on decision.DossierId equals dossier.Id
            from member in dossier.Members
            where member.Role == MemberRole.Coordinator
            join account in db.Users on member.Person.Value equals account.Id
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
            .ToListAsync(cancellation);
        return
        [
            .. results.Select(result =>
                Owe(
                    new Addressee(result.Email!, result.Name, result.Language),
                    result.Outcome == Outcome.Funded ? "result-funded" : "result-rejected",
                    $"result:{result.Id.Value}",
                    new Facts()
                        .Text("title", result.Title)
                        .Text("number", result.Number!)
                        .Link($"/dossiers/{result.DossierId.Value}"),
                    published.At
                )
            ),
        ];
    }

    /// <summary>A moved date concerns everybody whose dossier it hits; moved to and fro, each move is told.</summary>
    private Task<IReadOnlyList<OutboxMail>> MovedAsync(CutOffMoved moved)
    {
        var facts = new Facts().Moment("from", moved.From).Moment("to", moved.To).Link("/dossiers");
        var hit = db.DossiersHitBy(moved.Wave, moved.CutOff);
        var affected = db.Users.Where(account =>
            hit.Any(dossier => dossier.Members.Any(member => member.Person.Value == account.Id))
        );
        return OweAsync(
            affected,
            "deadline-moved",
            $"cut-off.moved:{moved.CutOff.Value}:{moved.At.UtcTicks}",
            facts,
            moved.At
        );
    }

    /// <summary>Who has a draft for a cut-off that has passed learns that it was not filed, and when it can be.</summary>
    private async Task<IReadOnlyList<OutboxMail>> MissedAsync(CutOffFrozen frozen)
    {
        var wave = db.Waves.Local.Single(one => one.Id == frozen.Wave);
        var passed = wave.CutOffs.Single(one => one.Id == frozen.CutOff).Deadline;
        var drafts = await (
            from dossier in db.Dossiers
            where dossier.WaveId == frozen.Wave && dossier.FiledAt == null && dossier.StartedAt < passed.EndsAt
            from member in dossier.Members
            join account in db.Users on member.Person.Value equals account.Id
            select new
            {
                dossier.Id,
                dossier.Title,
                account.Email,
                account.Name,
                account.Language,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var next = wave.CutOffFor(frozen.At)?.Deadline;
        return
        [
            .. drafts.Select(draft =>
            {
                var facts = new Facts()
                    .Text("title", draft.Title)
                    .Deadline("passed", passed)
                    .Link($"/dossiers/{draft.Id.Value}");
                return Owe(
                    new Addressee(draft.Email!, draft.Name, draft.Language),
                    next is null ? "draft-missed-wave" : "draft-missed-cut-off",
                    $"cut-off.missed:{frozen.CutOff.Value}:{draft.Id.Value}",
                    next is null ? facts : facts.Deadline("next", next),
                    frozen.At
                );
            }),
        ];
    }

    private IQueryable<Account> One(PersonId person) => db.Users.Where(account => account.Id == person.Value);

    private async Task<string> NameOfAsync(PersonId? person) =>
        person is { } id
            ? await db
                .Users.Where(account => account.Id == id.Value)
                .Select(account => account.Name)
                .SingleAsync(cancellation)
            : "";

    private Dossier? Tracked(DossierId id) => db.Dossiers.Local.FirstOrDefault(dossier => dossier.Id == id);

    private async Task<IReadOnlyList<OutboxMail>> OweAsync(
        IQueryable<Account> to,
        string template,
        string occasion,
        Facts facts,
        DateTimeOffset now
    )
    {
        var people = await to.AsNoTracking()
            .Select(account => new Addressee(account.Email!, account.Name, account.Language))
            .ToListAsync(cancellation);
        return [.. people.Select(person => Owe(person, template, occasion, facts, now))];
    }

    private static OutboxMail Owe(Addressee to, string template, string occasion, Facts facts, DateTimeOffset now) =>
        new()
        {
            Recipient = EmailAddress.Parse(to.Email),
            Occasion = occasion,
            Template = template,
            Language = to.Language,
            Data = facts.For(to),
            CreatedAt = now,
        };
}
