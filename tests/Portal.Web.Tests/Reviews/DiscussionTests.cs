using System.Net;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Tests.Reviews;

/// <summary>Experts discuss a dossier under letters or names; staff reminds those who have still to write.</summary>
[TestFixture]
internal sealed class DiscussionTests : OnPortal
{
    [Test]
    public async Task Who_has_submitted_discusses_under_a_letter_and_whoever_is_mentioned_gets_one_mail_a_day()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        Assert.That((await emma.GetAsync($"{one.Path}/discussion")).Code, Is.EqualTo(404), "not before her own is in");
        Assert.That((await emma.PostAsync($"{one.Path}/discussion", ("text", "Bonjour"))).Code, Is.EqualTo(404));
        await emma.PostAsync($"{one.Path}/submit", one.Sheet(0));
        var letters = await db.PseudonymsAsync(one.Dossier, default);
        var peer = await PeerAsync(db, one);
        await emma.PostAsync($"{one.Path}/discussion", ("text", $"@{letters[peer.Id]}, relisons le budget."));
        await emma.PostAsync($"{one.Path}/discussion", ("text", $"Encore une fois @{letters[peer.Id]}."));
        var mails = await db.Outbox.Where(mail => mail.Template == "discussion-mentioned").ToListAsync();
        Assert.That(mails, Has.Count.EqualTo(1));
        Assert.That(string.Join(' ', mails[0].Data.Values), Does.Not.Contain("Emma").And.Not.Contain("budget"));
        using var other = await Host.SignInAsync(peer.Name.Split(' ')[0]);
        var read = WebUtility.HtmlDecode((await other.GetAsync($"/reviews/{peer.Id.Value}/discussion")).Body);
        Assert.That(read, Does.Contain("relisons le budget").And.Contain($"Expert {letters[one.Review]}"));
        using var officer = await Host.SignInAsync("Olivier");
        var staff = $"/staff/dossiers/{one.Dossier.Value}/discussion";
        Assert.That(
            WebUtility.HtmlDecode((await officer.GetAsync(staff)).Body),
            Does.Contain($"Emma Démo ({letters[one.Review]})")
        );
        await officer.PostAsync(staff, ("text", "Merci à tous."));
        Assert.That((await other.GetAsync($"/reviews/{peer.Id.Value}/discussion")).Body, Does.Contain("Merci à tous."));

