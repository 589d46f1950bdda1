using Portal.Domain.Juries;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;
using Portal.Web.Tests.Api;
using Portal.Web.Tests.Complements;
using Portal.Web.Tests.Juries;

namespace Portal.Web.Tests.Pages;

/// <summary>No page asks the database more often because there is more to show.</summary>
[TestFixture, NonParallelizable]
internal sealed class StatementCountTests : OnPortal
{
    private const int Most = 24;

    /// <summary>Characters of a row at least.</summary>
    private const int Row = 100;
    private const string ForCamille = "a client that acts for Camille";
    private const string ForEmma = "a client that acts for Emma";
    private const string ForOlivier = "a client that acts for Olivier";
    private const string Machine = "a client that acts for itself";

    private readonly Dictionary<string, Visitor> _people = new(StringComparer.Ordinal);

    protected override (string Key, string Value)[] Settings => AccessTokens.Settings;

    [OneTimeTearDown]
    public void Leave()
    {
        foreach (var person in _people.Values)
            person.Dispose();
    }

    [Test]
    public async Task No_page_asks_more_often_when_there_is_more_to_show()
    {
        _people[ForCamille] = await AccessTokens.OfPersonAsync(Host, "Camille");
        _people[ForEmma] = await AccessTokens.OfPersonAsync(Host, "Emma", "reviews");
        _people[ForOlivier] = await AccessTokens.OfPersonAsync(Host, "Olivier", "staff");
        _people[Machine] = await AccessTokens.OfMachineAsync(Host);
        await using var db = Database.OpenAsOwner();
        var dmn = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        var entrepots = await WaveAsync(db, "entrepots-donnees", 2);
        var tiersLieux = await WaveAsync(db, "tiers-lieux", 1);
        var camille = await PersonAsync(db, "camille");
        var emma = await PersonAsync(db, "emma");
        var own = db.Dossiers.Where(one => one.Carrier == camille && one.WaveId == dmn.Id).OrderBy(one => one.Id);
        var draft = (await own.FirstAsync(one => one.FiledAt == null)).Id;
        var filed = (await own.FirstAsync(one => one.FiledAt != null)).Id;
        var inSteps = (await own.SingleAsync(one => one.Step == 2)).Id;
        var decided = await db
            .Dossiers.Where(one => one.Carrier == camille && one.WaveId == tiersLieux.Id)
            .Select(one => one.Id)
            .SingleAsync();
        var won = await db
            .Winners.Where(one => db.WinnerLists.Any(list => list.Id == one.ListId && list.WaveId == tiersLieux.Id))
            .Select(one => one.Number)
            .FirstAsync();
        var reviews = db.Reviews.Where(one => one.ExpertPerson == emma).OrderBy(one => one.Id);
        var open = await reviews.FirstAsync(one => one.WaveId == entrepots.Id && one.SubmittedAt == null);
        var pooled = await db
            .Experts.Where(one => one.Id == open.ExpertId)
            .Select(one => one.PoolExpertId)
            .SingleAsync();
        var done = await reviews.FirstAsync(one => one.SubmittedAt != null);
        var olivier = await PersonAsync(db, "olivier");
        var proposal = await Scene.ProposedAsync(
            db,
            await db.Dossiers.SingleAsync(one => one.Id == open.DossierId),
            await db.Experts.SingleAsync(one => one.Id == open.ExpertId),
            isOver: false
        );
        var asked = dmn.CutOffs[2].Deadline.EndsAt.AddDays(1);
        var request = await Complementing.AskAsync(db, filed, olivier, asked);
        var brought = await Complementing.AskAsync(db, open.DossierId, olivier, await db.NowAsync());
        await Complementing.FileAsync(db, brought, "Un complément.", await db.NowAsync());
        entrepots.AskForWishes(new Deadline(new DateTime(2099, 1, 1, 12, 0, 0)), olivier, await db.NowAsync());
        await db.SaveChangesAsync();
        var exercise = await Scene.ExerciseAsync(db, entrepots, olivier);
        await Growth.OfSynthesisAsync(db, done, saves: 1);
        var juring = await Juring.HoldAsync(db);
        var (webhook, _) = await Scene.WebhookAsync(db, camille);
        var staffWave = $"/staff/waves/{dmn.Id.Value}";
        var shared = Infrastructure.Demo.SampleAnswers.Siret(1);
        var ranking = await Access.Scene.RankingAsync(db, olivier);
        await Access.Scene.PortfolioAsync(db, olivier);
        var given = await Scene.WonAsync(db, await PersonAsync(db, "camille"));
        var reviewedWave = $"/staff/waves/{entrepots.Id.Value}";
        var pauline = await PersonAsync(db, "pauline");
        var followed = await Following.ProjectAsync(db, given.Dossier, olivier, pauline, emma);
        await Reporting.BeginAsync(db, followed.Opinion);
        var recovery = await Following.RecoveryAsync(db, followed.Project, olivier);
        var follow = $"/staff/projects/{followed.Project.Value}";
        var service = await Scene.JoinedAsync(db, "mon-espace-sante", camille);
        var (admitted, admitting) = (service.Id, service.WaveId);
        var voted = await Scene.VotedAsync(db);
        var opened = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == draft);
        await Scene.ConsultedAsync(db, opened, olivier, pauline);
        await Scene.OpenedAsync(db, opened, (await new Stage(Database).StrangerAsync("Béatrice")).Person, olivier);
        var lists = new (string Who, string Path)[]
        {
            ("Camille", "/"),
            ("Camille", "/calls"),
            ("Camille", "/calls/evaluation-dmn"),
            ("Camille", "/calls/evaluation-dmn/form"),
            ("Camille", "/winners"),
            ("Camille", "/winners?search=fictif"),
            ("Camille", "/calls/tiers-lieux/winners"),
            ("Camille", "/calls/tiers-lieux/waves/1/winners"),
            ("Camille", "/sitemap.xml"),
            ("Camille", "/programme"),
            ("Camille", "/consultations/bien-vieillir/contributions"),
            ("Camille", "/consultations/bien-vieillir/contributions.csv"),
            ("Olivier", "/staff/consultations/bien-vieillir?shelf=Accepted"),
            ("Olivier", "/staff/consultations/bien-vieillir/groups"),
            ("Camille", "/programme/waves.csv"),
            ("Camille", "/calls.atom"),
            ("Camille", "/calls.ics"),
            ("Camille", "/data/winners.csv"),
            ("Camille", "/data/winners.json"),
            ("Camille", "/data/360giving.json"),
            ("Camille", "/data/tiers-lieux/1/winners.csv"),
            ("Camille", "/data/tiers-lieux/1/subventions.csv"),
            ("Camille", "/account/webhooks"),
            ("Camille", "/account/applications"),
            ("Camille", $"/account/webhooks/{webhook.Value}"),
            ("Camille", "/dossiers"),
            ("Camille", "/organisations"),
            ("Camille", $"/organisations/{shared}"),
            ("Olivier", $"/organisations/{shared}"),
            ("Camille", $"/dossiers/{draft.Value}"),
            ("Camille", $"/dossiers/{draft.Value}/check"),
            ("Camille", $"/dossiers/{draft.Value}/team"),
            ("Camille", $"/dossiers/{draft.Value}/sections/budget_section"),
            ("Camille", $"/dossiers/{decided.Value}"),
            ("Camille", $"/dossiers/{filed.Value}/messages"),
            ("Camille", $"/dossiers/{filed.Value}/complements"),
            ("Emma", "/reviews"),
            ("Emma", $"/reviews/{open.Id.Value}"),
            ("Emma", $"/reviews/{done.Id.Value}"),
            ("Emma", "/reviews/offline.xlsx"),
            ("Emma", "/reviews/offline.json"),
            ("Olivier", $"{reviewedWave}/exercise"),
            ("Emma", $"/reviews/{open.Id.Value}/versions"),
            ("Emma", $"/reviews/{done.Id.Value}/discussion"),
            ("Emma", $"/reviews/{done.Id.Value}/synthesis/versions"),
            ("Olivier", $"/staff/dossiers/{done.DossierId.Value}/discussion"),
            ("Emma", $"/reviews/panels/{open.ExpertId.Value}/conflicts"),
            ("Emma", $"/reviews/panels/{open.ExpertId.Value}/wishes"),
            ("Emma", "/reviews/profile"),
            ("Olivier", $"{follow}/interim/{Reporting.Interim}"),
            ("Olivier", "/staff/calls/tiers-lieux/indicators"),
            ("Olivier", "/staff"),
            ("Olivier", $"{reviewedWave}/progress"),
            ("Olivier", "/staff/calls/evaluation-dmn/form"),
            ("Olivier", "/staff/calls/evaluation-dmn/form/difference?from=1&to=0"),
            ("Olivier", "/staff/calls"),
            ("Olivier", "/staff/calls/new"),
            ("Olivier", "/staff/calls/evaluation-dmn/officers"),
            ("Alice", "/staff/calls/evaluation-dmn/officers"),
            ("Olivier", "/staff/calls/evaluation-dmn/waves"),
            ("Olivier", "/staff/calls/evaluation-dmn/preview"),
            ("Olivier", "/staff/calls/evaluation-dmn/preview/form"),
            ("Olivier", "/staff/calls/evaluation-dmn/export"),
            ("Olivier", "/staff/calls/evaluation-dmn/form/preview"),
            ("Olivier", $"{staffWave}/dossiers"),
            ("Olivier", $"{staffWave}/dossiers.csv"),
            ("Olivier", $"{staffWave}/messages"),
            ("Olivier", $"{staffWave}/complements"),
            ("Olivier", $"/staff/dossiers/{filed.Value}/messages"),
            ("Olivier", $"{staffWave}/exports"),
            ("Olivier", $"{reviewedWave}/dossiers"),
            ("Olivier", $"{reviewedWave}/assignments"),
            ("Olivier", $"{reviewedWave}/ranking"),
            ("Olivier", $"{reviewedWave}/experts"),
            ("Olivier", $"{reviewedWave}/experts.csv"),
            ("Olivier", $"/staff/experts/{pooled.Value}"),
            ("Olivier", $"/staff/waves/{tiersLieux.Id.Value}/winners"),
            ("Olivier", $"/staff/dossiers/{open.DossierId.Value}"),
            ("Olivier", $"/staff/dossiers/{decided.Value}"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project"),
            ("Olivier", follow),
            ("Olivier", "/staff/projects"),
            ("Olivier", "/staff/projects.csv"),
            ("Olivier", "/staff/calls/tiers-lieux/payments.csv"),
            ("Odile", "/juries"),
            ("Odile", $"{reviewedWave}/juries"),
            ("Odile", $"/juries/{juring.Jury.Value}"),
            ("Odile", $"/juries/{juring.Jury.Value}/conflicts"),
            ("Odile", $"/juries/sittings/{juring.Planned.Value}"),
            ("Odile", $"/juries/sittings/{juring.Open.Value}/room"),
            ("Odile", $"/juries/sittings/{juring.Over.Value}/minutes"),
            ("Alice", "/admin/people"),
            ("Alice", "/admin/calls"),
            ("Alice", $"/admin/history?subject={draft.Value}"),
            ("Alice", "/admin/mails"),
            ("Camille", "/api/v1/calls"),
            ("Camille", "/api/v1/winners"),
            ("Camille", "/api/v1/winners.jsonl"),
            (ForCamille, "/api/v1/me/dossiers"),
            (ForCamille, $"/api/v1/dossiers/{draft.Value}"),
            (ForEmma, "/api/v1/me/assignments"),
            (ForOlivier, $"/api{reviewedWave.Replace("/staff", "/v1/staff", StringComparison.Ordinal)}/dossiers.jsonl"),
            (
                ForOlivier,
                $"/api{reviewedWave.Replace("/staff", "/v1/staff", StringComparison.Ordinal)}/assignments.jsonl"
            ),
            (ForOlivier, $"/api{reviewedWave.Replace("/staff", "/v1/staff", StringComparison.Ordinal)}/ranking"),
            (Machine, "/api/v1/figures"),
        };
        // One thing, or figures alone.
        var figures = new (string Who, string Path)[]
        {
            ("Camille", "/catalogue"),
            ("Camille", "/cohorts/prevention-2023"),
            ("Camille", "/awards/talents/1"),
            ("Camille", $"/dossiers/{admitted.Value}/criteria"),
            ("Olivier", $"/staff/dossiers/{admitted.Value}/criteria"),
            ("Olivier", $"/staff/waves/{voted.WaveId.Value}/awards"),
            ("Olivier", $"/staff/waves/{admitting.Value}/admissions"),
            ("Olivier", "/staff/calls/mon-espace-sante/admission"),
            ("Camille", "/calls/talents"),
            ("Camille", "/tools/cahier-des-charges"),
            ("Camille", "/challenges"),
            ("Camille", "/challenges/bien-vieillir"),
            ("Camille", "/consultations/bien-vieillir"),
            ("Camille", "/consultations/structures-3-0/synthesis"),
            ("Camille", "/reports/usage-secondaire"),
            ("Camille", "/events/journee-2024"),
            ("Camille", "/orientation?a.building=device&a.need=money&a.region=bretagne"),
            ("Camille", "/search?q=entrepot"),
            ("Camille", "/contacts"),
            ("Camille", $"/dossiers/{draft.Value}/contacts"),
            ("Béatrice", "/region"),
            ("Béatrice", $"/region/dossiers/{draft.Value}"),
            ("Olivier", "/staff/consultations"),
            ("Olivier", "/staff/consultations/bien-vieillir/plan"),
            ("Olivier", "/staff/contacts"),
            ("Olivier", "/staff/orientation"),
            ("Olivier", "/staff/challenges/bien-vieillir"),
            ("Olivier", "/staff/consultations/bien-vieillir/words"),
            ("Olivier", "/staff/consultations/bien-vieillir/dates"),
            ("Olivier", "/staff/cohorts/prevention-2023"),
            ("Olivier", "/staff/cohorts/prevention-2023/milestones"),
            ("Olivier", "/staff/events/journee-2024"),
            ("Olivier", "/staff/reports"),
            ("Camille", "/events"),
            ("Camille", "/reports"),
            ("Camille", "/data"),
            ("Alice", "/admin/jobs"),
            ("Alice", "/admin/retention"),
            ("Camille", $"/dossiers/{draft.Value}/keep"),
            ("Olivier", $"/staff/lists/{given.List.Value}/correction"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/decline"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/appeal"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project/payments/{followed.Tranche}"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project/changes/new?kind=Extension"),
            ("Olivier", $"{follow}/payments/{followed.Payment.Value}"),
            ("Olivier", $"{follow}/recoveries/new"),
            ("Olivier", $"{follow}/recoveries/{recovery.Value}"),
            ("Olivier", $"{follow}/changes/{followed.Change.Value}"),
            ("Camille", "/winners/figures"),
            ("Camille", "/winners/figures/success.csv"),
            ("Camille", "/calls/tiers-lieux/waves/1/winners/figures"),
            ("Camille", $"/calls/tiers-lieux/waves/1/winners/{won}"),
            ("Camille", $"/calls/tiers-lieux/waves/1/winners/{won}/picture.png"),
            ("Camille", "/api/v1/calls/evaluation-dmn"),
            ("Camille", "/api/v1/calls/evaluation-dmn/form"),
            (ForCamille, $"/api/v1/dossiers/{draft.Value}/sections/project"),
            (ForEmma, $"/api/v1/reviews/{open.Id.Value}"),
            (ForOlivier, "/api/v1/staff/waves"),
            ("Camille", "/account/calendar"),
            ("Camille", "/account/data"),
            ("Camille", "/account/erase"),
            ("Camille", "/account/mails/preferences"),
            ("Alice", "/admin/mail-texts"),
            ("Alice", "/admin/mail-texts/reminder"),
            ("Camille", $"/account/webhooks/{webhook.Value}/remove"),
            ("Camille", "/calls/tiers-lieux"),
            ("Camille", $"/dossiers/{draft.Value}/sections/project"),
            ("Camille", $"/dossiers/{filed.Value}/receipt"),
            ("Camille", $"/dossiers/{draft.Value}/earlier-answers"),
            ("Camille", $"/dossiers/{draft.Value}/form"),
            ("Camille", $"/dossiers/{draft.Value}/remove"),
            ("Camille", $"/dossiers/{draft.Value}/signatures"),
            ("Camille", $"/dossiers/{draft.Value}/sections/budget_section/budgets/budget"),
            ("Camille", $"/dossiers/{draft.Value}/dossier.pdf"),
            ("Olivier", $"/staff/dossiers/{open.DossierId.Value}/dossier.pdf"),
            ("Olivier", "/staff/calls/evaluation-dmn/form/fields/title"),
            ("Camille", $"/dossiers/{inSteps.Value}"),
            ("Camille", $"/dossiers/{inSteps.Value}/filings/1"),
            ("Olivier", $"/staff/dossiers/{inSteps.Value}"),
            ("Olivier", $"/staff/dossiers/{inSteps.Value}/filings/1"),
            ("Camille", $"/dossiers/{inSteps.Value}/changes"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project/reports/{Reporting.First}"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project/reports/{Reporting.Interim}"),
            ("Camille", $"/dossiers/{given.Dossier.Value}/project/indicators.csv"),
            ("Olivier", $"{follow}/reports/{Reporting.Interim}"),
            ("Olivier", $"{follow}/indicators.csv"),
            ("Olivier", "/staff/calls/tiers-lieux/indicators.csv"),
            ("Emma", $"/reviews/interim/{followed.Opinion.Value}"),
            ("Camille", "/calls/evaluation-dmn/eligibility"),
            ("Olivier", "/staff/calls/evaluation-dmn"),
            ("Olivier", "/staff/calls/evaluation-dmn/presentation"),
            ("Olivier", "/staff/calls/evaluation-dmn/terms"),
            ("Olivier", "/staff/calls/evaluation-dmn/thesaurus"),
            ("Olivier", "/staff/calls/evaluation-dmn/documents"),
            ("Olivier", "/staff/calls/evaluation-dmn/acknowledgement"),
            ("Olivier", "/staff/calls/evaluation-dmn/steps"),
            ("Olivier", "/staff/calls/evaluation-dmn/time"),
            ("Olivier", "/staff/calls/evaluation-dmn/reminders"),
            ("Olivier", "/staff/calls/evaluation-dmn/mails"),
            ("Camille", "/account/mails"),
            ("Olivier", "/staff/calls/evaluation-dmn/approvals"),
            ("Olivier", "/staff/calls/evaluation-dmn/follow-up"),
            ("Olivier", "/staff/calls/evaluation-dmn/letters"),
            ("Olivier", "/staff/calls/evaluation-dmn/orientation"),
            ("Olivier", "/staff/calls/evaluation-dmn/orientation/1"),
            ("Olivier", "/staff/calls/evaluation-dmn/grid"),
            ("Olivier", "/staff/calls/evaluation-dmn/form/import"),
            ("Olivier", staffWave),
            ("Olivier", reviewedWave),
            ("Olivier", $"/staff/waves/{tiersLieux.Id.Value}/ranking"),
            ("Olivier", $"/staff/waves/{tiersLieux.Id.Value}/portfolio"),
            ("Olivier", $"/staff/waves/{tiersLieux.Id.Value}/portfolio/take-over?from=Jury"),
            ("Olivier", $"/staff/rankings/{ranking}"),
            ("Olivier", $"/staff/rankings/{ranking}/sensitivity"),
            ("Olivier", $"/staff/rankings/{ranking}/votes.csv"),
            ("Olivier", $"/staff/rankings/{ranking}/ranking.xlsx"),
            ("Camille", $"/dossiers/{filed.Value}"),
            ("Camille", $"/dossiers/{filed.Value}/sections/{request.Items[0].Section}"),
            ("Emma", $"/reviews/{open.Id.Value}/complements"),
            ("Emma", $"/reviews/panels/{open.ExpertId.Value}/profile"),
            ("Olivier", $"/staff/dossiers/{filed.Value}/complements/new"),
            ("Olivier", $"/staff/dossiers/{filed.Value}/complements/{request.Id.Value}"),
            ("Odile", $"/juries/sittings/{juring.Open.Value}/close"),
            ("Odile", $"/juries/sittings/{juring.Open.Value}/items/{juring.Item.Value}/notes"),
            ("Emma", $"/reviews/exercises/{exercise.Value}"),
            ("Odile", $"/juries/sittings/{juring.Over.Value}/minutes/1.pdf"),
            ("Odile", $"/juries/sittings/{juring.Over.Value}/pack.pdf"),
            ("Odile", $"/juries/sittings/{juring.Open.Value}/items/{juring.Item.Value}"),
            ("Odile", $"/juries/sittings/{juring.Open.Value}/auditions"),
            ("Camille", $"/auditions/{juring.Audition.Value}"),
            ("Olivier", $"/staff/assignments/{proposal}"),
            ("Olivier", $"/staff/assignments/{proposal}/matrix"),
            ("Olivier", $"/staff/assignments/{proposal}/dossiers/{open.DossierId.Value}"),
            ("Olivier", $"{staffWave}/cut-offs/{dmn.CutOffs[2].Id.Value}"),
        };
        var pages = lists.Concat(figures).ToArray();
        var growth = new Growth(Database);
        await growth.OfNewerFormAsync("evaluation-dmn");
        await growth.OfFormAsync("evaluation-dmn", sections: 0);
        var before = await CountAllAsync(pages);
        await growth.OfContributionsAsync(olivier);
        await growth.OfDraftAsync(draft, "budget_section", "letters");
        await growth.OfPanelAsync("entrepots-donnees", 2, "emma");
        await growth.OfProposalsAsync(open.DossierId, open.ExpertId);
        await growth.OfJuriesAsync(juring);
        await growth.OfVersionsAsync(open.Id);
        await growth.OfProjectsAsync(followed.Project);
        await growth.OfDiscussionAsync(done.Id);
        await Growth.OfSynthesisAsync(db, done, saves: 3);
        await growth.OfReviewsAsync(open.DossierId);
        await growth.OfReviewsAsync(done.DossierId);
        await growth.OfReviewsAsync(decided);
        await growth.OfListsAsync("tiers-lieux", 1);
        await growth.OfCallsAsync("evaluation-dmn", "emma");
        await growth.OfProjectsAsync(given.List, followed, olivier, pauline, emma);
        await growth.OfMailsAsync();
        await growth.OfWebhooksAsync(webhook);
        await growth.OfClientsAsync(camille);
        await growth.OfExportsAsync(dmn.Id);
        await growth.OfMessagesAsync("evaluation-dmn", filed);
        await growth.OfComplementsAsync(filed, request.Id, asked);
        await growth.OfOrganisationAsync(shared);
        await growth.OfFormAsync("evaluation-dmn", sections: 4);
        var after = await CountAllAsync(pages);

        Assert.Multiple(() =>
        {
            foreach (var ((who, path), was, now) in pages.Zip(before, after))
            {
                Assert.That(now.Statements, Is.EqualTo(was.Statements), $"{path} as {who}");
                Assert.That(now.Statements, Is.LessThanOrEqualTo(Most), $"{path} as {who}");
                if (lists.Contains((who, path)))
                    Assert.That(
                        now.Length,
                        Is.GreaterThan(was.Length + Row),
                        $"{path} as {who} shows more than before"
                    );
            }
        });
    }

    private static Task<Wave> WaveAsync(PortalDbContext db, string slug, int number) =>
        db.Waves.SingleAsync(one =>
            one.Number == number && db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug)
        );

    private static async Task<PersonId> PersonAsync(PortalDbContext db, string name) =>
        (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;

    private async Task<List<(int Statements, int Length)>> CountAllAsync((string Who, string Path)[] pages)
    {
        var counts = new List<(int Statements, int Length)>();
        foreach (var (who, path) in pages)
        {
            if (!_people.TryGetValue(who, out var visitor))
                _people[who] = visitor = await Host.SignInAsync(who);
            var length = (await visitor.GetAsync(path)).Body.Length;
            // The least of three: now and then a session's stamp is checked on top.
            var tries = new List<int>();
            for (var attempt = 0; attempt < 3; attempt++)
                tries.Add(
                    await StatementCounter.CountAsync(
                        Database,
                        async () =>
                            Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(200), $"{path} as {who}")
                    )
                );
            counts.Add((tries.Min(), length));
        }
        return counts;
    }
}
