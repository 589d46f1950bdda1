using System.Net;
using Portal.Domain.FollowUp;

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
            projects.CountBy(one => one.State).ToDictionary(),
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
        await Host.SweepAsync();
        Assert.That(await db.Projects.CountAsync(), Is.EqualTo(10), "the others await their agreement");
    }
}
