using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings challenges and consultations in, a file each.</summary>
internal static class ConsultationSeed
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyChallengeAsync(PortalDbContext db, SeedNode root, CancellationToken cancellation)
    {
        root.Only("slug", "title", "summary", "description", "source", "calls", "roadmap");
        var slug = SlugOf(root);
        var words = new ChallengeWords(
            root.Localized("title"),
            root.Localized("summary"),
            root.Localized("description"),
            root.Localized("source")
        );
        var challenge = await db.Challenges.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (challenge is null)
            db.Challenges.Add(challenge = new Challenge(slug, words));
        challenge.Describe(
            words,
            [.. root.List("roadmap").Select(StepOf)],
            [.. root.List("calls").Select(one => one.Text())]
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyConsultationAsync(
        PortalDbContext db,
        SeedNode root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        root.Only("slug", "challenge", "title", "summary", "introduction", "when", "source", "opens", "closes", "plan");
        var (slug, words) = (SlugOf(root), WordsOf(root));
        var plan = root.List("plan", by: "key").Select(ArticleOf).ToList();
        var consultation = await db.Consultations.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (consultation is null)
            db.Consultations.Add(
                consultation = new Consultation(slug, await ChallengeOfAsync(db, root, cancellation), words, plan)
            );
        root.Act(() => consultation.Describe(words, plan, now));
        if (root.Has("opens"))
            root.At("closes")
                .Act(() =>
                    consultation.Schedule(
                        Deadline.InstantOf(root.At("opens").Civil()),
                        new Deadline(root.At("closes").Civil()),
                        by: null,
                        now
                    )
                );
    }

    private static ConsultationWords WordsOf(SeedNode root) =>
        new(
            root.Localized("title"),
            root.Localized("summary"),
            root.Localized("introduction"),
            root.Localized("when"),
            root.Localized("source")
        );

    private static async Task<ChallengeId?> ChallengeOfAsync(
        PortalDbContext db,
        SeedNode root,
        CancellationToken cancellation
    )
    {
        if (root.MayAt("challenge") is not { } place)
            return null;
        var slug = place.Text();
        var found = await db
            .Challenges.Where(one => one.Slug == slug)
            .Select(one => (ChallengeId?)one.Id)
            .SingleOrDefaultAsync(cancellation);
        return found ?? throw place.Wrong(SeedRefusals.NoChallenge(slug));
    }

    private static string SlugOf(SeedNode root) =>
        CallNames.IsSlug(root.Text("slug"))
            ? root.Text("slug")
            : throw root.At("slug").Wrong(SeedRefusals.NoKey(root.Text("slug")));

    private static RoadmapStep StepOf(SeedNode node)
    {
        node.Only("title", "when", "from", "until");
        return new RoadmapStep(
            node.Localized("title"),
            node.Localized("when"),
            node.At("from").Day(),
            node.At("until").Day()
        );
    }

    private static PlanArticle ArticleOf(SeedNode node)
    {
        node.Only("key", "title", "text");
        var key = node.At("key");
        return CallNames.IsKey(key.Text())
            ? new PlanArticle(key.Text(), node.Localized("title"), node.Localized("text"))
            : throw key.Wrong(SeedRefusals.NoKey(key.Text()));
    }
}
