using System.Net;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Dossiers;

/// <summary>Letters and synopses that are judged, and what is written after: seen by its carrier and by staff.</summary>
[TestFixture]
internal sealed class StepThreadTests : OnPortal
{
    private const string Remarks = "Précisez le comparateur, point 7.";

    [Test]
    public async Task Before_GO_the_next_step_is_nowhere_and_after_it_is_written_and_filed()
    {
        await using var db = Database.Open();
        var dossier = await AwaitingAsync();
        var root = $"/dossiers/{dossier.Value}";
        await GiveToCarrierAsync(dossier, "Camille");
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        foreach (var path in new[] { "", "/state?since=0", "/versions/protocol" })
            Assert.That((await camille.GetAsync($"{root}/sections/full_protocol{path}")).Code, Is.EqualTo(404), path);
        var written = ("f.protocol", "Un essai.");
        Assert.That(
            (await camille.PostAsync($"{root}/sections/full_protocol", ("revision", "0"), written)).Code,
            Is.EqualTo(404)
        );
        var page = (await camille.GetAsync(root)).Body;
        Assert.That(page, Does.Contain("aria-current=\"step\"").And.Contain("Protocole complet"));
        Assert.That(page, Does.Not.Contain("sections/full_protocol"));

        await olivier.PostAsync(
            $"/staff/dossiers/{dossier.Value}/verdict",
            ("Answer", "Go"),
            ("Remarks", Remarks),
            ("Due", "2024-03-15T12:00")
        );
        page = (await camille.GetAsync(root)).Body;
        Assert.That(Plain(page), Does.Contain(Remarks).And.Contain("15 mars 2024"));
        Assert.That(page, Does.Contain("sections/full_protocol").And.Contain($"{root}/filings/1"));
        Assert.That(
            Plain((await camille.GetAsync($"{root}/check")).Body),
            Does.Contain($"{root}/sections/full_protocol")
                .And.Not.Contain("est déposé")
                .And.Not.Contain($"{root}/file\""),
            "what the next step asks is to be written"
        );
        Assert.That(
            (await camille.PostAsync($"{root}/sections/full_protocol", ("revision", "0"), written)).Code,
            Is.EqualTo(302)
        );
        await camille.PostAsync(
            $"{root}/sections/full_protocol",
            ("revision", "1"),
            written,
            ("f.market", "Un marché."),
            ("f.start_date", "2024-09-01")
        );
        var check = Plain((await camille.GetAsync($"{root}/check")).Body);
        Assert.That(check, Does.Contain("étape 2 sur 2").And.Contain("Un essai.").And.Contain($"{root}/file\""));
        Assert.That((await camille.PostAsync($"{root}/file")).Location, Is.EqualTo($"{root}/receipt"));
        Assert.That(Plain((await camille.GetAsync($"{root}/receipt")).Body), Does.Contain("Protocole complet (2 / 2)"));
        var earlier = Plain((await camille.GetAsync($"{root}/filings/1")).Body);
        Assert.That(earlier, Does.Contain("Ce qui a été déposé : Synopsis").And.Not.Contain("Un essai."));
        Assert.That((await camille.GetAsync($"{root}/filings/2")).Body, Does.Contain("Un essai."));
        Assert.That((await camille.GetAsync($"{root}/filings/3")).Code, Is.EqualTo(404));
        Assert.That(
            (await olivier.GetAsync($"/staff/dossiers/{dossier.Value}/filings/1")).Body,
            Does.Not.Contain("Un essai.")
        );
    }

