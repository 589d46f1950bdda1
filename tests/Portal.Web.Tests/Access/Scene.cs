using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Domain.Contacts;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Domain.Exports;
using Portal.Domain.Messages;
using Portal.Domain.Notifications;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Reviews.Matching;
using Portal.Domain.Waves;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Web.Tests.Complements;
using Portal.Web.Tests.Juries;

namespace Portal.Web.Tests.Access;

/// <summary>The objects that the matrix tries, each with its owner, taken from the demonstration.</summary>
internal sealed record Scene(IReadOnlyDictionary<string, string> Ids)
{
    public static async Task<Scene> SetAsync(TestDatabase database, string stranger, IServiceProvider services)
    {
        await using var db = database.Open();
        var camille = await IdOfAsync(database, "camille@demo.example");
        var emma = await IdOfAsync(database, "emma@demo.example");
        var alice = await IdOfAsync(database, "alice@demo.example");
        var dmn = await db.Waves.SingleAsync(wave =>
            db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "evaluation-dmn")
        );
        var own = await db
            .Dossiers.Include(dossier => dossier.Members)
            .Where(dossier => dossier.WaveId == dmn.Id && dossier.Carrier == new PersonId(camille))
            .ToListAsync();
        var draft = own.Single(dossier => dossier.Members.Count == 2);
        var filed = own.Single(dossier => dossier.State == DossierState.Filed);
        var entrepots = await db.Waves.SingleAsync(wave =>
            wave.Number == 2 && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "entrepots-donnees")
        );
        var review = await db.Reviews.FirstAsync(one =>
            one.ExpertPerson == new PersonId(emma) && one.SubmittedAt == null
        );
        var submitted = await db.Reviews.FirstAsync(one =>
            one.ExpertPerson == new PersonId(emma) && one.SubmittedAt != null
        );
        review.Save(ReviewSheet.Blank, review.Revision, await db.NowAsync());
        var expert = await db.Experts.SingleAsync(one =>
            one.Person == new PersonId(emma) && one.WaveId == entrepots.Id
        );
        var list = await db.WinnerLists.SingleAsync(one => one.PublishedAt == null);
        var eligible = await db
            .Dossiers.Where(one => one.WaveId == entrepots.Id && one.Eligibility!.IsEligible)
            .Where(one => !db.Reviews.Any(given => given.DossierId == one.Id))
            .FirstAsync();
        var olivier = await IdOfAsync(database, "olivier@demo.example");
        var officer = new PersonId(olivier);
        // Asked on a day after the cut-off for which it was filed.
        var asked = await Complementing.AskAsync(db, filed.Id, officer, dmn.CutOffs[2].Deadline.EndsAt.AddDays(1));
        var now = await db.NowAsync();
        var brought = await Complementing.AskAsync(db, review.DossierId, officer, now);
        await Complementing.FileAsync(db, brought, "Un complément.", now);
        await GoOnAsync(database, filed);
        var secret = LinkSecret.New();
        db.CalendarAddresses.Add(CalendarAddress.Open(new PersonId(camille), LinkSecret.HashOf(secret), now));
        var subscription = Subscription.Ask(
            EmailAddress.Parse("veille@demo.example"),
            null,
            "fr",
            LinkSecret.New(),
            now
        );
        var ended = Subscription.Ask(EmailAddress.Parse("fin@demo.example"), null, "fr", LinkSecret.New(), now);
        db.Subscriptions.AddRange(subscription, ended);
        var (webhook, told) = await WebhookAsync(db, draft.Carrier);
        var form = await db.Forms.SingleAsync(one => one.Id == draft.FormId);
        db.FormDrafts.Add(FormDraft.Of(form, officer, now));
        await db.SaveChangesAsync();
        var juring = await Juring.HoldAsync(db);
        var won = await WonAsync(db, new PersonId(camille));
        var pauline = new PersonId(await IdOfAsync(database, "pauline@demo.example"));
        var followed = await Following.ProjectAsync(db, won.Dossier, officer, pauline, new PersonId(emma));
        var service = await JoinedAsync(db, "mon-espace-sante", new PersonId(camille));
        var vote = await VotedAsync(db);
        var consulted = await ConsultedAsync(db, draft, officer, pauline);
        return new Scene(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["service"] = service.Number!,
                ["admitted"] = service.Id.Value.ToString(),
                ["admitting"] = service.WaveId.Value.ToString(),
                ["contact-out"] = (await db.ContactBodies.FirstAsync(one => one.Region == "corse")).Id.Value.ToString(),
                ["awards"] = vote.WaveId.Value.ToString(),
                ["entry"] = vote.DossierId.Value.ToString(),
                ["vote"] = vote.Key,
                ["contribution"] = consulted.Public.Id.Value.ToString(),
                ["contribution-kept"] = consulted.Kept.Id.Value.ToString(),
                ["contribution-taken"] = consulted.Taken.Id.Value.ToString(),
                ["contribution-key"] = consulted.Taken.Key,
                ["group"] = consulted.Group.Value.ToString(),
                ["contact"] = (
                    await OpenedAsync(db, draft, new PersonId(await IdOfAsync(database, stranger)), officer)
                ).ToString(),
                ["opened"] = draft.Id.Value.ToString(),
                ["draft"] = draft.Id.Value.ToString(),
                ["secret"] = secret,
                ["key"] = subscription.Key,
                ["application"] = (await Clients.AllowAsync(db, draft.Carrier)).ToString(),
                ["webhook"] = webhook.Value.ToString(),
                ["webhook-message"] = told.Value.ToString(),
                ["webhook-gone"] = (await WebhookAsync(db, draft.Carrier)).Webhook.Value.ToString(),
                ["ended"] = ended.Key,
                ["stop"] = services.GetRequiredService<StopLinks>().PathOf(new PersonId(emma), [MailClass.Reminder])![
                    "/mails/stop/".Length..
                ],
                ["removed"] = await RemovedAsync(db, dmn, draft.Carrier),
                ["filed"] = filed.Id.Value.ToString(),
                ["section"] = form.Sections[0].Key,
                ["version"] = (
                    await db.FieldVersions.FirstAsync(one => one.DossierId == draft.Id && one.FieldKey == "title")
                ).Id.Value.ToString(),
                ["file"] = (await db.Attachments.FirstAsync(one => one.DossierId == draft.Id)).Id.Value.ToString(),
                ["upload"] = await UploadAsync(db, draft),
                ["dmn"] = dmn.Id.Value.ToString(),
                ["own-call"] = "evaluation-dmn",
                ["dmn-call"] = dmn.CallId.Value.ToString(),
                ["cut-off"] = dmn.CutOffs[2].Id.Value.ToString(),
                ["review"] = review.Id.Value.ToString(),
                ["note"] = await NoteAsync(db, review),
                ["submitted"] = submitted.Id.Value.ToString(),
                ["discussed"] = submitted.DossierId.Value.ToString(),
                ["said"] = await DiscussAsync(db, submitted),
                ["panel"] = expert.Id.Value.ToString(),
                ["exercise"] = (await ExerciseAsync(db, entrepots, officer)).Value.ToString(),
                ["reviewed"] = entrepots.Id.Value.ToString(),
                ["jury"] = juring.Jury.Value.ToString(),
                ["secretary"] = (await IdOfAsync(database, "odile@demo.example")).ToString(),
                ["sitting"] = juring.Open.Value.ToString(),
                ["planned"] = juring.Planned.Value.ToString(),
                ["sitting-over"] = juring.Over.Value.ToString(),
                ["item"] = juring.Item.Value.ToString(),
                ["audition"] = juring.Audition.Value.ToString(),
                ["poll"] = juring.Vote.Value.ToString(),
                ["proposal"] = await ProposedAsync(db, eligible, expert, isOver: false),
                ["proposal-over"] = await ProposedAsync(db, eligible, expert, isOver: true),
                ["declined"] = await DeclinedAsync(db, dmn.Id, new PersonId(olivier)),
                ["pooled"] = await PooledAsync(db, dmn.Id, new PersonId(olivier)),
                ["list"] = list.Id.Value.ToString(),
                ["won"] = await db
                    .Winners.Where(one => one.ListId != list.Id)
                    .Select(one => one.Number)
                    .OrderBy(number => number)
                    .FirstAsync(),
                ["appeal"] = (await AppealAsync(db, won.List, new PersonId(camille))).Value.ToString(),
                ["project"] = followed.Project.Value.ToString(),
                ["agreement"] = followed.Agreement.Value.ToString(),
                ["milestone"] = followed.Interim.Value.ToString(),
                ["opinion"] = followed.Opinion.Value.ToString(),
                ["payment"] = followed.Payment.Value.ToString(),
                ["change"] = followed.Change.Value.ToString(),
                ["tranche"] = followed.Tranche,
                ["recovery"] = (await Following.RecoveryAsync(db, followed.Project, officer)).Value.ToString(),
                ["public-list"] = won.List.Value.ToString(),
                ["won-dossier"] = won.Dossier.Value.ToString(),
                ["correction"] = (await CorrectionAsync(db, won.List, officer, "Erreur de saisie.")).Value.ToString(),
                ["person"] = alice.ToString(),
                ["eligible"] = eligible.Id.Value.ToString(),
                ["siret"] = Infrastructure.Demo.SampleAnswers.Siret(1),
                ["officer"] = olivier.ToString(),
                ["to-stranger"] = await InviteAsync(
                    db,
                    own.First(one => one.FiledAt == null && one != draft),
                    stranger
                ),
                ["invitation"] = await InvitationAsync(db, draft),
                ["to-expert"] = await InviteAsync(db, dmn.Id, "emma@demo.example", new PersonId(olivier)),
                ["mail"] = await OweAsync(db),
                ["call-mail"] = await TellAsync(db, filed),
                ["request"] = asked.Id.Value.ToString(),
                ["ranking"] = await RankingAsync(db, officer),
                ["ranked"] = (await RankedAsync(db)).Id.Value.ToString(),
                ["take-over"] = await PortfolioAsync(db, officer),
                ["export"] = await ExportAsync(db, dmn.Id, new PersonId(olivier)),
                ["message"] = await SayAsync(
                    db,
                    Message.FromTeam(filed, "Bonjour", filed.Carrier, await db.NowAsync())
                ),
                ["answer"] = await SayAsync(
                    db,
                    Message.FromStaff(filed, "Bonjour", new PersonId(olivier), await db.NowAsync())
                ),
            }
        );
    }

    /// <summary>A webhook that nobody listens to, and a message to it.</summary>
    internal static async Task<(WebhookId Webhook, WebhookMessageId Message)> WebhookAsync(
        PortalDbContext db,
        PersonId owner
    )
    {
        var now = await db.NowAsync();
        var address = WebhookAddress.Parse("https://receiver.test.example/hook");
        var webhook = Webhook.Add(owner, address, MessageTypes.All, "sealed", now);
        var message = WebhookMessage.Owe(webhook, MessageTypes.Test, "test:1", "{}", now);
        db.AddRange(webhook, message);
        await db.SaveChangesAsync();
        return (webhook.Id, message.Id);
    }

    /// <summary>A draft that its carrier removed.</summary>
    /// <summary>The first dossier that somebody filed for a call, with one more person in its team.</summary>
    internal static async Task<Dossier> JoinedAsync(PortalDbContext db, string slug, PersonId person)
    {
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug))
            .OrderBy(one => one.Id)
            .FirstAsync();
        await JoinAsync(db, dossier, person);
        return dossier;
    }

    internal static async Task JoinAsync(PortalDbContext db, Dossier dossier, PersonId person)
    {
        var now = await db.NowAsync();
        var address = await db.Users.Where(one => one.Id == person.Value).Select(one => one.Email!).SingleAsync();
        var invitation = TeamInvitation.Send(
            dossier,
            EmailAddress.Parse(address),
            MemberRole.Writer,
            LinkSecret.HashOf(LinkSecret.New()),
            dossier.Carrier,
            now
        );
        invitation.Accept(dossier, person, now);
        db.TeamInvitations.Add(invitation);
        await db.SaveChangesAsync();
    }

    /// <summary>A vote that waits to be confirmed.</summary>
    internal static async Task<PublicVote> VotedAsync(PortalDbContext db)
    {
        var edition = await db.AwardEditions.SingleAsync();
        var email = EmailAddress.Parse("vote@demo.example");
        var entry = edition.Shortlist[0].Dossier;
        var vote = PublicVote.Cast(edition, entry, email, "", LinkSecret.New(), await db.NowAsync());
        db.Votes.Add(vote);
        await db.SaveChangesAsync();
        return vote;
    }

    /// <summary>One that the public reads, with a file and in a group; another that can be taken back; one plan that is answered.</summary>
    internal static async Task<(
        Contribution Public,
        Contribution Taken,
        Contribution Kept,
        ContributionGroupId Group
    )> ConsultedAsync(PortalDbContext db, Dossier draft, PersonId officer, PersonId publisher)
    {
        var now = await db.NowAsync();
        var plans = await db.Consultations.ToDictionaryAsync(one => one.Slug);
        var open = plans["bien-vieillir"];
        var file = await db.Attachments.FirstAsync(one => one.DossierId == draft.Id);
        var said = Say(open, "acces", "une@demo.example");
        said.Enclose(new ContributedFile(file.StoredAs, "avis.pdf", file.Size, file.Sha256), open, now);
        said.Accept(officer, now);
        var group = new ContributionGroup(open, said.Article, new LocalizedText("Demande", "Request"));
        said.Join(group);
        var taken = Say(open, "acces", "deux@demo.example");
        db.ContributionGroups.Add(group);
        var kept = Say(open, "donnees", "deux@demo.example", taken.Key);
        db.Contributions.AddRange(said, taken, kept);
        var answered = plans["structures-3-0"];
        answered.Draft(answered.Plan, new LocalizedText("Merci.", "Thanks."), officer, now);
        var left = new AnswerCounts(0, 0, 0, new HashSet<PersonId>(), RepliedAt: null);
        answered.Answer(left, answered.WrittenAt(left), publisher, answered.Closes!.EndsAt.AddDays(1));
        await db.SaveChangesAsync();
        return (said, taken, kept, group.Id);

        Contribution Say(Consultation to, string article, string email, string? key = null)
        {
            var from = new Contributor("Personne fictive", EmailAddress.Parse(email), "", IsNamed: false);
            var one = Contribution.Send(to, article, from, "Une idée.", "fr", key ?? LinkSecret.New(), now);
            one.Confirm([], now);
            return one;
        }
    }

    /// <summary>A draft that is open to a region for which somebody works.</summary>
    internal static async Task<Guid> OpenedAsync(PortalDbContext db, Dossier draft, PersonId contact, PersonId officer)
    {
        var now = await db.NowAsync();
        var body = await db.ContactBodies.FirstAsync(one => one.Region == "bretagne");
        body.Take(contact, new HashSet<PortalRole>(), officer, now);
        db.DossierOpenings.Add(DossierOpening.Of(draft, "bretagne", draft.Carrier, now));
        await db.SaveChangesAsync();
        return body.Id.Value;
    }

    private static async Task<string> RemovedAsync(PortalDbContext db, Wave wave, PersonId carrier)
    {
        var now = await db.NowAsync();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Id == wave.CallId);
        var dossier = Dossier.Start(call, wave, "Par erreur", carrier, now);
        dossier.RemoveDraft(carrier, now);
        db.Dossiers.Add(dossier);
        await db.SaveChangesAsync();
        return dossier.Id.Value.ToString();
    }

    /// <summary>As if the dossier went on from another one of its call.</summary>
    private static async Task GoOnAsync(TestDatabase database, Dossier dossier)
    {
        await using var db = database.OpenAsOwner();
        var earlier = await db
            .Dossiers.Where(one => one.CallId == dossier.CallId && one.FiledAt != null && one.Id != dossier.Id)
            .Select(one => (DossierId?)one.Id)
            .FirstAsync();
        await db
            .Dossiers.Where(one => one.Id == dossier.Id)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.CarriedFrom, earlier));
    }

    /// <summary>An upload that the dossier's carrier has begun.</summary>
    private static async Task<string> UploadAsync(PortalDbContext db, Dossier dossier)
    {
        var now = await db.NowAsync();
        var upload = Upload.Begin(dossier.Id, "budget_section", "letters", "lettre.pdf", 10, dossier.Carrier, now);
        db.Uploads.Add(upload);
        await db.SaveChangesAsync();
        return upload.Id.Value.ToString();
    }

    /// <summary>Invites an address into a dossier's team.</summary>
    private static async Task<string> InviteAsync(PortalDbContext db, Dossier dossier, string address)
    {
        var secret = LinkSecret.New();
        var (email, hash) = (EmailAddress.Parse(address), LinkSecret.HashOf(secret));
        var now = await db.NowAsync();
        db.TeamInvitations.Add(TeamInvitation.Send(dossier, email, MemberRole.Reader, hash, dossier.Carrier, now));
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>An invitation into the draft's team that nobody has answered.</summary>
    private static async Task<string> InvitationAsync(PortalDbContext db, Dossier dossier)
    {
        var (email, hash) = (EmailAddress.Parse("invited@test.example"), LinkSecret.HashOf(LinkSecret.New()));
        var invitation = TeamInvitation.Send(
            dossier,
            email,
            MemberRole.Reader,
            hash,
            dossier.Carrier,
            await db.NowAsync()
        );
        db.TeamInvitations.Add(invitation);
        await db.SaveChangesAsync();
        return invitation.Id.Value.ToString();
    }

    /// <summary>Invites an address to serve as an expert.</summary>
    private static async Task<string> InviteAsync(PortalDbContext db, WaveId wave, string address, PersonId by)
    {
        var secret = LinkSecret.New();
        var now = await db.NowAsync();
        var pooled = Experts.Pooled(wave, address, by, now);
        var invitation = new ExpertInvitation(pooled, LinkSecret.HashOf(secret), by, now);
        invitation.Accept(now);
        db.AddRange(pooled, invitation);
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>A calibration exercise that is open, and keeps nobody back.</summary>
    internal static async Task<ExerciseId> ExerciseAsync(PortalDbContext db, Wave wave, PersonId by)
    {
        var now = await db.NowAsync();
        var grid = await db.Grids.Where(one => one.CallId == wave.CallId).OrderBy(one => one.Version).LastAsync();
        var exercise = new Exercise(wave.Id, new ExerciseSample("Un exemple", "Tout est inventé."), by, now);
        var due = new Deadline(now.AddDays(10).DateTime);
        exercise.Open(grid, new ExerciseTerms(due, IsRequired: false), by, now);
        db.Exercises.Add(exercise);
        await db.SaveChangesAsync();
        return exercise.Id;
    }

    /// <summary>What the expert noted for herself.</summary>
    private static async Task<string> NoteAsync(PortalDbContext db, Review review)
    {
        var note = PassageNote.Take(review, "summary", "", "À relire", await db.NowAsync());
        db.PassageNotes.Add(note);
        await db.SaveChangesAsync();
        return note.Id.Value.ToString();
    }

    /// <summary>What the expert said of a dossier that she reviewed, and whose synthesis is hers to write.</summary>
    private static async Task<string> DiscussAsync(PortalDbContext db, Review review)
    {
        var names = new Dictionary<string, ReviewId>(StringComparer.Ordinal);
        var said = DiscussionMessage.FromExpert(review, "Bonjour", names, PanelDoor.Open, await db.NowAsync());
        db.DiscussionMessages.Add(said);
        var synthesis = Synthesis.Entrust(review, review.AssignedBy, await db.NowAsync());
        synthesis.Save(ReviewSheet.Blank, revision: 0, review, PanelDoor.Open, await db.NowAsync());
        db.Syntheses.Add(synthesis);
        await db.SaveChangesAsync();
        return said.Id.Value.ToString();
    }

    /// <summary>Somebody who declined, and suggests another.</summary>
    private static async Task<string> DeclinedAsync(PortalDbContext db, WaveId wave, PersonId by)
    {
        var now = await db.NowAsync();
        var pooled = Experts.Pooled(wave, "declined@test.example", by, now);
        var invitation = Experts.Invited(pooled, by, now);
        invitation.Decline("Absente", now, new Substitute("Suppléante", EmailAddress.Parse("substitute@test.example")));
        db.AddRange(pooled, invitation);
        await db.SaveChangesAsync();
        return pooled.Id.Value.ToString();
    }

    /// <summary>Somebody whom nobody has invited yet.</summary>
    private static async Task<string> PooledAsync(PortalDbContext db, WaveId wave, PersonId by)
    {
        var pooled = Experts.Pooled(wave, "pooled@test.example", by, await db.NowAsync());
        db.PoolExperts.Add(pooled);
        await db.SaveChangesAsync();
        return pooled.Id.Value.ToString();
    }

    private static async Task<string> SayAsync(PortalDbContext db, Message message)
    {
        db.Messages.Add(message);
        await db.SaveChangesAsync();
        return message.Id.Value.ToString();
    }

    /// <summary>An officer's export that is ready; it holds what some attachment does.</summary>
    private static async Task<string> ExportAsync(PortalDbContext db, WaveId wave, PersonId by)
    {
        var now = await db.NowAsync();
        var stored = await db.Attachments.Select(one => one.Id).FirstAsync();
        var export = new WaveExport(wave, ExportKind.Zip, "fr", by, now);
        export.Finish(0, new ExportedFile(stored.Value, 1, new string('0', 64), 1, 1, now));
        db.WaveExports.Add(export);
        await db.SaveChangesAsync();
        return export.Id.Value.ToString();
    }

    /// <summary>A ranking of a wave that only the officer is in charge of.</summary>
    /// <summary>A public list, and a winner on it that a person coordinates.</summary>
    internal static async Task<(WinnerListId List, DossierId Dossier)> WonAsync(PortalDbContext db, PersonId carrier)
    {
        var won = await db.Decisions.FirstAsync(one =>
            one.Outcome == Outcome.Funded
            && db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null)
            && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier == carrier)
        );
        return (won.ListId!.Value, won.DossierId);
    }

    /// <summary>What the carrier of another dossier of a public list contests, in time.</summary>
    internal static async Task<AppealId> AppealAsync(
        PortalDbContext db,
        WinnerListId list,
        PersonId other,
        string text = "Je conteste."
    )
    {
        var decision = await db.Decisions.FirstAsync(one =>
            one.ListId == list && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier != other)
        );
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == decision.DossierId);
        var now = await db.NowAsync();
        var appeal = Appeal.Lodge(dossier, decision, now, [], text, dossier.Carrier, now);
        db.Appeals.Add(appeal);
        await db.SaveChangesAsync();
        return appeal.Id;
    }

    /// <summary>A correction of a public list that awaits its signatures: a rejected dossier of it becomes a winner.</summary>
    internal static async Task<CorrectionId> CorrectionAsync(
        PortalDbContext db,
        WinnerListId list,
        PersonId by,
        string reason
    )
    {
        var rejected = await db.Decisions.FirstAsync(one => one.ListId == list && one.Outcome == Outcome.Rejected);
        var now = await db.NowAsync();
        await new Corrections(db).PrepareAsync(
            list,
            new Viewer(by, new HashSet<PortalRole> { PortalRole.Officer }),
            _ => new CorrectionPlan(
                reason,
                now.AddDays(300),
                new Dictionary<DossierId, Ruling>
                {
                    [rejected.DossierId] = new Ruling(Outcome.Funded, reason) { Amount = new Money(4_321) },
                }
            ),
            CancellationToken.None
        );
        return (await db.Corrections.SingleAsync(one => one.ListId == list)).Id;
    }

    internal static async Task<string> RankingAsync(PortalDbContext db, PersonId by)
    {
        var wave = await RankedAsync(db);
        var officer = new Viewer(by, new HashSet<PortalRole> { PortalRole.Officer });
        var terms = new FundingTerms(Dossiers: 5, Envelope: null);
        var id = await new RankingRuns(db, new WakeJob([])).AskAsync(wave.Id, terms, officer, CancellationToken.None);
        var run = await db.RankingRuns.SingleAsync(one => one.Id == id);
        run.Take(run.Try, run.Compute(), run.AskedAt);
        await db.SaveChangesAsync();
        return run.Id.Value.ToString();
    }

    /// <summary>A wave of the past whose reviews are all in.</summary>
    private static Task<Wave> RankedAsync(PortalDbContext db) =>
        db.Waves.SingleAsync(one =>
            one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );

    /// <summary>A portfolio of that wave, taken over as decisions that nobody had taken.</summary>
    internal static async Task<string> PortfolioAsync(PortalDbContext db, PersonId by)
    {
        var (wave, now) = (await RankedAsync(db), await db.NowAsync());
        var dossiers = await db
            .Dossiers.Where(one => one.WaveId == wave.Id && one.Eligibility!.IsEligible)
            .OrderBy(one => one.Number)
            .ToListAsync();
        db.Portfolios.Add(new Portfolio(wave.Id, new Money(1), [.. dossiers.Select(one => one.Id)], by, now));
        var (act, _) = TakeOver.Of(
            wave.Id,
            [(dossiers[0], null)],
            new Dictionary<DossierId, Money>(),
            new TakenReasons("Oui.", "Non."),
            by,
            now
        );
        db.TakeOvers.Add(act);
        await db.SaveChangesAsync();
        return act.Id.Value.ToString();
    }

    /// <summary>An assignment of one dossier to one expert, to be accepted, or accepted already.</summary>
    internal static async Task<string> ProposedAsync(PortalDbContext db, Dossier dossier, Expert expert, bool isOver)
    {
        var now = await db.NowAsync();
        var terms = new AssignmentTerms(1, 1, 0, [], false, false, MatchObjective.Sum, Seed: 1);
        var proposal = new AssignmentProposal(dossier.WaveId, terms, expert.Person, now);
        var panel = new AssignmentPanel(
            [new PanelExpert(expert.Id, "Medical", null, null, 1)],
            [new PanelDossier(dossier.Id, [new Candidate(0, new Affinity(1, 0), Has: false, Hundredths: 100)])]
        );
        var match = new Match(panel.Limits(terms).Affinities, [new Pair(0, 0)], sumBound: 0.7, floorBound: 0.7);
        proposal.Solve(0, panel, match, now);
        if (isOver)
            proposal.Accept([], expert.Person, now);
        db.AssignmentProposals.Add(proposal);
        await db.SaveChangesAsync();
        return proposal.Id.Value.ToString();
    }

    /// <summary>A mail that waits.</summary>
    private static async Task<string> OweAsync(PortalDbContext db)
    {
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse("waiting@test.example"),
            Occasion = "test:waiting",
            Template = "already-registered",
            Language = "fr",
            Data = new Dictionary<string, string>(),
            CreatedAt = await db.NowAsync(),
        };
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        return mail.Id.ToString();
    }

    /// <summary>A mail to Camille about a dossier that is filed.</summary>
    private static async Task<string> TellAsync(PortalDbContext db, Dossier filed)
    {
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse("camille@demo.example"),
            Occasion = "test:told",
            Template = "already-registered",
            Language = "fr",
            Data = new Dictionary<string, string> { ["link"] = "/dossiers" },
            CreatedAt = await db.NowAsync(),
            DossierId = filed.Id,
            CallId = filed.CallId,
        };
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        return mail.Id.ToString();
    }

    private static async Task<Guid> IdOfAsync(TestDatabase database, string email)
    {
        await using var db = database.Open();
        return await db.Users.Where(account => account.Email == email).Select(account => account.Id).SingleAsync();
    }

    /// <summary>A path with the scene's ids in place of <c>[names]</c>.</summary>
    public string Path(string path) =>
        Ids.Aggregate(path, (text, id) => text.Replace($"[{id.Key}]", id.Value, StringComparison.Ordinal));

    /// <summary>The same path with ids, or secrets, that nothing has.</summary>
    public string Nowhere(string path) =>
        Path(
            Ids.Where(id =>
                    id.Key == "own-call" || Guid.TryParse(id.Value, out _) || id.Value.Length == LinkSecret.Length
                )
                .Aggregate(path, (text, id) => text.Replace($"[{id.Key}]", Other(id.Value), StringComparison.Ordinal))
        );

    private static string Other(string id) =>
        id.Length == LinkSecret.Length ? LinkSecret.New() : Guid.NewGuid().ToString();
}