        await using (var owner = Database.OpenAsOwner())
            await owner
                .DiscussionMessages.Where(said => said.DossierId == one.Dossier)
                .ExecuteUpdateAsync(set => set.SetProperty(said => said.SetAsideAt, DemoTime.Start));
        Assert.That(
            WebUtility.HtmlDecode((await officer.GetAsync(staff)).Body),
            Does.Contain("Discussion d’avant la mise de côté des évaluations (3)").And.Contain("relisons le budget")
        );
        Assert.That(
            (await other.GetAsync($"/reviews/{peer.Id.Value}/discussion")).Body,
            Does.Not.Contain("relisons le budget"),
            "who judges next begins afresh"
        );
    }

    [Test]
    public async Task Reminders_go_once_a_day_to_those_who_owe_a_review()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var officer = await Host.SignInAsync("Olivier");
        var root = $"/staff/waves/{one.Wave.Value}/progress";
        Assert.That((await officer.GetAsync(root)).Body, Does.Contain("Emma"));
        await officer.PostAsync($"{root}/remind");
        await officer.PostAsync($"{root}/remind");
        var mails = await db.Outbox.Where(mail => mail.Template.StartsWith("review-reminder")).ToListAsync();
        Assert.That(mails.Select(mail => mail.Recipient.Value), Is.EqualTo(new[] { "emma@demo.example" }));
        await Host.SetClockAsync(DemoTime.Start.AddDays(1));
        await officer.PostAsync($"{root}/remind");
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template.StartsWith("review-reminder")), Is.EqualTo(2));
    }

    [Test]
    public async Task A_dossier_taken_from_an_expert_is_theirs_no_more_and_they_are_told_why()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var officer = await Host.SignInAsync("Olivier");
        await officer.PostAsync($"/staff/reviews/{one.Review.Value}/take-away", ("word", "Le temps presse."));
        using var emma = await Host.SignInAsync("Emma");
        Assert.That((await emma.GetAsync(one.Path)).Code, Is.EqualTo(404));
        var mail = await db.Outbox.SingleAsync(sent => sent.Template == "review-taken-away");
        Assert.That(mail.Data["word"], Is.EqualTo("Le temps presse."));
    }

    [Test]
    public async Task A_rapporteur_writes_the_synthesis_and_the_others_say_whether_they_agree()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var peer = await PeerAsync(db, one);
        using var emma = await Host.SignInAsync("Emma");
        using var officer = await Host.SignInAsync("Olivier");
        using var other = await Host.SignInAsync(peer.Name.Split(' ')[0]);
        await officer.PostAsync($"/staff/reviews/{one.Review.Value}/rapporteur");
        var (mine, theirs) = ($"{one.Path}/synthesis", $"/reviews/{peer.Id.Value}/synthesis");
        Assert.That((await emma.GetAsync(mine)).Code, Is.EqualTo(404), "not before her own review is in");
        await emma.PostAsync($"{one.Path}/submit", one.Sheet(0));
        var synthesis = one.Sheet(-one.Revision, toCarrier: "Nous nous accordons.")
            .Append(("toPanel", "Entre nous."))
            .ToArray();
        Assert.That(
            (await emma.PostAsync($"{mine}/submit", synthesis[..^1])).Body,
            Does.Contain("Écrivez un texte pour le comité.")
        );
        Assert.That((await other.GetAsync(theirs)).Code, Is.EqualTo(404), "a draft is the rapporteur’s");
        await emma.PostAsync($"{mine}/submit", [("revision", "1"), .. synthesis[1..]]);
        Assert.That((await other.GetAsync(theirs)).Body, Does.Contain("Nous nous accordons."));
        Assert.That(
            (await other.PostAsync($"{theirs}/opinion", ("revision", "2"), ("agrees", "false"))).Code,
            Is.EqualTo(409),
            "without a word"
        );
        var (objects, word) = (("agrees", "false"), ("word", "La note est trop haute."));
        Assert.That(
            (await other.PostAsync($"{theirs}/opinion", ("revision", "1"), objects, word)).Code,
            Is.EqualTo(409),
            "another one was read"
        );
        Assert.That((await other.GetAsync(theirs)).Body, Does.Contain("name=\"revision\" value=\"2\""));
        await other.PostAsync($"{theirs}/opinion", ("revision", "2"), objects, word);
        Assert.That((await other.PostAsync(theirs, synthesis)).Code, Is.EqualTo(409), "one rapporteur writes");
        var staff = WebUtility.HtmlDecode((await officer.GetAsync($"/staff/dossiers/{one.Dossier.Value}")).Body);
        Assert.That(staff, Does.Contain("Nous nous accordons.").And.Contain("La note est trop haute."));
        await emma.PostAsync($"{mine}/reopen");
        Assert.That(await db.Set<SynthesisOpinion>().AnyAsync(), Is.False, "asked anew");
        Assert.That((await other.GetAsync($"{theirs}/versions")).Code, Is.EqualTo(404), "the rapporteur’s alone");
        Assert.That((await emma.GetAsync($"{mine}/versions")).Body, Does.Contain("versions/1/restore"));
        Assert.That(
            (await emma.PostAsync($"{mine}/versions/1/restore", ("revision", "1"))).Code,
            Is.EqualTo(409),
            "saved since"
        );
        await emma.PostAsync($"{mine}/versions/1/restore", ("revision", "2"));
        var restored = await db.Syntheses.AsNoTracking().SingleAsync(its => its.DossierId == one.Dossier);
        Assert.That((restored.Revision, restored.Sheet.ToPanel), Is.EqualTo((3, "")), "nothing is lost by it");

        await LateConflicts.NoteAsync(Database, one.Review);
        Assert.That((await emma.GetAsync(mine)).Code, Is.EqualTo(404), "in conflict");
        Assert.That((await officer.PostAsync($"/staff/reviews/{one.Review.Value}/rapporteur")).Code, Is.EqualTo(409));
        await officer.PostAsync($"/staff/reviews/{peer.Id.Value}/rapporteur");
        Assert.That((await other.GetAsync(theirs)).Body, Does.Not.Contain("Nous nous accordons."), "begun afresh");
        Assert.That(
            WebUtility.HtmlDecode((await officer.GetAsync($"/staff/dossiers/{one.Dossier.Value}")).Body),
            Does.Contain("Synthèse mise de côté").And.Contain("Nous nous accordons.")
        );
        await LateConflicts.ForgetAsync(Database);
    }

    private static async Task<(ReviewId Id, string Name)> PeerAsync(PortalDbContext db, Reviewing one)
    {
        var peer = await db
            .Reviews.Where(review =>
                review.DossierId == one.Dossier && review.SubmittedAt != null && review.Id != one.Review
            )
            .Join(
                db.Users,
                review => review.ExpertPerson.Value,
                account => account.Id,
                (review, account) => new { review.Id, account.Name }
            )
            .FirstAsync();
        return (peer.Id, peer.Name);
    }
}
