using System.Globalization;
using System.Net;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Tests.Reviews;

/// <summary>What an expert reads of their panels.</summary>
[TestFixture]
internal sealed class PanelsTests : OnPortal
{
    [TestCase(-1, true)]
    [TestCase(1, false)]
    public async Task A_date_to_submit_reviews_says_once_it_has_passed(int days, bool passed)
    {
        await using (var db = Database.OpenAsOwner())
        {
            var emma = await db.Users.SingleAsync(one => one.Email == "emma@demo.example");
            var person = emma.Person;
            var due = new Deadline(DemoTime.Start.AddDays(days).DateTime);
            var waves = await db
                .Waves.Where(wave => db.Experts.Any(expert => expert.WaveId == wave.Id && expert.Person == person))
                .ToListAsync();
            foreach (var wave in waves)
                wave.SetReviewsDue(due, by: null, DemoTime.Start);
            await db.SaveChangesAsync();
        }
        using var expert = await Host.SignInAsync("Emma");
        var page = WebUtility.HtmlDecode((await expert.GetAsync("/reviews")).Body);
        Assert.That(page, Does.Contain(passed ? "Date dépassée" : "À remettre avant le"));
        Assert.That(page, Does.Not.Contain(passed ? "À remettre avant le" : "Date dépassée"));
        if (passed)
            Assert.That(page.Split("Date dépassée"), Has.Length.EqualTo(2), "only in the wave where something is due");
    }

