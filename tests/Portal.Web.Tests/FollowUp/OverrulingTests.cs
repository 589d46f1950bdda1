using System.Net;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.FollowUp;

/// <summary>What is agreed, while its call foresees something else by now, and its decision is corrected.</summary>
[TestFixture]
internal sealed class OverrulingTests : OnPortal
{
    private DossierId _dossier;
    private Followed _followed = null!;

    private string Own => $"/dossiers/{_dossier.Value}/project";

    private string Desk => $"/staff/projects/{_followed.Project.Value}";

    [OneTimeSetUp]
    public async Task Follow()
    {
        await using var db = Database.Open();
        _dossier = (await Scene.WonAsync(db, await PersonAsync(db, "camille"))).Dossier;
        _followed = await Following.ProjectAsync(
            db,
            _dossier,
            await PersonAsync(db, "olivier"),
            await PersonAsync(db, "pauline"),
            await PersonAsync(db, "emma")
        );
    }

    [Test, Order(1)]
    public async Task A_report_that_the_call_no_longer_asks_for_is_written_as_it_was_agreed()
    {
        await using (var db = Database.Open())
        {
            var call = await db.Calls.SingleAsync(one => db.Projects.Any(project => project.CallId == one.Id));
            var plan = call.FollowUp with
            {
                Milestones = [.. call.FollowUp.Milestones.Where(one => one.Kind == MilestoneKind.FinalReport)],
                Tranches = [new PlannedTranche("whole", new LocalizedText("Versement unique", "One payment"), 100)],
            };
            call.PlanFollowUp(plan, by: null, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var report = await camille.GetAsync($"{Own}/reports/year-1");
        Assert.That(report.Body, Does.Contain("progress_summary"));
        var saved = await camille.PostAsync($"{Own}/reports/year-1", ("revision", "0"), ("progress_summary", "Fait."));
        Assert.That(saved.Code, Is.EqualTo(302), saved.Body);
        var amendment = Text((await olivier.GetAsync($"{Desk}/agreement")).Body);
        Assert.That(amendment, Does.Contain("garde le sien").And.Not.Contain("Versement unique"));
        var other = Text((await olivier.GetAsync($"{Desk}/agreement?takesPlan=true")).Body);
        Assert.That(other, Does.Contain("Versement unique").And.Contain("Garder le plan convenu"));
    }

    [Test, Order(2)]
    public async Task Once_its_decision_is_corrected_nothing_is_ordered_until_the_service_ends_it()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        using var pauline = await Host.SignInAsync("Pauline");
        var payment = $"{Desk}/payments/{_followed.Payment.Value}";
        await olivier.PostAsync($"{payment}/control", ("amount", "1000"), ("words", "Moins."));
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"update decisions set outcome = 'Rejected', amount = null where dossier_id = {_dossier.Value}"
        );
        await Host.SweepAsync();
        await Host.SweepAsync();
        Assert.That((await pauline.PostAsync($"{payment}/order")).Code, Is.EqualTo(409));
        Assert.That(Text((await camille.GetAsync(Own)).Body), Does.Contain("n’accorde plus d’aide"));
        Assert.That((await olivier.GetAsync("/staff/projects?awaiting=Overruling")).Body, Does.Contain(Desk));
        foreach (var template in new[] { "project-overruled", "project-overruled-staff" })
            Assert.That(await db.Outbox.CountAsync(mail => mail.Template == template), Is.Positive, template);
        Assert.That((await olivier.PostAsync($"{Desk}/withdrawal", ("reason", " "))).Code, Is.EqualTo(409));
        Assert.That((await olivier.PostAsync($"{Desk}/withdrawal", ("reason", "Annulée."))).Location, Is.EqualTo(Desk));
        Assert.That(Text((await camille.GetAsync(Own)).Body), Does.Contain("arrêté par le service"));
        Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == "project-withdrawn"), Is.True);
    }

    private static async Task<PersonId> PersonAsync(PortalDbContext db, string name) =>
        (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;

    private static string Text(string body) => WebUtility.HtmlDecode(body);
}
