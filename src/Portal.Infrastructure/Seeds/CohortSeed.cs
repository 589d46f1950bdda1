using Portal.Domain.Calls;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings a cohort in.</summary>
internal static class CohortSeed
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyAsync(PortalDbContext db, SeedNode root, CancellationToken cancellation)
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
            [.. root.List("milestones").Select(StepOf)],
            root.Localized("source")
        );
        if (await db.Cohorts.FindAsync([slug], cancellation) is { } known)
            known.Describe(content);
        else
            db.Cohorts.Add(new Cohort(slug, root.Text("call"), root.At("wave").Integer(), content));
    }

    private static CohortMember MemberOf(SeedNode node) =>
        new(node.Only("name", "product").Text("name"), node.Localized("product"));

    private static CohortMentor MentorOf(SeedNode node) =>
        new(node.Only("name", "body").Text("name"), node.Text("body"));

    private static CohortStep StepOf(SeedNode node) =>
        new(node.Only("day", "title").At("day").Day(), node.Localized("title"));
}
