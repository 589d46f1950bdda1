using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Exports;
using Portal.Domain.FollowUp;
using Portal.Domain.Juries;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Complements;
using Portal.Web.Tests.Juries;

namespace Portal.Web.Tests.Pages;

/// <summary>More of everything that pages list, mostly by the acts that make it.</summary>
internal sealed class Growth(TestDatabase database)
{
    private const int More = 4;
    private readonly Stage _stage = new(database);

    /// <summary>A synthesis that its rapporteur saves, and saves again.</summary>
    public static async Task OfSynthesisAsync(PortalDbContext db, Review rapporteur, int saves)
    {
        var now = await db.NowAsync();
        var synthesis = await db.Syntheses.SingleOrDefaultAsync(one => one.DossierId == rapporteur.DossierId);
        if (synthesis is null)
            db.Syntheses.Add(synthesis = Synthesis.Entrust(rapporteur, rapporteur.AssignedBy, now));
        for (var save = 0; save < saves; save++)
            synthesis.Save(ReviewSheet.Blank, synthesis.Revision, rapporteur, PanelDoor.Open, now);
        await db.SaveChangesAsync();
    }

    /// <summary>More of what is said on a plan, some of it in groups, one file with it.</summary>
    public async Task OfContributionsAsync(PersonId officer)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var plan = await db.Consultations.SingleAsync(one => one.Slug == "bien-vieillir");
        for (var number = 0; number < More; number++)
        {
            var email = EmailAddress.Parse($"de-plus-{number}@demo.example");
            var from = new Contributor("Personne fictive", email, "", IsNamed: false);
            var one = Contribution.Send(plan, "acces", from, "Une idée de plus.", "fr", LinkSecret.New(), now);
            one.Confirm([], now);
            one.Accept(officer, now);
            var group = new ContributionGroup(plan, "acces", new LocalizedText($"Demande {number}", ""));
            db.ContributionGroups.Add(group);
            one.Join(group);
            db.Contributions.Add(one);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Other winners of a list that are followed, each with a payment ordered; and more asked for in one project.</summary>
    public async Task OfProjectsAsync(
        WinnerListId list,
        Followed followed,
        PersonId officer,
        PersonId second,
        PersonId expert
    )
    {
        await using var db = database.Open();
        var winners = await db
            .Decisions.Where(one => one.ListId == list && one.Outcome == Outcome.Funded && one.Amount != null)
            .Where(one =>
                !db.Projects.Any(its => its.DossierId == one.DossierId && its.StartsOn != null)
                && !db.Members.Any(its => its.DossierId == one.DossierId && its.Person == expert)
            )
            .Select(one => one.DossierId)
            .Take(More)
            .ToListAsync();
        foreach (var winner in winners)
        {
            var other = await Following.ProjectAsync(db, winner, officer, second, expert);
            await OrderAsync(db, other.Payment, officer, second);
        }
        var project = await db.Projects.SingleAsync(one => one.Id == followed.Project);
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == project.DossierId);
        for (var time = 0; time < More; time++)
            await AskAgainAsync(db, project, dossier, officer);
    }

    private static async Task OrderAsync(PortalDbContext db, PaymentId id, PersonId officer, PersonId second)
    {
        var (payment, now) = (await db.Payments.SingleAsync(one => one.Id == id), await db.NowAsync());
        var project = await db.Projects.SingleAsync(one => one.Id == payment.ProjectId);
        payment.Confirm(project, [], payment.Requested, "", officer, now);
        payment.OrderBy(project, [], second, now);
        await db.SaveChangesAsync();
    }

