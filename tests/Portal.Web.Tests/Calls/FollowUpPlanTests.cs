using System.Net;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer says what becomes of a call's winners, and sees what it gives for one of them.</summary>
[TestFixture]
internal sealed class FollowUpPlanTests : OnPortal
{
    [Test]
    public async Task A_plan_is_changed_with_a_real_project_in_sight_and_what_is_signed_stays()
    {
        await using var db = Database.Open();
        async Task<PersonId> PersonAsync(string name) =>
            (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;
        var won = (await Scene.WonAsync(db, await PersonAsync("camille"))).Dossier;
        var (olivier, pauline) = (await PersonAsync("olivier"), await PersonAsync("pauline"));
        var followed = await Following.ProjectAsync(db, won, olivier, pauline, await PersonAsync("emma"));
        var slug = await db
            .Calls.Where(call => db.Projects.Any(one => one.Id == followed.Project && one.CallId == call.Id))
            .Select(call => call.Slug)
            .SingleAsync();
        var page = $"/staff/calls/{slug}/follow-up";
        using var officer = await Host.SignInAsync("Olivier");
        var before = await PlannedAsync();
        Assert.That((await officer.WriteAsync(page)).Code, Is.EqualTo(302));
        Assert.That(await PlannedAsync(), Is.EqualTo(before), "what stays the same is no news");
        var wrong = await officer.WriteAsync(page, ("Milestones[0].Report", "sections:\n  - key: x\n    titre: Y"));
        Assert.That(Text(wrong), Does.Contain("Ligne 3"));
        Assert.That(
            Text(await officer.WriteAsync(page, ("Tranches[0].Percent", "1"))),
            Does.Contain("100 % de l’aide")
        );
        (string, string)[] changed =
        [
            ("AgreementBody.Fr", "Entre {{carrier}} et nous :\n\n{{milestones}}"),
            ("Milestones[0].Title.Fr", "Bilan annuel"),
            ("Milestones[0].Months", "11"),
        ];
        var preview = Text(await officer.WriteAsync(page, [.. changed, ("Act", "preview")]));
        Assert.That(preview, Does.Contain("– Bilan annuel : le").And.Contain("Between"));
        Assert.That(await PlannedAsync(), Is.EqualTo(before), "a preview saves nothing");
        Assert.That((await officer.WriteAsync(page, changed)).Code, Is.EqualTo(302));
        Assert.That(await PlannedAsync(), Is.EqualTo(before + 1));
        db.ChangeTracker.Clear();
        var plan = await db.Calls.Where(call => call.Slug == slug).Select(call => call.FollowUp).SingleAsync();
        Assert.That((plan.Milestones[0].Title.Fr, plan.Milestones[0].Months), Is.EqualTo(("Bilan annuel", 11)));
        var signed = await db.Agreements.SingleAsync(one => one.Id == followed.Agreement);
        Assert.That(signed.Plan.Milestones[0].Title.Fr, Is.Not.EqualTo("Bilan annuel"));
        Assert.That(Text(await officer.GetAsync(page)), Does.Contain("Un projet a signé et garde son plan."));

        async Task<int> PlannedAsync() => await db.History.CountAsync(line => line.Name == "call.follow-up-planned");
    }

    private static string Text(Answer answer) => WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ');
}
