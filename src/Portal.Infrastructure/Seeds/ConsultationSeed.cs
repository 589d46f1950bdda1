using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings challenges and consultations in, a file each.</summary>
internal static class ConsultationSeed
{
    /// <summary>A challenge that the portal has is its officers': the file doesn't change it any more.</summary>
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyChallengeAsync(
        PortalDbContext db,
        SeedNode root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        root.Only("slug", "title", "summary", "description", "source", "calls", "roadmap");
        var slug = SlugOf(root);
        var words = new ChallengeWords(
            root.Localized("title"),
            root.Localized("summary"),
            root.Localized("description"),
            root.Localized("source")
        );
        var content = new ChallengeContent(
            words,
            [.. root.List("roadmap").Select(StepOf)],
            [.. root.List("calls").Select(one => one.Text())]
        );
        if (await db.Challenges.AnyAsync(one => one.Slug == slug, cancellation))
            return;
        root.Act(() => db.Challenges.Add(Challenge.Begin(slug, content, by: null, now)));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A consultation that the portal has is its officers': the file doesn't change it any more.</summary>
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
        if (await db.Consultations.AnyAsync(one => one.Slug == slug, cancellation))
            return;
        var challenge = await ChallengeOfAsync(db, root, cancellation);
        root.Act(() =>
        {
            var announced = Consultation.Announce(slug, challenge, words, plan, by: null, now);
            db.Consultations.Add(announced);
            if (root.Has("opens"))
                announced.Schedule(
                    Deadline.InstantOf(root.At("opens").Civil()),
                    new Deadline(root.At("closes").Civil()),
                    by: null,
                    now
                );
        });
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