    /// <summary>What was asked is refused, and asked for again.</summary>
    private static async Task AskAgainAsync(PortalDbContext db, Project project, Dossier dossier, PersonId officer)
    {
        var now = await db.NowAsync();
        var payments = await db.Payments.Where(one => one.ProjectId == project.Id).ToListAsync();
        foreach (var open in payments.Where(one => one.State == PaymentState.Requested))
            open.Refuse("Pièce manquante.", officer, now);
        var changes = await db.ProjectChanges.Where(one => one.ProjectId == project.Id).ToListAsync();
        foreach (var open in changes.Where(one => one.Decision is null))
            open.Refuse("Pas encore.", officer, now);
        var (first, carrier) = (project.Tranches[0], dossier.Coordinator);
        var extension = new ChangeMatter(ProjectChangeKind.Extension, "Encore.") { Months = 6 };
        db.Payments.Add(Payment.Request(project, dossier, first.Key, first.Amount, "Encore.", payments, carrier, now));
        db.ProjectChanges.Add(ProjectChange.Ask(project, dossier, extension, changes, carrier, now));
        await db.SaveChangesAsync();
    }

    /// <summary>A team that grows, people invited, files; and dossiers beside it, half of them filed.</summary>
    public async Task OfDraftAsync(DossierId id, string section, string field)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var camille = await AccountAsync(db, "camille");
        for (var number = 0; number < 2 * More; number++)
        {
            var person = await _stage.PersonAsync($"Partenaire {number}");
            var invitation = TeamInvitation.Send(
                dossier,
                EmailAddress.Parse(person.Email!),
                MemberRole.Reader,
                NewHash(),
                dossier.Carrier,
                now
            );
            if (number % 2 == 0)
                invitation.Accept(dossier, person.Person, now);
            db.TeamInvitations.Add(invitation);
            var stored = new StoredFile(AttachmentId.New(), 10, NewHash());
            db.Attachments.Add(new Attachment(id, section, field, "plan.pdf", stored, now, dossier.Carrier, now));
            var another = await _stage.DraftAsync(camille);
            if (number % 2 == 0)
                await _stage.FileAsync(another, camille);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Dossiers to review, for an expert of the demonstration, and other experts who are in conflict.</summary>
    public async Task OfPanelAsync(string slug, int number, string expert)
    {
        var camille = await AccountAsync("camille");
        var wave = await _stage.WaveAsync(slug, number);
        var ids = new List<DossierId>();
        for (var count = 0; count < More; count++)
            ids.Add((await _stage.FiledAsync(camille, slug, number, wave.ClosesAt!.EndsAt.AddDays(-1))).Id);
        await using var db = database.Open();
        var now = await db.NowAsync();
        var officer = (await AccountAsync(db, "olivier")).Person;
        var person = (await AccountAsync(db, expert)).Person;
        var serving = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .SingleAsync(one => one.WaveId == wave.Id && one.Person == person);
        var grid = await GridAsync(db, wave.CallId);
        foreach (var id in ids)
        {
            var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
            dossier.CheckEligibility(wave, eligible: true, "", officer, now);
            serving.DeclareConflicts(new Dictionary<DossierId, string>(), now);
            var review = Review.Assign(dossier, serving, grid, officer, now);
            review.Save(Sheet(grid), 0, now);
            db.Reviews.Add(review);
            await ExpertAsync(db, wave, [id], now);
            var pooled = Experts.Pooled(wave.Id, $"expert.{id.Value:N}@test.example", officer, now);
            db.AddRange(pooled, Experts.Invited(pooled, officer, now));
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Assignments that were proposed.</summary>
    public async Task OfProposalsAsync(DossierId id, ExpertId expert)
    {
        await using var db = database.Open();
        var dossier = await db.Dossiers.SingleAsync(one => one.Id == id);
        var serving = await db.Experts.SingleAsync(one => one.Id == expert);
        for (var count = 0; count < More; count++)
            await Access.Scene.ProposedAsync(db, dossier, serving, isOver: true);
    }

    /// <summary>Opinions on a project, a report that is accepted, and other projects of its call that report.</summary>
    public async Task OfProjectsAsync(ProjectId id)
    {
        await using var db = database.Open();
        var officer = (await AccountAsync(db, "olivier")).Person;
        var project = await db.Projects.SingleAsync(one => one.Id == id);
        for (var number = 0; number < More; number++)
        {
            var expert = await _stage.PersonAsync($"Experte {number}", role: PortalRole.Expert);
            var opinion = await Reporting.AskAsync(db, project, expert.Person, officer);
            await Reporting.GiveAsync(db, project, opinion, "Encore un avis sur ce projet.", "Rien de plus.");
        }
        var others = await db
            .Decisions.Where(one => one.Outcome == Outcome.Funded && one.WaveId == project.WaveId)
            .Where(one => one.MovedAt == null && one.DossierId != project.DossierId && one.DeclinedAt == null)
            .OrderBy(one => one.DossierId)
            .Take(More)
            .Select(one => one.DossierId)
            .ToListAsync();
        foreach (var other in others)
        {
            var its = await Reporting.AgreeAsync(db, other, officer);
            var report = await Reporting.SubmitAsync(db, its, Reporting.First);
            await Reporting.AcceptAsync(db, its, report, officer);
        }
    }

    /// <summary>Versions of a review, and its expert's notes.</summary>
    public async Task OfVersionsAsync(ReviewId id)
    {
        await using var db = database.Open();
        var review = await db.Reviews.SingleAsync(one => one.Id == id);
        for (var count = 0; count < More; count++)
        {
            review.Save(ReviewSheet.Blank, review.Revision, await db.NowAsync());
            db.PassageNotes.Add(PassageNote.Take(review, "summary", "", "À relire", await db.NowAsync()));
        }
        await db.SaveChangesAsync();
    }

    /// <summary>What was said of a dossier.</summary>
    public async Task OfDiscussionAsync(ReviewId id)
    {
        await using var db = database.Open();
        var (review, now) = (await db.Reviews.SingleAsync(one => one.Id == id), await db.NowAsync());
        var names = new Dictionary<string, ReviewId>();
        for (var count = 0; count < More; count++)
            db.DiscussionMessages.Add(
                DiscussionMessage.FromExpert(review, "Une remarque.", names, PanelDoor.Open, now)
            );
        await db.SaveChangesAsync();
    }

    /// <summary>Reviews by others, submitted.</summary>
    public async Task OfReviewsAsync(DossierId id)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var officer = (await AccountAsync(db, "olivier")).Person;
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        var grid = await GridAsync(db, dossier.CallId);
        for (var number = 0; number < More; number++)
        {
            var review = Review.Assign(dossier, await ExpertAsync(db, wave, [], now), grid, officer, now);
            review.Save(Sheet(grid), 0, now);
            review.Submit(grid, now);
            db.Reviews.Add(review);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Juries, sittings that are planned, votes that ended, versions of minutes.</summary>
    public async Task OfJuriesAsync(Juring juring)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var jury = await db.Juries.Include(one => one.Members).SingleAsync(one => one.Id == juring.Jury);
        var sittings = db.Sittings.Include(one => one.Items).Include(one => one.Attendances);
        var over = await sittings.SingleAsync(one => one.Id == juring.Over);
        var open = await sittings.SingleAsync(one => one.Id == juring.Open);
        (await db.Polls.Include(one => one.Voters).SingleAsync()).Close(open, by: null, now);
        for (var number = 0; number < More; number++)
        {
            var another = Jury.Found(jury.WaveId, $"Jury fictif {number}", quorum: 50, jury.FoundedBy, now);
            db.Juries.Add(another);
            db.Sittings.Add(Sitting.Plan(jury, over.Start, "Salle", jury.FoundedBy, now));
            var terms = new PollTerms(PollKind.Opinion, IsSecret: false, 60, new(1, 6, []));
            var poll = Poll.Open(open, jury, terms, new HashSet<PersonId>(), jury.FoundedBy, now);
            poll.Close(open, by: null, now);
            db.Polls.Add(poll);
            var drawUp = new DrawUpMinutes(db);
            await drawUp.RunAsync(new SittingNow(over, jury, Poll: null, now), jury.FoundedBy, CancellationToken.None);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Lists of winners that are public, one that waits, and decisions that no list carries.</summary>
    public async Task OfListsAsync(string slug, int number)
    {
        var camille = await AccountAsync("camille");
        var wave = await _stage.WaveAsync(slug, number);
        var closed = wave.ClosesAt!.EndsAt;
        for (var count = 0; count < More; count++)
        {
            var ids = new List<DossierId>();
            for (var place = 0; place < 3; place++)
                ids.Add((await _stage.FiledAsync(camille, slug, number, closed.AddDays(-1))).Id);
            await using var db = database.Open();
            var (officer, publisher) = (await AccountAsync(db, "olivier"), await AccountAsync(db, "pauline"));
            var decided = new List<(Dossier, Decision)>();
            foreach (
                var dossier in await db
                    .Dossiers.Include(one => one.Members)
                    .Include(one => one.Filings)
                    .Where(one => ids.Contains(one.Id))
                    .ToListAsync()
            )
            {
                dossier.CheckEligibility(wave, eligible: true, "", officer.Person, closed.AddDays(2));
                var amount = new Money(50_000);
                var at = closed.AddDays(3);
                var decision = Decision.Take(
                    dossier,
                    new Ruling(Outcome.Funded, "Convaincant.") { Amount = amount },
                    officer.Person,
                    at
                );
                db.Decisions.Add(decision);
                decided.Add((dossier, decision));
            }
            var publication = closed.AddDays(10 + count);
            var list = WinnerList.Prepare(wave, decided[1..], publication, officer.Person, closed.AddDays(4));
            if (count > 0)
            {
                list.Sign(
                    publisher.Person,
                    new HashSet<PortalRole> { PortalRole.Publisher },
                    new HashSet<PersonId>(),
                    seen: 0,
                    closed.AddDays(5)
                );
                list.Publish(publication);
            }
            db.WinnerLists.Add(list);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Calls and waves, their officers, and an expert of the demonstration in each.</summary>
    public async Task OfCallsAsync(string slug, string expert)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var (officer, person) = (await AccountAsync(db, "olivier"), await AccountAsync(db, expert));
        var model = await db
            .Calls.Include(one => one.Forms)
            .Include(one => one.Grids)
            .Include(one => one.Officers)
            .SingleAsync(one => one.Slug == slug);
        for (var number = 1; number <= More; number++)
        {
            var another = await _stage.PersonAsync($"Officier {number}", role: PortalRole.Officer);
            model.Entrust(another.Person, by: null, now);
            var call = new Call($"appel-{number}", $"X{number}", model.Kind, model.Operator, model.Presentation);
            call.Describe(model.Kind, model.Operator, model.Presentation, model.Themes, model.Regimes, by: null, now);
            call.LayOut(model.Steps, by: null, now);
            call.PublishForm(model.CurrentForm.Sections, model.CurrentForm.Rules, by: null, now);
            call.PublishGrid(model.CurrentGrid.Scale, model.CurrentGrid.Criteria, by: null, now);
            var wave = new Wave(call.Id, 1, now.AddDays(-30), [new Deadline(Civil(now, days: 30))]);
            call.Publish([wave], by: null, now);
            call.Entrust(officer.Person, by: null, now);
            db.Calls.Add(call);
            db.Waves.Add(wave);
            db.Waves.Add(new Wave(call.Id, 2, now.AddDays(-90), [new Deadline(Civil(now, days: -60))]));
            db.Waves.Add(new Wave(model.Id, 10 + number, now.AddDays(90), [new Deadline(Civil(now, days: 120))]));
            var (invitation, serving) = Experts.Joined(wave.Id, person, officer.Person, now);
            db.AddRange(invitation, serving);
        }
        model.PublishForm(
            [
                .. model.CurrentForm.Sections.Where(section => section.Step == 1),
                .. Enumerable
                    .Range(1, More)
                    .Select(number => new FormSection(
                        $"more{number}",
                        model.Presentation.Title,
                        [new FormField($"more{number}", FieldType.LongText, model.Presentation.Summary)]
                    )),
                .. model.CurrentForm.Sections.Where(section => section.Step > 1),
            ],
            model.CurrentForm.Rules,
            by: null,
            now
        );
        await db.SaveChangesAsync();
    }

    /// <summary>Requests for complements that are settled; the last one is open.</summary>
    public async Task OfComplementsAsync(DossierId id, ComplementRequestId first, DateTimeOffset at)
    {
        await using var db = database.Open();
        var officer = (await AccountAsync(db, "olivier")).Person;
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var open = await db.ComplementRequests.SingleAsync(one => one.Id == first);
        for (var count = 0; count < More; count++)
        {
            open.Withdraw(dossier, "Demandé par erreur.", officer, at);
            await db.SaveChangesAsync();
            open = await Complementing.AskAsync(db, id, officer, at.AddMinutes(count + 1));
        }
    }

    /// <summary>Messages in one thread, and threads beside it, a draft's among them.</summary>
    public async Task OfMessagesAsync(string slug, DossierId id)
    {
        var partner = await _stage.PersonAsync("Partenaire");
        for (var count = 0; count < More; count++)
        {
            var other = await _stage.DraftAsync(partner, slug);
            if (count > 0)
                await _stage.FileAsync(other, partner);
            await WriteAsync(other.Id);
            await WriteAsync(id);
        }
    }

    private async Task WriteAsync(DossierId id)
    {
        await using var db = database.Open();
        var officer = (await AccountAsync(db, "olivier")).Person;
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        db.Messages.Add(Message.FromTeam(dossier, "Une question de plus.", dossier.Carrier, await db.NowAsync()));
        db.Messages.Add(Message.FromStaff(dossier, "Une réponse de plus.", officer, await db.NowAsync()));
        await db.SaveChangesAsync();
    }

    /// <summary>A draft of a call's form, with so many more sections.</summary>
    public async Task OfFormAsync(string slug, int sections)
    {
        await using var db = database.Open();
        var (officer, now) = ((await AccountAsync(db, "olivier")).Person, await db.NowAsync());
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == slug);
        var draft = await db.FormDrafts.SingleOrDefaultAsync(one => one.CallId == call.Id);
        if (draft is null)
            db.FormDrafts.Add(draft = FormDraft.Of(call.CurrentForm, officer, now));
        for (var number = 0; number < sections; number++)
        {
            var text = new LocalizedText($"En plus {number}", $"More {number}");
            var field = new FormField($"more_{number}", FieldType.ShortText, text);
            draft.Add(new FormSection($"more-{number}", text, [field]), officer, now);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>The form in force once more, so that drafts answer an older version.</summary>
    public async Task OfNewerFormAsync(string slug)
    {
        await using var db = database.Open();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == slug);
        call.PublishForm(call.CurrentForm.Sections, call.CurrentForm.Rules, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    /// <summary>An officer's exports that are ready.</summary>
    public async Task OfExportsAsync(WaveId wave)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var officer = await AccountAsync(db, "olivier");
        for (var number = 0; number < More; number++)
        {
            var export = new WaveExport(wave, ExportKind.Csv, "fr", officer.Person, now);
            export.Finish(0, new ExportedFile(Guid.NewGuid(), 10, NewHash(), 1, 0, now));
            db.WaveExports.Add(export);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Dossiers that name one organisation: drafts and filed ones of one's own, and filed ones of others.</summary>
    public async Task OfOrganisationAsync(string siret)
    {
        await using var db = database.Open();
        var camille = await AccountAsync(db, "camille");
        for (var number = 0; number < 3 * More; number++)
        {
            var carrier = number % 3 == 0 ? await _stage.PersonAsync() : camille;
            var dossier = await _stage.DraftAsync(carrier);
            var sections = await db.Sections.Where(one => one.DossierId == dossier.Id).ToListAsync();
            foreach (var section in sections.Where(one => one.Answers.Has(CommonFields.LeadSiret)))
            {
                var answers = section.Answers.With(CommonFields.LeadSiret, siret);
                var edit = SectionEdit.Of(section, answers, [CommonFields.LeadSiret]);
                section.Save(edit, carrier.Person, await db.NowAsync());
            }
            await db.SaveChangesAsync();
            if (number % 3 != 1)
                await _stage.FileAsync(dossier, carrier);
        }
    }

    public async Task OfClientsAsync(PersonId person)
    {
        await using var db = database.Open();
        for (var count = 0; count < More; count++)
            await Clients.AllowAsync(db, person, $"Client {count}");
    }

    /// <summary>Webhooks of the same owner, and messages of one that were tried.</summary>
    public async Task OfWebhooksAsync(WebhookId id)
    {
        await using var db = database.Open();
        var now = await db.NowAsync();
        var webhook = await db.Webhooks.SingleAsync(one => one.Id == id);
        for (var count = 0; count < More; count++)
        {
            await Access.Scene.WebhookAsync(db, webhook.Owner);
            db.WebhookMessages.Add(WebhookMessage.Owe(webhook, MessageTypes.Test, $"test:more-{count}", "{}", now));
        }
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into webhook_attempts (message_id, try, at, took_milliseconds, answer)
            select id, 1, portal_now(), 0, 'Non' from webhook_messages where webhook_id = {id.Value}
            """
        );
    }

    /// <summary>Mails that did not go.</summary>
    public async Task OfMailsAsync()
    {
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync(
            $"update outbox set sent_at = null, last_error = 'No answer.' where id in (select id from outbox limit {More})"
        );
        await db.Database.ExecuteSqlAsync(
            $$"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, call_id)
            select gen_random_uuid(), 'camille@demo.example', 'growth:' || one, 'wishes-asked', 'fr',
                   '{"call": "Appel", "wave": "1", "until": "demain", "link": "/reviews"}', portal_now(), 0, false,
                   (select id from calls where slug = 'evaluation-dmn')
            from generate_series(1, {{More}}) one
            """
        );
    }

    private async Task<Expert> ExpertAsync(
        PortalDbContext db,
        Wave wave,
        IReadOnlyList<DossierId> conflicts,
        DateTimeOffset now
    )
    {
        var person = await _stage.PersonAsync("Experte", role: PortalRole.Expert);
        var (invitation, expert) = Experts.Joined(wave.Id, person, person.Person, now);
        expert.SignCharter(now);
        expert.DeclareConflicts(conflicts.ToDictionary(one => one, _ => "Collaboration récente."), now);
        db.ExpertInvitations.Add(invitation);
        db.Experts.Add(expert);
        return expert;
    }

    private static ReviewSheet Sheet(Grid grid) =>
        new(
            [.. grid.Criteria.Select(one => new CriterionReview(one.Key, grid.Scale.To, "Au comité.", "Bien."))],
            "Au comité.",
            "Au porteur."
        );

    private async Task<Account> AccountAsync(string name)
    {
        await using var db = database.Open();
        return await AccountAsync(db, name);
    }

    private static Task<Account> AccountAsync(PortalDbContext db, string name) =>
        db.Users.AsNoTracking().SingleAsync(account => account.Email == $"{name}@demo.example");

    private static async Task<Grid> GridAsync(PortalDbContext db, CallId call) =>
        (await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == call)).CurrentGrid;

    private static DateTime Civil(DateTimeOffset now, int days) =>
        DateTime.SpecifyKind(now.AddDays(days).Date, DateTimeKind.Unspecified);

    private static string NewHash() => LinkSecret.HashOf(LinkSecret.New());
}
