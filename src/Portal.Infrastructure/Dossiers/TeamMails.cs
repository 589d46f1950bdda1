using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Dossiers;

/// <summary>The mails that follow from what changes in a dossier's team, to those whom it concerns.</summary>
internal sealed class TeamMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            MemberJoined joined => ToAsync(CoordinatorOf(joined), joined, "team-joined", joined.Person, joined.Person),
            TeamInvitationDeclined declined => DeclinedAsync(declined),
            MemberPlaced placed when placed.Person != placed.By => ToAsync(
                placed.Person,
                placed,
                "team-placed",
                placed.By,
                placed.Person
            ),
            MemberRemoved left when left.Person == left.By => ToAsync(
                CoordinatorOf(left),
                left,
                "team-left",
                left.By,
                left.Person
            ),
            MemberRemoved removed => ToAsync(removed.Person, removed, "team-removed", removed.By, removed.Person),
            CoordinationOffered offered => ToAsync(offered.To, offered, "coordination-offered", offered.By, offered.To),
            CoordinationTakenBack back => ToAsync(back.To, back, "coordination-taken-back", back.By, back.To),
            CoordinationDeclined no => ToAsync(CoordinatorOf(no), no, "coordination-declined", no.By, no.By!.Value),
            CoordinationPassed passed => PassedAsync(passed),
            DossierCarriedOver carried => CarriedOverAsync(carried),
            DraftRemoved removed => RemovedAsync(removed),
            DraftRestored restored => RestoredAsync(restored),
            _ => Letters.None,
        };

    /// <param name="to">Who reads it.</param>
    /// <param name="happened">What it tells.</param>
    /// <param name="template">Its words.</param>
    /// <param name="person">Whom the mail names.</param>
    /// <param name="whose">Whose place it is about: it may change again, and is told again then.</param>
    private async Task<IReadOnlyList<OutboxMail>> ToAsync(
        PersonId to,
        DossierEvent happened,
        string template,
        PersonId? person,
        PersonId whose
    ) =>
        await letters.OweAsync(
            letters.One(to),
            template,
            OccasionOf(template, happened, whose),
            (await FactsAsync(happened, person)).Text("title", letters.Tracked(happened.Dossier)!.Title),
            happened.At
        );

    private async Task<IReadOnlyList<OutboxMail>> PassedAsync(CoordinationPassed passed) =>
        await letters.ToTeamAsync(
            passed,
            "coordination-passed",
            OccasionOf("coordination-passed", passed, passed.By!.Value),
            await FactsAsync(passed, passed.By)
        );

    private async Task<IReadOnlyList<OutboxMail>> DeclinedAsync(TeamInvitationDeclined declined)
    {
        var invitation = await letters.Db.TeamInvitations.FindAsync([declined.Invitation], letters.Cancellation);
        var title = await letters
            .Db.Dossiers.Where(one => one.Id == declined.Dossier)
            .Select(one => one.Title)
            .SingleAsync(letters.Cancellation);
        // Whoever invited may have left since.
        var coordinator = await letters
            .Db.Members.Where(one => one.DossierId == declined.Dossier && one.Role == MemberRole.Coordinator)
            .Select(one => one.Person)
            .SingleAsync(letters.Cancellation);
        var facts = new Facts()
            .Text("title", title)
            .Text("person", invitation!.Email!.Value)
            .Moment("at", declined.At)
            .Link($"/dossiers/{declined.Dossier.Value}/team");
        return await letters.OweAsync(
            letters.One(coordinator),
            "team-declined",
            $"team.declined:{declined.Invitation.Value}",
            facts,
            declined.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> CarriedOverAsync(DossierCarriedOver carried)
    {
        var to = letters.Tracked(carried.Dossier)!.WaveId;
        var wave = await letters.Db.Waves.AsNoTracking().SingleAsync(one => one.Id == to, letters.Cancellation);
        return await letters.ToTeamAsync(
            carried,
            "carried-over",
            $"dossier.carried-over:{carried.From.Value}",
            new Facts()
                .Text("person", await letters.NameOfAsync(carried.By))
                .Moment("at", carried.At)
                .Deadline("due", wave.CutOffFor(carried.At)!.Deadline)
                .Link($"/dossiers/{carried.Dossier.Value}"),
            member => member.Person != carried.By
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RemovedAsync(DraftRemoved removed) =>
        await ToOthersAsync(
            removed,
            "draft-removed",
            new Facts().Moment("until", letters.Tracked(removed.Dossier)!.Removal!.RestorableUntil).Link("/dossiers")
        );

    private async Task<IReadOnlyList<OutboxMail>> RestoredAsync(DraftRestored restored) =>
        await ToOthersAsync(restored, "draft-restored", new Facts().Link($"/dossiers/{restored.Dossier.Value}"));

    private async Task<IReadOnlyList<OutboxMail>> ToOthersAsync(DossierEvent happened, string template, Facts facts) =>
        await letters.ToTeamAsync(
            happened,
            template,
            OccasionOf(template, happened, happened.By!.Value),
            facts.Text("person", await letters.NameOfAsync(happened.By)).Moment("at", happened.At),
            member => member.Person != happened.By
        );

    private async Task<Facts> FactsAsync(DossierEvent happened, PersonId? person) =>
        new Facts()
            .Text("person", await letters.NameOfAsync(person))
            .Moment("at", happened.At)
            .Link($"/dossiers/{happened.Dossier.Value}/team");

    private PersonId CoordinatorOf(DossierEvent happened) => letters.Tracked(happened.Dossier)!.Coordinator;

    private static string OccasionOf(string template, DossierEvent happened, PersonId whose) =>
        $"{template}:{happened.Dossier.Value}:{whose.Value}:{happened.At.UtcTicks}";
}