    [Test]
    public async Task Before_reviews_are_due_who_has_some_left_is_told_how_many_once_a_day_and_no_title()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"delete from reminder_marks");
        var open = await db.OpenReviews().Select(review => review.WaveId).FirstAsync();
        var wave = await db.Waves.SingleAsync(one => one.Id == open);
        var now = await db.NowAsync();
        wave.SetReviewsDue(new Deadline(now.AddDays(20).DateTime), by: null, now);
        await db.SaveChangesAsync();
        var left = (
            await db.OpenReviews()
                .Where(review => review.WaveId == wave.Id)
                .Select(review => review.ExpertId)
                .ToListAsync()
        )
            .CountBy(expert => expert)
            .ToList();
        try
        {
            await Host.SetClockAsync(now.AddDays(14));
            for (var sweep = 0; sweep < 2; sweep++)
                await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
            var since = now.AddDays(13);
            var mails = await db
                .Outbox.Where(mail => mail.Template == "review-reminder-until" && mail.CreatedAt > since)
                .ToListAsync();
            var told = mails.FindAll(mail => left.Exists(one => mail.Occasion.EndsWith($"{one.Key.Value}")));
            var titles = await db.Dossiers.Where(one => one.WaveId == wave.Id).Select(one => one.Title).ToListAsync();
            Assert.That(told.Select(mail => mail.Data["left"]), Is.EquivalentTo(left.Select(one => $"{one.Value}")));
            Assert.That(told.SelectMany(mail => mail.Data.Values).Intersect(titles), Is.Empty);
        }
        finally
        {
            await Host.SetClockAsync(now);
        }
    }

    [Test]
    public async Task Who_declares_a_conflict_with_a_dossier_that_they_hold_gives_it_back()
    {
        await using var db = Database.Open();
        var held = await db.Reviews.FirstAsync(one =>
            one.SubmittedAt == null
            && db.Users.Any(account => account.Id == one.ExpertPerson.Value && account.Email == "emma@demo.example")
        );
        using var expert = await Host.SignInAsync("Emma");

        await expert.PostAsync(
            $"/reviews/panels/{held.ExpertId.Value}/conflicts",
            ("conflicts", $"{held.DossierId.Value}")
        );

        await using var after = Database.Open();
        Assert.That((await after.Reviews.SingleAsync(one => one.Id == held.Id)).Recusal, Is.Not.Null);
    }

    [Test]
    public async Task A_reason_beside_a_box_that_is_not_ticked_is_asked_about_and_nothing_is_declared_meanwhile()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var expert = await db.Reviews.Where(its => its.Id == one.Review).Select(its => its.ExpertId).SingleAsync();
        var path = $"/reviews/panels/{expert.Value}/conflicts";
        var other = await db
            .Reviews.Where(its => its.ExpertId == expert && its.DossierId != one.Dossier && its.Recusal == null)
            .Select(its => its.DossierId)
            .FirstAsync();
        using var emma = await Host.SignInAsync("Emma");

        var told = await emma.PostAsync(
            path,
            ("conflicts", $"{other.Value}"),
            ($"reason.{one.Dossier.Value}", "Une sœur y travaille")
        );

        var page = WebUtility.HtmlDecode(told.Body);
        Assert.That(told.Code, Is.EqualTo(200));
        Assert.That(page, Does.Contain("cochez-le pour déclarer").And.Contain("value=\"Une sœur y travaille\""));
        Assert.That(page, Does.Match($"id=\"c-{other.Value}\" checked"), "what was ticked stays ticked");
        await using var after = Database.Open();
        var held = await after.Reviews.Where(its => its.ExpertId == expert).ToListAsync();
        Assert.That(held.Single(its => its.DossierId == other).Recusal, Is.Null);
    }

    [Test]
    public async Task All_score_one_sample_before_their_own_and_read_how_the_others_lie_without_names()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        await ServeAsync(db, one.Wave, 3);
        using var officer = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        var root = $"/staff/waves/{one.Wave.Value}/exercise";
        var due = DemoTime.Start.AddDays(5).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        Assert.That((await officer.PostAsync(root, ("Title", "Un exemple"), ("Text", ""))).Code, Is.EqualTo(409));
        await officer.PostAsync(root, ("Title", "Un exemple"), ("Text", "Tout est faux."));
        var unseen = await officer.PostAsync(root, ("Title", "Un autre"), ("Text", "Écrit en même temps."));
        Assert.That(unseen.Code, Is.EqualTo(409), "who began when there was none overwrites nothing");
        Assert.That(WebUtility.HtmlDecode(unseen.Body), Does.Contain("Tout est faux.").And.Contain("en même temps."));
        var first = RevisionOf(await PageAsync(officer, root), "Revision");
        await officer.PostAsync(root, ("Revision", first), ("Title", "Un exemple"), ("Text", "Tout est inventé."));
        var stale = await officer.PostAsync(
            root,
            ("Revision", first),
            ("Title", "Un autre"),
            ("Text", "Tout est vrai.")
        );
        Assert.That(stale.Code, Is.EqualTo(409));
        await officer.PostAsync($"{root}/open", ("due", due), ("isRequired", "true"));
        var exercise = await db.Exercises.SingleAsync(its => its.WaveId == one.Wave);
        var path = $"/reviews/exercises/{exercise.Id.Value}";
        var serving = await db.Experts.CountAsync(its => its.WaveId == one.Wave);
        Assert.That(await db.Outbox.CountAsync(its => its.Template == "exercise-opened"), Is.EqualTo(serving));

        Assert.That(await PageAsync(emma, "/reviews"), Does.Contain("Remettez d’abord l’exercice"));
        Assert.That((await emma.PostAsync(one.Path, one.Sheet(0))).Code, Is.EqualTo(409));
        Assert.That((await db.Reviews.AsNoTracking().SingleAsync(its => its.Id == one.Review)).SavedAt, Is.Null);
        Assert.That(await PageAsync(emma, path), Does.Contain("Tout est inventé.").And.Not.Contain("id=\"spread\""));
        Assert.That((await emma.PostAsync($"{path}/submit", one.Sheet(-one.Revision))).Code, Is.EqualTo(302));
        Assert.That(await PageAsync(emma, path), Does.Contain("Moins de 3 autres experts"));
        Assert.That((await emma.PostAsync(one.Path, one.Sheet(0))).Code, Is.EqualTo(302), "nothing keeps her now");

        await SubmitAsync(db, exercise, one, 3);
        Assert.That(await PageAsync(emma, path), Does.Contain("<svg").And.Not.Contain("Canari"));
        Assert.That(await PageAsync(officer, root), Does.Contain("Canari 1").And.Contain("<svg"));
        var read = RevisionOf(await PageAsync(officer, root));
        await officer.PostAsync($"{root}/reference", ("revision", read), ("toPanel", "Le budget pèse."));
        Assert.That(await PageAsync(emma, path), Does.Contain("Le budget pèse."));
        var overtaken = await officer.PostAsync($"{root}/reference", ("revision", read), ("toPanel", "L’équipe pèse."));
        Assert.That(overtaken.Code, Is.EqualTo(409), "somebody saved another one meanwhile");
        Assert.That(
            WebUtility.HtmlDecode(overtaken.Body),
            Does.Contain("Le budget pèse.").And.Contain("L’équipe pèse.").And.Not.Contain($"value=\"{read}\"")
        );
        Assert.That(await PageAsync(emma, path), Does.Contain("Le budget pèse.").And.Not.Contain("L’équipe pèse."));
        await officer.PostAsync($"{root}/remind");
        await officer.PostAsync($"{root}/remind");
        var reminded = await db.Outbox.CountAsync(its => its.Template == "exercise-reminder");
        Assert.That(reminded, Is.EqualTo(serving - 4), "once, and only who hasn’t submitted");
        await officer.PostAsync($"/staff/waves/{one.Wave.Value}/progress/remind");
        var twice = await db.Outbox.Where(its => its.Occasion.StartsWith("review.reminded:")).ToListAsync();
        Assert.That(twice.GroupBy(its => its.Recipient).Max(its => its.Count()), Is.EqualTo(1), "of anything");
    }

    private static string RevisionOf(string page, string field = "revision") =>
        page.Split($"name=\"{field}\" value=\"")[1].Split('"')[0];

    private static async Task<string> PageAsync(Visitor who, string path) =>
        WebUtility.HtmlDecode((await who.GetAsync(path)).Body);

    private async Task ServeAsync(PortalDbContext db, WaveId wave, int count)
    {
        var (stage, now) = (new Stage(Database), await db.NowAsync());
        var officer = await db.Users.SingleAsync(one => one.Email == "olivier@demo.example");
        for (var number = 1; number <= count; number++)
        {
            var account = await stage.PersonAsync($"Canari {number}", role: PortalRole.Expert);
            var pooled = Experts.Pooled(wave, account.Email!, officer.Person, now, $"Canari {number}");
            var invitation = Experts.Invited(pooled, officer.Person, now);
            invitation.Accept(now);
            db.AddRange(pooled, invitation, new Expert(invitation, pooled, account.Person, now));
        }
        await db.SaveChangesAsync();
    }

    private static async Task SubmitAsync(PortalDbContext db, Exercise exercise, Reviewing one, int count)
    {
        var emma = await db.Reviews.Where(its => its.Id == one.Review).Select(its => its.ExpertId).SingleAsync();
        var experts = await db
            .Experts.Where(its => its.WaveId == one.Wave && its.Id != emma)
            .OrderByDescending(its => its.JoinedAt)
            .Take(count)
            .ToListAsync();
        var sheet = (await db.Trials.AsNoTracking().SingleAsync(its => its.ExpertId == emma)).Sheet;
        foreach (var expert in experts)
        {
            var (trial, now) = (new Trial(exercise, expert), await db.NowAsync());
            trial.Save(sheet, 0, exercise, now);
            trial.Submit(one.Grid, exercise, now);
            db.Trials.Add(trial);
        }
        await db.SaveChangesAsync();
    }
}
