using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>An expert writes a review, in two tabs and more than once, and changes it after it was submitted.</summary>
[TestFixture]
internal sealed class WritingTests : OnPortal
{
    [Test]
    public async Task Of_two_tabs_the_second_reads_both_texts_and_overwrites_nothing()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        var first = await emma.PostAsync(one.Path, one.Sheet(0, toCarrier: "Premier onglet"));
        Assert.That(first.Code, Is.EqualTo(302));
        var script = await emma.PostForJsonAsync(one.Path, one.Sheet(0, toCarrier: "Second onglet"));
        Assert.That(script.Code, Is.EqualTo(409));
        var second = await emma.PostAsync(one.Path, one.Sheet(0, toCarrier: "Second onglet"));
        Assert.That(second.Code, Is.EqualTo(409));
        Assert.That(second.Body, Does.Contain("Premier onglet").And.Contain("Second onglet"));
        Assert.That(
            (await emma.GetAsync(one.Path)).Body,
            Does.Contain("Premier onglet").And.Not.Contain("Second onglet")
        );
    }

    [Test]
    public async Task Every_save_can_be_restored_and_what_stood_until_then_as_well()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        await emma.PostAsync(one.Path, one.Sheet(0, toCarrier: "Ancien avis"));
        await emma.PostAsync(one.Path, one.Sheet(1, toCarrier: "Nouvel avis"));
        var versions = await emma.GetAsync($"{one.Path}/versions");
        Assert.That(versions.Body, Does.Contain("Ancien avis").And.Contain("Nouvel avis"));
        var late = await emma.PostAsync(
            $"{one.Path}/versions/{one.Revision + 1}/restore",
            ("revision", $"{one.Revision + 1}")
        );
        Assert.That(late.Code, Is.EqualTo(409), "saved elsewhere since");
        await emma.PostAsync($"{one.Path}/versions/{one.Revision + 1}/restore", ("revision", $"{one.Revision + 2}"));
        Assert.That((await emma.GetAsync(one.Path)).Body, Does.Contain("Ancien avis"));
        Assert.That((await emma.GetAsync($"{one.Path}/versions")).Body, Does.Contain("Nouvel avis"));
    }

    [Test]
    public async Task Notes_on_passages_are_their_writers_alone()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        var refused = await emma.PostAsync($"{one.Path}/notes", ("field", "nothing"), ("text", "Perdue"));
        Assert.That(refused.Code, Is.EqualTo(409));
        await emma.PostAsync(
            $"{one.Path}/notes",
            ("field", "summary"),
            ("quote", "trois sites"),
            ("text", "CANARI-NOTE")
        );
        Assert.That((await emma.GetAsync(one.Path)).Body, Does.Contain("CANARI-NOTE").And.Contain("trois sites"));
        using var officer = await Host.SignInAsync("Olivier");
        Assert.That(
            (await officer.GetAsync($"/staff/dossiers/{one.Dossier.Value}")).Body,
            Does.Not.Contain("CANARI-NOTE")
        );
        var note = await db.PassageNotes.SingleAsync(taken => taken.Text == "CANARI-NOTE");
        await emma.PostAsync($"{one.Path}/notes/{note.Id.Value}/remove");
        Assert.That((await emma.GetAsync(one.Path)).Body, Does.Not.Contain("CANARI-NOTE"));
    }

    [Test]
    public async Task A_submitted_review_changes_with_a_reason_and_peers_see_that_it_did()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        await emma.PostAsync($"{one.Path}/submit", one.Sheet(0, mark: 2));
        Assert.That((await emma.PostAsync($"{one.Path}/reopen", ("reason", " "))).Code, Is.EqualTo(409));
        await emma.PostAsync($"{one.Path}/reopen", ("reason", "Relu avec les annexes."));
        var open = await db.Reviews.AsNoTracking().SingleAsync(review => review.Id == one.Review);
        Assert.That((open.IsOpen, open.Score), Is.EqualTo((true, (decimal?)2)));
        await emma.PostAsync($"{one.Path}/submit", one.Sheet(open.Revision - one.Revision, mark: 6));
        var changed = await db.Reviews.AsNoTracking().SingleAsync(review => review.Id == one.Review);
        Assert.That((changed.IsOpen, changed.Score), Is.EqualTo((false, (decimal?)6)));
        var peer = await db
            .Reviews.Where(review => review.DossierId == one.Dossier && review.Id != one.Review)
            .Join(
                db.Users,
                review => review.ExpertPerson.Value,
                account => account.Id,
                (review, account) => new { review.Id, account.Name }
            )
            .FirstAsync();
        using var other = await Host.SignInAsync(peer.Name.Split(' ')[0]);
        var read = WebUtility.HtmlDecode((await other.GetAsync($"/reviews/{peer.Id.Value}")).Body);
        Assert.That(read, Does.Contain("Modifiée depuis sa remise").And.Not.Contain("Relu avec les annexes."));
    }

    [Test]
    public async Task Staff_hands_a_review_back_with_a_word_and_takes_none_that_is_submitted()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        using var officer = await Host.SignInAsync("Olivier");
        await emma.PostAsync($"{one.Path}/submit", one.Sheet(0));
        var root = $"/staff/reviews/{one.Review.Value}";
        Assert.That((await officer.PostAsync($"{root}/take-away", ("word", "En retard"))).Code, Is.EqualTo(409));
        Assert.That((await officer.PostAsync($"{root}/hand-back", ("word", ""))).Code, Is.EqualTo(409));
        await officer.PostAsync($"{root}/hand-back", ("word", "Précisez la méthode."));
        var page = WebUtility.HtmlDecode((await emma.GetAsync(one.Path)).Body);
        Assert.That(page, Does.Contain("Précisez la méthode.").And.Contain("Remettre la nouvelle version"));
        var mail = await db.Outbox.SingleAsync(sent => sent.Template == "review-handed-back");
        Assert.That(mail.Recipient.Value, Is.EqualTo("emma@demo.example"));
        Assert.That(WebUtility.HtmlDecode((await emma.GetAsync("/reviews")).Body), Does.Contain("Rouverte"));

        await emma.PostAsync($"{one.Path}/keep");
        await emma.PostAsync($"{one.Path}/keep");

        var kept = await db.Reviews.AsNoTracking().SingleAsync(review => review.Id == one.Review);
        Assert.That((kept.IsOpen, kept.Score), Is.EqualTo((false, (decimal?)4)));
        Assert.That(await db.Outbox.CountAsync(sent => sent.Template == "review-kept"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_joined_the_team_gets_no_mail_about_its_reviews()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var assigned = await db
            .Reviews.Where(review => review.Id == one.Review)
            .Join(
                db.Dossiers,
                review => review.DossierId,
                dossier => dossier.Id,
                (review, dossier) => new { dossier.CallId, review.AssignedBy }
            )
            .SingleAsync();
        var (call, by) = (assigned.CallId, assigned.AssignedBy);
        await db
            .Members.Where(member => member.DossierId == one.Dossier && member.Role == MemberRole.Coordinator)
            .ExecuteUpdateAsync(set => set.SetProperty(member => member.Person, by));
        using var emma = await Host.SignInAsync("Emma");
        await emma.PostAsync($"{one.Path}/doubt", ("reason", "Le chef de file est inconnu."));
        var occasion = $"review.doubted:{one.Review.Value}";
        var told = await db.Outbox.Where(sent => sent.Occasion == occasion).ToListAsync();
        var others = await db
            .Users.Where(account =>
                account.Id != by.Value
                && db.CallOfficers.Any(officer => officer.CallId == call && officer.Person.Value == account.Id)
            )
            .Select(account => account.Email)
            .ToListAsync();
        Assert.That(told.Select(sent => sent.Recipient.Value), Is.EquivalentTo(others));
    }

    [Test]
    public async Task A_doubt_about_eligibility_reaches_staff_once_by_mail_and_on_the_dossier()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        await emma.PostAsync($"{one.Path}/doubt", ("reason", "Le chef de file n’est pas un établissement."));
        Assert.That((await emma.PostAsync($"{one.Path}/doubt", ("reason", "Encore"))).Code, Is.EqualTo(409));
        Assert.That(
            await db.Outbox.CountAsync(sent => sent.Occasion == $"review.doubted:{one.Review.Value}"),
            Is.EqualTo(1)
        );
        using var officer = await Host.SignInAsync("Olivier");
        var page = WebUtility.HtmlDecode((await officer.GetAsync($"/staff/dossiers/{one.Dossier.Value}")).Body);
        Assert.That(page, Does.Contain("Le chef de file n’est pas un établissement."));
    }

    [Test]
    public async Task After_a_month_the_last_version_of_a_quarter_of_an_hour_stays_and_what_was_submitted()
    {
        await using var db = Database.OpenAsOwner();
        var (review, began) = (await db.Reviews.Select(one => one.Id).FirstAsync(), DemoTime.Start.AddDays(-31));
        await db.Database.ExecuteSqlAsync(
            $$"""
            insert into review_versions (review_id, revision, sheet, kind, at)
            select {{review.Value}}, 100 + n, '{}', case n when 2 then 'Submitted' else 'Written' end, {{began}} + n * interval '1 minute'
            from generate_series(1, 5) n
            """
        );
        await new ThinVersions(db, Host.Services.GetRequiredService<PortalClock>()).RunAsync(CancellationToken.None);
        var kept = await db
            .ReviewVersions.Where(one => one.ReviewId == review && one.Revision > 100)
            .Select(one => one.Revision)
            .Order()
            .ToListAsync();
        Assert.That(kept, Is.EqualTo(new[] { 101, 102, 105 }));
    }

    [Test]
    public async Task Of_a_synthesis_the_same_stays_and_what_was_taken_up_again_with_what_stood_before()
    {
        await using var owner = Database.OpenAsOwner();
        var review = await owner.Reviews.Where(one => one.SubmittedAt != null).OrderBy(one => one.Id).FirstAsync();
        var (synthesis, began) = (
            Synthesis.Entrust(review, review.AssignedBy, DemoTime.Start),
            DemoTime.Start.AddDays(-31)
        );
        owner.Syntheses.Add(synthesis);
        await owner.SaveChangesAsync();
        // 3 is submitted before 4 is written, 7 takes 1 up again; 9 begins another quarter of an hour.
        await owner.Database.ExecuteSqlAsync(
            $$"""
            insert into synthesis_versions (synthesis_id, revision, sheet, "by", at)
            select {{synthesis.Id.Value}}, n, jsonb_build_object('toPanel', 'Texte ' || case n when 7 then 1 else n end),
              {{review.Id.Value}}, date_bin('15 minutes', {{began}}, 'epoch') + n * interval '100 seconds'
            from generate_series(1, 9) n
            """
        );
        await owner.Database.ExecuteSqlAsync(
            $"""
            insert into history (name, subject_kind, subject_id, at, data)
            select 'synthesis.submitted', 'synthesis', synthesis_id, at + interval '1 second', ''
            from synthesis_versions where synthesis_id = {synthesis.Id.Value} and revision = 3
            """
        );
        await using var db = Database.Open();
        await new ThinVersions(db, Host.Services.GetRequiredService<PortalClock>()).RunAsync(CancellationToken.None);
        var kept = await db.Set<SynthesisVersion>()
            .Where(one => one.SynthesisId == synthesis.Id)
            .Select(one => one.Revision)
            .Order()
            .ToListAsync();
        Assert.That(kept, Is.EqualTo(new[] { 3, 6, 7, 8, 9 }));
    }
}
