using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings a cohort in. One that the portal has is its officers': the file doesn't change it any more.</summary>
internal static class CohortSeed
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyAsync(
        PortalDbContext db,
        SeedNode root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        root.Only(
            "slug",
            "call",
            "wave",
            "title",
            "summary",
            "introduction",
            "candidates",
            "members",
            "mentors",
            "sessions",
            "milestones",
            "source"
        );
        var place = root.At("slug");
        var slug = CallNames.IsSlug(place.Text()) ? place.Text() : throw place.Wrong(SeedRefusals.NoSlug(place.Text()));
        var content = new CohortContent(
            root.Localized("title"),
            root.Localized("summary"),
            root.Localized("introduction"),
            root.At("candidates").Integer(),
            [.. root.List("members").Select(MemberOf)],
            [.. root.List("mentors").Select(MentorOf)],
            [.. root.List("sessions").Select(StepOf)],
            [.. root.List("milestones").Select(MilestoneOf)],
            root.Localized("source")
        );
        if (await db.Cohorts.AnyAsync(one => one.Slug == slug, cancellation))
            return;
        var (call, wave) = (root.Text("call"), root.At("wave").Integer());
        root.Act(() => db.Cohorts.Add(Cohort.Begin(slug, call, wave, content, by: null, now)));
    }

    private static CohortMember MemberOf(SeedNode node) =>
        new(node.Only("name", "product").Text("name"), node.Localized("product"));

    private static CohortMentor MentorOf(SeedNode node) =>
        new(node.Only("name", "body").Text("name"), node.Text("body"));

    private static CohortMilestone MilestoneOf(SeedNode node)
    {
        node.Only("day", "title", "key", "reached");
        return new CohortMilestone(node.At("day").Day(), node.Localized("title"))
        {
            Key = node.MayAt("key")?.Text() ?? "",
            Reached =
            [
                .. node.List("reached")
                    .Select(one => new CohortReach(one.Only("member", "on").Text("member"), one.At("on").Day())),
            ],
        };
    }

    private static CohortStep StepOf(SeedNode node) =>
        new(node.Only("day", "title").At("day").Day(), node.Localized("title"));
}