    [Test]
    public async Task Nobody_but_the_team_reads_the_remarks_and_no_expert_is_named_in_them()
    {
        var dossier = await AwaitingAsync();
        await GiveToCarrierAsync(dossier, "Camille");
        await ReviewAsync(dossier, "emma", "Remarque d’expert, point 3.");
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        using var olivier = await Host.SignInAsync("Olivier");
        var root = $"/dossiers/{dossier.Value}";
        Assert.That(
            Plain((await camille.GetAsync(root)).Body),
            Does.Not.Contain("Remarque d’expert"),
            "not before it is given"
        );
        var desk = Plain((await olivier.GetAsync($"/staff/dossiers/{dossier.Value}")).Body);
        Assert.That(desk, Does.Contain("Remarque d’expert, point 3.</textarea>"), "what to begin with");

        var lacking = await olivier.PostAsync(
            $"/staff/dossiers/{dossier.Value}/verdict",
            ("Answer", "NoGo"),
            ("Remarks", ""),
            ("Due", "")
        );
        Assert.That(lacking.Code, Is.EqualTo(409));
        await olivier.PostAsync(
            $"/staff/dossiers/{dossier.Value}/verdict",
            ("Answer", "NoGo"),
            ("Remarks", "Remarque d’expert, point 3."),
            ("Due", "")
        );
        var told = Plain((await camille.GetAsync(root)).Body);
        Assert.That(told, Does.Contain("Remarque d’expert, point 3.").And.Contain("NO GO"));
        Assert.That(told[told.IndexOf("<main", StringComparison.Ordinal)..], Does.Not.Contain("Emma"));
        Assert.That((await paul.GetAsync(root)).Code, Is.EqualTo(404));
        Assert.That((await paul.GetAsync($"{root}/filings/1")).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        var mails = await db.Outbox.Where(mail => mail.Template == "verdict-no-go").ToListAsync();
        Assert.That(mails.Select(mail => string.Join(' ', mail.Data.Values)), Is.All.Not.Contain("Emma"));
    }

    [Test]
    public async Task What_was_recommended_is_taken_up_and_filed_again()
    {
        await using var db = Database.Open();
        using var camille = await Host.SignInAsync("Camille");
        var dossier = await db
            .Dossiers.Where(one => one.Dismissal!.MayRefile)
            .Select(one => new { one.Id, one.Number })
            .SingleAsync();
        var root = $"/dossiers/{dossier.Id.Value}";
        var page = Plain((await camille.GetAsync(root)).Body);
        Assert.That(page, Does.Contain("Recommandations fictives").And.Contain($"{root}/take-up-again"));
        Assert.That((await camille.PostAsync($"{root}/take-up-again")).Location, Is.EqualTo(root));
        page = Plain((await camille.GetAsync(root)).Body);
        Assert.That(page, Does.Contain("nouveau dépôt NON fait").And.Not.Contain("/take-up-again"));
        Assert.That((await camille.PostAsync($"{root}/file")).Location, Is.EqualTo($"{root}/receipt"));
        Assert.That((await camille.GetAsync($"{root}/receipt")).Body, Does.Contain(dossier.Number!));
        Assert.That((await camille.PostAsync($"{root}/take-up-again")).Code, Is.EqualTo(409));
    }

    [Test]
    public async Task An_officer_puts_the_date_of_a_step_off_and_the_team_reads_it()
    {
        var dossier = await AwaitingAsync();
        await GiveToCarrierAsync(dossier, "Camille");
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var desk = $"/staff/dossiers/{dossier.Value}";
        var unreadable = await olivier.PostAsync($"{desk}/verdict", ("Answer", "Go"), ("Due", "en mars"));
        Assert.That(unreadable.Code, Is.EqualTo(200));
        Assert.That(Plain(unreadable.Body), Does.Contain("Donnez une date et une heure, comme").And.Contain("en mars"));
        await olivier.PostAsync($"{desk}/verdict", ("Answer", "Go"), ("Remarks", Remarks), ("Due", "2024-03-15T12:00"));
        Assert.That(Plain((await olivier.GetAsync(desk)).Body), Does.Contain("Repousser l’échéance"));
        var refused = await olivier.PostAsync($"{desk}/prolong-step", ("Due", "2024-03-14T12:00"));
        Assert.That(
            (refused.Code, Plain(refused.Body).Contains("plus tardive", StringComparison.Ordinal)),
            Is.EqualTo((409, true))
        );
        var unread = await olivier.PostAsync($"{desk}/prolong-step", ("Due", "jeudi"));
        Assert.That(unread.Code, Is.EqualTo(200));
        Assert.That(unread.Body, Does.Contain("Donnez une date et une heure, comme").And.Contain("jeudi"));
        var seen = await olivier.PostAsync($"{desk}/prolong-step", ("Due", "2024-04-30T12:00"));
        Assert.That(Plain(seen.Body), Does.Contain("Personnes prévenues par courriel").And.Contain("23 avril 2024"));
        var mark = seen.Body.Split("name=\"confirmed\" value=\"")[1].Split('"')[0];
        var other = await olivier.PostAsync($"{desk}/prolong-step", ("Due", "2024-05-30T12:00"), ("confirmed", mark));
        Assert.That(Plain(other.Body), Does.Contain("Rien n’est changé"), "another date than was seen");
        Assert.That(
            (
                await olivier.PostAsync($"{desk}/prolong-step", ("Due", "2024-04-30T12:00"), ("confirmed", mark))
            ).Location,
            Is.EqualTo(desk)
        );
        Assert.That(Plain((await camille.GetAsync($"/dossiers/{dossier.Value}")).Body), Does.Contain("30 avril 2024"));
    }

    [Test]
    public async Task A_step_that_was_missed_is_not_said_to_be_filed()
    {
        var dossier = await AwaitingAsync();
        await GiveToCarrierAsync(dossier, "Camille");
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync(
            $"/staff/dossiers/{dossier.Value}/verdict",
            ("Answer", "Go"),
            ("Remarks", Remarks),
            ("Due", "2024-03-15T12:00")
        );
        await using (var db = Database.OpenAsOwner())
        {
            var tracked = await db.Dossiers.SingleAsync(one => one.Id == dossier);
            tracked.MissStep(tracked.StepDue!.EndsAt.AddMinutes(1));
            await db.SaveChangesAsync();
        }
        var page = Plain((await camille.GetAsync($"/dossiers/{dossier.Value}")).Body);
        var steps = page.Split("id=\"steps\"")[1].Split("</section>")[0];
        Assert.That(steps.Split("Déposé le"), Has.Length.EqualTo(2), "the first step alone");
        Assert.That(steps, Does.Contain("Non déposé.").And.Not.Contain("En cours d’écriture"));
    }

    [Test]
    public async Task What_is_to_be_checked_leads_to_just_that()
    {
        await new Stage(Database).FiledAsync(
            await new Stage(Database).PersonAsync(),
            "evaluation-dmn",
            1,
            Deadline.InstantOf(new DateTime(2023, 4, 1, 12, 0, 0, DateTimeKind.Unspecified))
        );
        await new Stage(Database).FiledAsync(
            await new Stage(Database).PersonAsync(),
            "evaluation-dmn",
            1,
            DemoTime.Start.AddHours(-1)
        );
        await using var db = Database.Open();
        using var olivier = await Host.SignInAsync("Olivier");
        var wave = await db
            .Waves.Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"))
            .Select(one => one.Id.Value)
            .SingleAsync();
        var card = Plain((await olivier.GetAsync($"/staff/waves/{wave}")).Body).Split("Recevabilité à examiner")[1];
        var count = card.Split("big-number\">")[1].Split('<')[0];
        Assert.That(count, Is.Not.EqualTo("0"));
        var board = (await olivier.GetAsync($"/staff/waves/{wave}")).Body;
        Assert.That(board, Does.Contain($"/staff/waves/{wave}/dossiers?toCheck=true"));
        var list = Plain((await olivier.GetAsync($"/staff/waves/{wave}/dossiers?toCheck=true")).Body);
        Assert.That(list, Does.Contain($"Lignes : {count}<"));
        var filed = Plain((await olivier.GetAsync($"/staff/waves/{wave}/dossiers?state=Filed")).Body);
        Assert.That(filed, Does.Not.Contain($"Lignes : {count}<"), "some can still be filed anew");
    }

    [Test]
    public async Task Staff_finds_by_step_and_verdict_what_a_wave_holds()
    {
        await using var db = Database.Open();
        using var olivier = await Host.SignInAsync("Olivier");
        var wave = await db
            .Waves.Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"))
            .Select(one => one.Id)
            .SingleAsync();
        var whole = await db
            .Filings.Where(filing => filing.Step == 2)
            .Join(db.Dossiers, filing => filing.Id, one => one.FilingId, (_, one) => one.Number)
            .FirstAsync();
        var list = $"/staff/waves/{wave.Value}/dossiers";
        Assert.That((await olivier.GetAsync($"{list}?step=2")).Body, Does.Contain(whole!));
        Assert.That((await olivier.GetAsync($"{list}?step=1")).Body, Does.Not.Contain(whole!));
        Assert.That((await olivier.GetAsync($"{list}?awaiting=true")).Body, Does.Not.Contain(whole!));
        Assert.That((await olivier.GetAsync($"{list}.csv")).Body, Does.Contain("Étape"));
    }

    [TestCase("dossiers")]
    [TestCase("ranking")]
    public async Task Staff_sees_on_each_line_of_a_wave_at_which_step_it_is(string page)
    {
        var dossier = await AwaitingAsync();
        await using var db = Database.Open();
        var its = await db.Dossiers.SingleAsync(one => one.Id == dossier);
        using var olivier = await Host.SignInAsync("Olivier");
        var rows = Plain((await olivier.GetAsync($"/staff/waves/{its.WaveId.Value}/{page}")).Body).Split("<tr>");
        Assert.That(
            rows.Single(row => row.Contains(its.Number!, StringComparison.Ordinal)),
            Does.Contain("<span class=\"tag tag-info\">Synopsis</span>")
        );
    }

    [Test]
    public async Task The_public_reads_all_parts_of_the_form_with_their_steps()
    {
        using var visitor = Host.NewVisitor();
        var form = Plain((await visitor.GetAsync("/calls/evaluation-dmn/form")).Body);
        Assert.That(
            form,
            Does.Contain("Étape 1 : Synopsis").And.Contain("Étape 2 : Protocole complet").And.Contain("comparateur")
        );
    }

    /// <summary>A synopsis of the cut-off before that was found eligible.</summary>
    private async Task<DossierId> AwaitingAsync()
    {
        var stage = new Stage(Database);
        var carrier = await stage.PersonAsync();
        var dossier = await stage.FiledAsync(
            carrier,
            "evaluation-dmn",
            1,
            Deadline.InstantOf(new DateTime(2023, 4, 1, 12, 0, 0, DateTimeKind.Unspecified))
        );
        await using var db = Database.Open();
        var tracked = await db.Dossiers.SingleAsync(one => one.Id == dossier.Id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        tracked.CheckEligibility(wave, eligible: true, "", PersonId.New(), await db.NowAsync());
        await db.SaveChangesAsync();
        return dossier.Id;
    }

    private async Task GiveToCarrierAsync(DossierId dossier, string name)
    {
        await using var db = Database.OpenAsOwner();
        var person = await db.Users.Where(one => one.Name == $"{name} Démo").Select(one => one.Id).SingleAsync();
        await db.Database.ExecuteSqlAsync(
            $"update dossier_members set person = {person} where dossier_id = {dossier.Value}"
        );
    }

    private async Task ReviewAsync(DossierId id, string key, string toCarrier)
    {
        await using var db = Database.OpenAsOwner();
        var account = await db.Users.SingleAsync(one => one.Email == $"{key}@demo.example");
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var (invitation, expert) = Experts.Joined(dossier.WaveId, account, PersonId.New(), now);
        expert.SignCharter(now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), now.AddSeconds(1));
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId);
        var review = Review.Assign(dossier, expert, call.CurrentGrid, PersonId.New(), now.AddSeconds(2));
        var marks = call.CurrentGrid.Criteria.Select(one => new CriterionReview(one.Key, 5, "Au comité.", ""));
        review.Save(new ReviewSheet([.. marks], "Au comité.", toCarrier), 0, now.AddSeconds(3));
        review.Submit(call.CurrentGrid, now.AddSeconds(4));
        db.AddRange(invitation, expert, review);
        await db.SaveChangesAsync();
    }

    private static string Plain(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
