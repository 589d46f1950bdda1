using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Decisions;
using Portal.Domain.Exports;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Reviews.Matching;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.Portfolios;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Browser.Tests;

/// <summary>axe finds nothing on any page: on a phone and on a desk, light and dark. And no page scrolls sideways.</summary>
[TestFixture]
internal sealed class AccessibilityTests : OnBrowser
{
    /// <summary>A page that isn't there: what is said then is a page, too.</summary>
    private const string Nowhere = "/nowhere";

    /// <summary>Widths in CSS pixels; 320 is what a page at 400 % is shown in.</summary>
    private const int Desk = 1280;

    private const int Phone = 320;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly object Rules = new
    {
        type = "tag",
        values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" },
    };

    /// <summary>What depends on where things stand, how large they are and in which colours; the rest is the same page.</summary>
    private static readonly object Look = new
    {
        type = "rule",
        values = new[] { "target-size", "scrollable-region-focusable", "color-contrast" },
    };

    [Test]
    public async Task Every_page_is_there_for_everybody()
    {
        var wrong = new List<string>();
        foreach (var (person, paths) in await PagesAsync())
        {
            var page = await OpenAsync(person);
            // The next page begins as the last one ended: none is laid out once more only to be left.
            var isDeskFirst = true;
            foreach (var path in paths)
            {
                wrong.AddRange(await FaultsAsync(page, path, isDeskFirst));
                isDeskFirst = !isDeskFirst;
            }
            await page.Context.CloseAsync();
        }
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task What_is_wrong_is_found()
    {
        var page = await OpenAsync();
        await page.SetContentAsync(
            "<!doctype html><main><h1>Une page</h1><img src='x.png'><table width='2000'><tr><td>Large</table></main>"
        );
        Assert.That(
            string.Join('\n', await FaultsNowAsync(page, "/")),
            Does.Contain("image-alt").And.Contain("html-has-lang").And.Contain("scrolls sideways")
        );
        var phone = await OpenAsync();
        await ShowAsync(phone, isDesk: false);
        await phone.SetContentAsync(
            "<!doctype html><p>Un texte.</p><nav><a href='/a'>a</a> <a href='/b'>b</a> <a href='/c'>c</a></nav>"
        );
        await phone.EvaluateAsync(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
            "@media (prefers-color-scheme: dark) and (max-width: 320px) { p { color: #777; background: #666 } a { font-size: 4px } }"
        );
        Assert.That(
            string.Join('\n', await FaultsNowAsync(phone, "/", Look)),
            Does.Contain("color-contrast").And.Contain("target-size")
        );
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string path, bool isDeskFirst)
    {
        await ShowAsync(page, isDeskFirst);
        var answer = await page.GotoAsync(path);
        var (status, address) = (answer!.Status, new Uri(page.Url).PathAndQuery);
        if (status != (path == Nowhere ? 404 : 200) || address != path)
            return [$"{path}: answered {status} at {address}"];
        var wrong = new List<string>();
        foreach (var isDesk in new[] { isDeskFirst, !isDeskFirst })
        {
            await ShowAsync(page, isDesk);
            wrong.AddRange(
                isDesk
                    ? await FaultsNowAsync(page, path)
                    : await FaultsNowAsync(page, $"{path} on a phone in the dark", Look)
            );
        }
        return wrong;
    }

    private static async Task ShowAsync(IPage page, bool isDesk)
    {
        await page.SetViewportSizeAsync(isDesk ? Desk : Phone, 900);
        await page.EmulateMediaAsync(
            new PageEmulateMediaOptions
            {
                ColorScheme = isDesk ? ColorScheme.Light : ColorScheme.Dark,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
    }

    /// <summary>What is wrong with a page as it stands now.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsNowAsync(IPage page, string path, object? rules = null)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(
            """
            async (rules) => (await axe.run({ runOnly: rules, resultTypes: ["violations"] })).violations
              .map(({ id, nodes }) => `${id} – ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`)
            """,
            rules ?? Rules
        );
        var faults = found.Select(fault => $"{path}: {fault}").ToList();
        if (
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            > 0
        )
            faults.Add($"{path}: scrolls sideways");
        return faults;
    }

    /// <summary>So that the page of a webhook shows a message, and what came of its tries.</summary>
    private static async Task<WebhookId> TellByWebhookAsync(PortalDbContext db, PersonId owner)
    {
        var now = await db.NowAsync();
        var address = WebhookAddress.Parse("https://receiver.test.example/a-rather-long-path/for/a-phone-to-show");
        var webhook = Webhook.Add(owner, address, MessageTypes.All, "sealed", now);
        db.AddRange(webhook, WebhookMessage.Owe(webhook, MessageTypes.Test, "test:1", "{}", now));
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into webhook_attempts (message_id, try, at, outcome, status, took_milliseconds, answer)
            select id, 1, portal_now(), 'Refused', 500, 120, 'Non' from webhook_messages where webhook_id = {webhook.Id.Value}
            """
        );
        return webhook.Id;
    }

    /// <summary>So that the page of exports shows one under way.</summary>
    private static async Task AskForExportAsync(PortalDbContext db)
    {
        if (await db.WaveExports.AnyAsync())
            return;
        var olivier = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        var dmn = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        db.WaveExports.Add(new WaveExport(dmn.Id, ExportKind.Zip, "fr", olivier.Person, await db.NowAsync()));
        await db.SaveChangesAsync();
    }

    /// <summary>So that the designer shows a draft, with something wrong in it.</summary>
    private static async Task BeginFormAsync(PortalDbContext db)
    {
        if (await db.FormDrafts.AnyAsync())
            return;
        var olivier = (await db.Users.SingleAsync(account => account.Email == "olivier@demo.example")).Person;
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        var draft = FormDraft.Of(call.CurrentForm, olivier, await db.NowAsync());
        draft.RemoveField("acronym", olivier, await db.NowAsync());
        db.FormDrafts.Add(draft);
        await db.SaveChangesAsync();
    }

    /// <summary>So that a draft can be moved, with something asked anew and something no more.</summary>
    private static async Task PublishNewerFormAsync(PortalDbContext db)
    {
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        if (call.Forms.Count > 1)
            return;
        var sections = call.CurrentForm.Sections.Select(section =>
            section with
            {
                Fields = [.. section.Fields.Where(field => field.Key != "market")],
            }
        );
        var text = new LocalizedText("En plus", "More");
        var more = new FormSection("more", text, [new FormField("more", FieldType.ShortText, text)]);
        call.PublishForm([more, .. sections], call.CurrentForm.Rules, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    /// <summary>So that both sides have something to read and to answer: asked on a day after the cut-off.</summary>
    private static async Task<Guid> WriteToCarrierAsync(PortalDbContext db, DossierId id)
    {
        if (await db.ComplementRequests.SingleOrDefaultAsync(one => one.DossierId == id) is { } there)
            return there.Id.Value;
        var olivier = (await db.Users.SingleAsync(account => account.Email == "olivier@demo.example")).Person;
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        var form = await db.Forms.SingleAsync(one => one.Id == dossier.FormId);
        var (now, later) = (await db.NowAsync(), wave.CutOffs[2].Deadline.EndsAt.AddDays(1));
        var due = new Deadline(new DateTime(2024, 5, 15, 12, 0, 0, DateTimeKind.Unspecified));
        ComplementItem[] items =
        [
            new("project", "summary", "Donnez des chiffres : https://exemple.example/guide"),
            new("budget_section", "budget", "Détaillez."),
        ];
        var letter = new ComplementLetter(items, "Merci de votre dépôt.", due);
        var request = ComplementRequest.Ask(dossier, wave, form, letter, isDecided: false, olivier, later);
        db.ComplementRequests.Add(request);
        db.Messages.Add(Message.FromTeam(dossier, "Une question : https://exemple.example", dossier.Carrier, now));
        db.Messages.Add(Message.FromStaff(dossier, "Une réponse.", olivier, now.AddSeconds(1)));
        await db.SaveChangesAsync();
        return request.Id.Value;
    }

    /// <summary>A winner's project whose interim report an expert has begun to judge.</summary>
    private static async Task<Followed> FollowAsync(PortalDbContext db, DossierId won, PersonId expert)
    {
        var staff = await db.Users.ToDictionaryAsync(account => account.Email!, account => account.Person);
        var (officer, second) = (staff["olivier@demo.example"], staff["pauline@demo.example"]);
        var followed = await Following.ProjectAsync(db, won, officer, second, expert);
        await Reporting.BeginAsync(db, followed.Opinion);
        return followed;
    }

    private async Task<IReadOnlyList<(string? Person, string[] Paths)>> PagesAsync()
    {
        await using var db = Database.Open();
        await AskForExportAsync(db);
        await BeginFormAsync(db);
        await PublishNewerFormAsync(db);
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var webhook = await TellByWebhookAsync(db, camille.Person);
        await Clients.AllowAsync(db, camille.Person);
        var own = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => one.Carrier == camille.Person)
            .OrderBy(one => one.Id)
            .ToListAsync();
        var draft = own.First(one => one.FiledAt == null && one.Members.Count == 2).Id.Value;
        var filed = own.First(one => one.State == Domain.Dossiers.DossierState.Filed);
        var request = await WriteToCarrierAsync(db, filed.Id);
        var decided = own.First(one => one.State == Domain.Dossiers.DossierState.Eligible).Id.Value;
        var gone = own.First(one => one.Step == 2).Id.Value;
        var refiled = own.Single(one => one.Dismissal is not null).Id.Value;
        var judged = (
            await db.Dossiers.FirstAsync(one =>
                one.IsFiledInPart && one.Eligibility!.IsEligible && one.Dismissal == null
            )
        )
            .Id
            .Value;
        var emma = await db.Users.SingleAsync(account => account.Email == "emma@demo.example");
        var reviews = db.Reviews.Where(one => one.ExpertPerson == emma.Person).OrderBy(one => one.Id);
        var review = await reviews.FirstAsync(one => one.SubmittedAt == null);
        var done = await reviews.FirstAsync(one => one.SubmittedAt != null);
        await DiscussAsync(review, done);
        var exercise = await ExerciseAsync(db, review);
        var dmn = filed.WaveId.Value;
        var cutOff = (await db.Waves.SingleAsync(one => one.Id == filed.WaveId)).CutOffs[2].Id.Value;
        var entrepots = review.WaveId.Value;
        var sitting = await db.Sittings.Include(one => one.Items).SingleAsync();
        var audition = await db.Auditions.SingleAsync();
        var lists = await db.WinnerLists.OrderBy(list => list.Id).Select(list => list.WaveId.Value).FirstAsync();
        var won = await db
            .Winners.Where(one => db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null))
            .Select(one => one.Number)
            .FirstAsync();
        var ranking = await RankingAsync(db, lists);
        var given = await db
            .Decisions.Where(one =>
                one.Outcome == Outcome.Funded
                && db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null)
                && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier == camille.Person)
            )
            .Select(one => new { one.ListId, one.DossierId })
            .FirstAsync();
        var proposal = await ProposedAsync(db, review);
        var followed = await FollowAsync(db, given.DossierId, emma.Person);
        var olivier = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        var recovery = await Following.RecoveryAsync(db, followed.Project, olivier.Person);
        var (followedOwn, followedDesk) = (
            $"/dossiers/{given.DossierId.Value}/project",
            $"/staff/projects/{followed.Project.Value}"
        );
        return
        [
            (
                null,
                [
                    "/",
                    "/calls",
                    "/calls?Search=xylophone",
                    "/calls/evaluation-dmn",
                    "/calls/tiers-lieux",
                    "/calls/tiers-lieux/eligibility",
                    "/calls/competences-metiers/eligibility?a.consortium=no",
                    "/winners",
                    "/winners?search=parcours",
                    "/winners?search=xylophone",
                    "/winners/figures",
                    "/programme",
                    "/catalogue",
                    "/calls/achat-hospitalier",
                    "/tools/cahier-des-charges",
                    "/cohorts/prevention-2023",
                    "/awards/talents/1",
                    "/challenges",
                    "/challenges/bien-vieillir",
                    "/consultations/bien-vieillir",
                    "/consultations/bien-vieillir/contribute",
                    "/consultations/bien-vieillir/contributions",
                    "/reports/usage-secondaire",
                    "/reports/usage-secondaire/5",
                    "/events",
                    "/events/journee-2024",
                    "/reports",
                    "/orientation?a.building=device&a.carrier=company&a.stage=trial&a.need=money&a.region=bretagne",
                    "/orientation/pecan",
                    "/search?q=entrepots",
                    "/contacts?region=bretagne",
                    "/calls/tiers-lieux/waves/1/winners/figures",
                    "/calls/tiers-lieux/winners",
                    "/calls/tiers-lieux/waves/1/winners",
                    $"/calls/tiers-lieux/waves/1/winners/{won}",
                    "/data",
                    "/api",
                    "/subscriptions",
                    "/about",
                    "/accessibility",
                    "/legal",
                    "/verify",
                    "/account/sign-in",
                    "/account/sign-up",
                    "/account/forgotten",
                    Nowhere,
                    "/calls?culture=en",
                ]
            ),
            (
                "Camille",
                [
                    $"/auditions/{audition.Id.Value}",
                    "/dossiers",
                    $"/dossiers/new?wave={dmn}",
                    $"/dossiers/{given.DossierId.Value}/decline",
                    $"/dossiers/{given.DossierId.Value}/appeal",
                    $"/dossiers/{given.DossierId.Value}/project/reports/{Reporting.First}",
                    $"/dossiers/{given.DossierId.Value}/project/reports/{Reporting.Interim}",
                    followedOwn,
                    $"{followedOwn}/payments/second",
                    $"{followedOwn}/changes/new",
                    $"{followedOwn}/changes/new?kind=CarryOver",
                    $"/dossiers/{draft}",
                    $"/dossiers/{draft}/sections/project",
                    $"/dossiers/{draft}/sections/study",
                    $"/dossiers/{draft}/sections/budget_section",
                    $"/dossiers/{draft}/sections/commitments",
                    $"/dossiers/{draft}/check",
                    $"/dossiers/{draft}/contacts",
                    $"/dossiers/{gone}",
                    $"/dossiers/{gone}/filings/1",
                    $"/dossiers/{gone}/changes",
                    $"/dossiers/{refiled}",
                    $"/dossiers/{draft}/team",
                    $"/dossiers/{draft}/remove",
                    $"/dossiers/{draft}/signatures",
                    $"/dossiers/{draft}/form",
                    $"/dossiers/{draft}/earlier-answers",
                    $"/dossiers/{filed.Id.Value}/receipt",
                    $"/dossiers/{filed.Id.Value}/withdraw",
                    $"/dossiers/{decided}",
                    $"/dossiers/{filed.Id.Value}",
                    $"/dossiers/{filed.Id.Value}/messages",
                    $"/dossiers/{filed.Id.Value}/complements",
                    $"/dossiers/{filed.Id.Value}/sections/project",
                    $"/dossiers/{filed.Id.Value}/sections/budget_section",
                    "/account",
                    "/account/mails",
                    "/account/second-factor",
                    "/account/applications",
                    "/account/data",
                    "/account/erase",
                    "/account/mails/preferences",
                    "/account/webhooks",
                    $"/account/webhooks/{webhook.Value}",
                    $"/account/webhooks/{webhook.Value}/remove",
                ]
            ),
            (
                "Emma",
                [
                    "/reviews",
                    "/reviews/offline",
                    $"/reviews/interim/{followed.Opinion.Value}",
                    $"/reviews/exercises/{exercise.Value}",
                    $"/reviews/{review.Id.Value}",
                    $"/reviews/{review.Id.Value}/versions",
                    $"/reviews/{done.Id.Value}",
                    $"/reviews/{done.Id.Value}/discussion",
                    $"/reviews/{done.Id.Value}/synthesis",
                    $"/reviews/{done.Id.Value}/synthesis/versions",
                    $"/reviews/panels/{review.ExpertId.Value}/charter",
                    $"/reviews/panels/{review.ExpertId.Value}/conflicts",
                    $"/reviews/panels/{review.ExpertId.Value}/wishes",
                    "/reviews/profile",
                    $"/reviews/panels/{review.ExpertId.Value}/profile",
                ]
            ),
            (
                "Odile",
                [
                    "/juries",
                    $"/staff/waves/{entrepots}/juries",
                    $"/juries/{sitting.JuryId.Value}",
                    $"/juries/{sitting.JuryId.Value}/conflicts",
                    $"/juries/sittings/{sitting.Id.Value}",
                    $"/juries/sittings/{sitting.Id.Value}/cancel",
                    $"/juries/sittings/{sitting.Id.Value}/room",
                    $"/juries/sittings/{sitting.Id.Value}/auditions",
                    $"/juries/sittings/{sitting.Id.Value}/minutes",
                    $"/juries/sittings/{sitting.Id.Value}/items/{sitting.Items[0].Id.Value}",
                ]
            ),
            (
                "Olivier",
                [
                    "/staff/consultations",
                    "/staff/consultations/bien-vieillir",
                    "/staff/consultations/bien-vieillir?shelf=Accepted",
                    "/staff/consultations/bien-vieillir/groups",
                    "/staff/consultations/bien-vieillir/plan",
                    "/staff/challenges/bien-vieillir/committee",
                    "/staff/challenges/bien-vieillir",
                    "/staff/consultations/new",
                    "/staff/consultations/sante-mentale/words",
                    "/staff/consultations/bien-vieillir/dates",
                    "/staff/cohorts",
                    "/staff/cohorts/prevention-2023",
                    "/staff/cohorts/prevention-2023/milestones",
                    "/staff/events",
                    "/staff/events/journee-2024",
                    "/staff/reports",
                    "/staff/reports/usage-secondaire/1",
                    "/staff/orientation",
                    "/staff/contacts",
                    "/staff/contacts/new",
                    $"/staff/projects/{followed.Project.Value}/reports/{Reporting.Interim}",
                    $"/staff/projects/{followed.Project.Value}/interim/{Reporting.Interim}",
                    "/staff/calls/tiers-lieux/indicators",
                    "/staff",
                    followedDesk,
                    $"{followedDesk}/payments/{followed.Payment.Value}",
                    $"{followedDesk}/recoveries/new",
                    $"{followedDesk}/recoveries/{recovery.Value}",
                    $"{followedDesk}/changes/{followed.Change.Value}",
                    "/staff/projects?call=tiers-lieux",
                    $"/staff/waves/{entrepots}/exercise",
                    $"/staff/dossiers/{judged}",
                    $"/staff/dossiers/{gone}",
                    "/staff/calls/evaluation-dmn/form",
                    "/staff/calls/evaluation-dmn/form/sections/project",
                    "/staff/calls/evaluation-dmn/form/fields/region",
                    "/staff/calls/evaluation-dmn/form/rules/duration",
                    "/staff/calls/evaluation-dmn/form/fields/new?place=project",
                    "/staff/calls/evaluation-dmn/form/difference",
                    "/staff/calls",
                    "/staff/calls/new",
                    "/staff/calls/evaluation-dmn",
                    "/staff/calls/evaluation-dmn/presentation",
                    "/staff/calls/evaluation-dmn/terms",
                    "/staff/calls/evaluation-dmn/documents",
                    "/staff/calls/evaluation-dmn/acknowledgement",
                    "/staff/calls/evaluation-dmn/steps",
                    "/staff/calls/entrepots-donnees/approvals",
                    "/staff/calls/entrepots-donnees/letters",
                    "/staff/calls/entrepots-donnees/follow-up",
                    "/staff/calls/evaluation-dmn/time",
                    "/staff/calls/evaluation-dmn/reminders",
                    "/staff/calls/evaluation-dmn/mails",
                    "/staff/calls/evaluation-dmn/mails/before/Reviews",
                    "/staff/calls/evaluation-dmn/orientation",
                    "/staff/calls/evaluation-dmn/orientation/1",
                    "/staff/calls/evaluation-dmn/grid",
                    "/staff/calls/evaluation-dmn/thesaurus",
                    "/staff/calls/evaluation-dmn/waves",
                    "/staff/calls/evaluation-dmn/officers",
                    "/staff/calls/evaluation-dmn/preview",
                    "/staff/calls/evaluation-dmn/form/preview",
                    "/staff/calls/evaluation-dmn/form/import",
                    $"/staff/waves/{dmn}",
                    $"/staff/waves/{dmn}/dossiers",
                    $"/staff/waves/{dmn}/cut-offs/{cutOff}",
                    $"/staff/waves/{dmn}/exports",
                    $"/staff/waves/{entrepots}/ranking",
                    $"/staff/waves/{entrepots}/experts",
                    $"/staff/waves/{entrepots}/experts/import",
                    $"/staff/waves/{entrepots}/progress",
                    $"/staff/dossiers/{done.DossierId.Value}/discussion",
                    $"/staff/waves/{entrepots}/assignments",
                    $"/staff/assignments/{proposal}",
                    $"/staff/assignments/{proposal}/matrix",
                    $"/staff/waves/{lists}/winners",
                    $"/staff/waves/{dmn}/winners/import",
                    $"/staff/lists/{given.ListId!.Value.Value}/correction",
                    $"/staff/waves/{lists}/ranking",
                    $"/staff/rankings/{ranking}/sensitivity",
                    $"/staff/waves/{lists}/portfolio",
                    $"/staff/waves/{lists}/portfolio/take-over?from=Optimum",
                    $"/staff/dossiers/{review.DossierId.Value}",
                    $"/staff/dossiers/{filed.Id.Value}",
                    $"/staff/waves/{dmn}/messages",
                    $"/staff/waves/{dmn}/complements",
                    $"/staff/dossiers/{filed.Id.Value}/messages",
                    $"/staff/dossiers/{filed.Id.Value}/complements/{request}",
                    $"/staff/dossiers/{review.DossierId.Value}/complements/new",
                ]
            ),
            ("Pauline", [$"/staff/waves/{lists}/winners"]),
            (
                "Alice",
                [
                    "/admin",
                    "/admin/people",
                    "/admin/calls",
                    "/admin/history",
                    "/admin/mails",
                    "/admin/mail-texts",
                    "/admin/mail-texts/reminder",
                    "/admin/jobs",
                    "/admin/retention",
                ]
            ),
        ];
    }

    /// <summary>
    /// A review whose grid asks for more than marks, with a version; and one that is discussed, and whose synthesis its
    /// expert writes.
    /// </summary>
    private async Task DiscussAsync(Review open, Review done)
    {
        await using var db = Database.OpenAsOwner();
        var now = await db.NowAsync();
        var criterion = await db.Grids.Where(one => one.Id == open.GridId).Select(one => one.Criteria).SingleAsync();
        await db.Database.ExecuteSqlAsync(
            $$"""
            update grids set confidence = '[{"fr":"Faible","en":"Low"},{"fr":"Moyenne","en":"Medium"},{"fr":"Forte","en":"High"}]',
              questions = jsonb_build_array(
                jsonb_build_object('key', 'risk', 'text', '{"fr":"Un risque ?","en":"A risk?"}'::jsonb, 'kind', 'yes-no'),
                jsonb_build_object('key', 'which', 'text', '{"fr":"Lequel ?","en":"Which one?"}'::jsonb, 'kind', 'text',
                  'when', jsonb_build_object('of', {{criterion[0].Key}}::text, 'kind', 'mark-at-most', 'mark', 2)))
            where id = {{open.GridId.Value}}
            """
        );
        var review = await db.Reviews.SingleAsync(one => one.Id == open.Id);
        review.Save(ReviewSheet.Blank, review.Revision, now);
        var names = new Dictionary<string, ReviewId>();
        db.DiscussionMessages.Add(DiscussionMessage.FromExpert(done, "Une remarque.", names, PanelDoor.Open, now));
        var struck = DiscussionMessage.FromExpert(done, "Une erreur.", names, PanelDoor.Open, now);
        struck.Strike("Autre dossier.", isStaff: false, done.ExpertPerson, now);
        db.DiscussionMessages.Add(struck);
        var synthesis = Synthesis.Entrust(done, done.AssignedBy, now);
        foreach (var revision in new[] { 0, 1 })
            synthesis.Save(ReviewSheet.Blank, revision, done, PanelDoor.Open, now);
        db.Syntheses.Add(synthesis);
        await db.SaveChangesAsync();
    }

    /// <summary>An assignment that is proposed, where the experts were asked for their wishes.</summary>
    private static async Task<Guid> ProposedAsync(PortalDbContext db, Review review)
    {
        var now = await db.NowAsync();
        var wave = await db.Waves.SingleAsync(one => one.Id == review.WaveId);
        wave.AskForWishes(new Deadline(new DateTime(2099, 1, 1, 12, 0, 0)), review.AssignedBy, now);
        var terms = new AssignmentTerms(1, 1, 0, [], false, false, MatchObjective.Sum, Seed: 1);
        var proposal = new AssignmentProposal(wave.Id, terms, review.AssignedBy, now);
        var panel = new AssignmentPanel(
            [new PanelExpert(review.ExpertId, "Medical", null, null, 1)],
            [new PanelDossier(review.DossierId, [new Candidate(0, new Affinity(1, 0, 1), Has: false)])]
        );
        var match = new Match(panel.Limits(terms).Affinities, [new Pair(0, 0)], sumBound: 1, floorBound: 1);
        proposal.Solve(0, panel, match, now);
        db.AssignmentProposals.Add(proposal);
        await db.SaveChangesAsync();
        return proposal.Id.Value;
    }

    /// <summary>A calibration exercise that one expert has begun.</summary>
    private static async Task<ExerciseId> ExerciseAsync(PortalDbContext db, Review of)
    {
        var (now, by) = (await db.NowAsync(), of.AssignedBy);
        var grid = await db.Grids.SingleAsync(one => one.Id == of.GridId);
        var exercise = new Exercise(of.WaveId, new ExerciseSample("Un exemple", "Tout est inventé."), by, now);
        exercise.Open(grid, new ExerciseTerms(new Deadline(now.AddDays(10).DateTime), IsRequired: false), by, now);
        var expert = await db.Experts.FirstAsync(one => one.WaveId == of.WaveId && one.Id != of.ExpertId);
        var trial = new Trial(exercise, expert);
        var marks = grid.Criteria.Select(one => new CriterionReview(one.Key, grid.Scale.To, "", ""));
        trial.Save(new ReviewSheet([.. marks], "", "Un avis."), 0, exercise, now);
        db.AddRange(exercise, trial);
        await db.SaveChangesAsync();
        return exercise.Id;
    }

    /// <summary>A ranking of a wave whose reviews are in, and a portfolio.</summary>
    private static async Task<Guid> RankingAsync(PortalDbContext db, Guid wave)
    {
        var officer = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        var viewer = new Viewer(officer.Person, new HashSet<PortalRole> { PortalRole.Officer });
        var (runs, none) = (new RankingRuns(db, new WakeJob([])), CancellationToken.None);
        var terms = new FundingTerms(Dossiers: 5, Envelope: null);
        var id = await runs.AskAsync(new WaveId(wave), terms, viewer, none);
        var run = await db.RankingRuns.SingleAsync(one => one.Id == id);
        run.Take(run.Try, run.Compute(), run.AskedAt);
        await db.SaveChangesAsync();
        if (!await db.Portfolios.AnyAsync())
            await new Portfolios(db, runs).BeginAsync(run.WaveId, new Money(2_000_000), viewer, none);
        return run.Id.Value;
    }
}
