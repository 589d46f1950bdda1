using System.Net;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.FollowUp.Portfolio;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.FollowUp;

/// <summary>The projects that a demonstration begins with.</summary>
[TestFixture]
internal sealed class DemoProjectsTests : OnPortal
{
    protected override (string Key, string Value)[] Settings => [("Demo:Projects", "true")];

    [Test]
    public async Task Winners_of_the_first_wave_are_at_several_points_of_their_lives_on_the_first_day()
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var projects = await db.Projects.OrderBy(one => one.Id).ToListAsync();
        Assert.That(
            projects.CountBy(one => one.StateAt(now)).ToDictionary(),
            Is.EquivalentTo(
                new Dictionary<ProjectState, int>
                {
                    [ProjectState.AgreementAwaited] = 1,
                    [ProjectState.Running] = 3,
                    [ProjectState.Completed] = 1,
                }
            )
        );
        var states = projects.SelectMany(one => one.Milestones.Select(its => its.StateAt(one.Suspension, now)));
        Assert.That(states.Count(one => one == MilestoneState.Late), Is.EqualTo(1));
        Assert.That(await db.InterimOpinions.CountAsync(one => one.SubmittedAt == null), Is.EqualTo(1));
        Assert.That(await db.ProjectChanges.CountAsync(one => one.Decision == null), Is.EqualTo(1));
        Assert.That(await db.Outbox.AnyAsync(mail => mail.SentAt == null), Is.False, "what they owed has gone out");
        using var olivier = await Host.SignInAsync("Olivier");
        foreach (var project in projects)
            Assert.That((await olivier.GetAsync($"/staff/projects/{project.Id.Value}")).Code, Is.EqualTo(200));
        var list = WebUtility.HtmlDecode((await olivier.GetAsync("/staff/projects?late=true")).Body);
        Assert.That(list, Does.Contain("fictif").And.Contain("rapport en retard"));
        await AssertFiguresAsync(db, projects, now);
        await Host.SweepAsync();
        Assert.That(await db.Projects.CountAsync(), Is.EqualTo(10), "the others await their agreement");
    }

    /// <summary>The database sums what the portfolio shows; the domain says what it means.</summary>
    private static async Task AssertFiguresAsync(
        PortalDbContext db,
        IReadOnlyList<Project> projects,
        DateTimeOffset now
    )
    {
        var officer = (await db.Users.SingleAsync(one => one.Email == "olivier@demo.example")).Person;
        var viewer = new Viewer(officer, new HashSet<PortalRole> { PortalRole.Officer });
        var listed = await db.FundedStaffedBy(viewer, now).ToDictionaryAsync(one => one.Id);
        Assert.That(listed.Keys, Is.EquivalentTo(projects.Select(one => one.Id.Value)));
        foreach (var project in projects)
        {
            var (line, account) = (listed[project.Id.Value], await ProjectAccount.ReadAsync(db, project, default));
            var its = account.Statement;
            var received = account.Recoveries.Where(one => one.Received is not null).Sum(one => one.Amount.Euros);
            Assert.That(
                (line.Agreed, line.Ordered, line.Paid, line.Justified, line.ToRecover),
                Is.EqualTo(
                    (
                        its.Agreed.Euros,
                        its.Ordered.Euros,
                        its.Paid.Euros,
                        its.Justified.Euros,
                        Math.Max(0, its.ToRecover.Euros - received)
                    )
                )
            );
            var late = project
                .Milestones.Where(one => one.StateAt(project.Suspension, now) == MilestoneState.Late)
                .Select(one => (DateTimeOffset?)one.Due.At)
                .Min();
            Assert.That(
                (line.StateOf, line.IsOverruled, line.LateSince, line.EndsOn),
                Is.EqualTo((project.StateAt(now), project.IsOverruled && project.Ending is null, late, project.EndsOn))
            );
        }
    }
}
