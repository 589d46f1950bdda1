using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.Recommendations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings reports and their recommendations in. Where they stand is staff's to say, once the portal has them.</summary>
internal static class ReportSeed
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyAsync(
        PortalDbContext db,
        SeedNode root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        root.Only("slug", "title", "summary", "introduction", "source", "axes");
        var place = root.At("slug");
        var slug = CallNames.IsSlug(place.Text()) ? place.Text() : throw place.Wrong(SeedRefusals.NoSlug(place.Text()));
        var words = new ReportWords(
            root.Localized("title"),
            root.Localized("summary"),
            root.Localized("introduction"),
            root.Localized("source")
        );
        if (await db.FollowedReports.FindAsync([slug], cancellation) is { } report)
            report.Describe(words);
        else
            db.FollowedReports.Add(new FollowedReport(slug, words));
        var known = await db
            .Recommendations.Where(one => one.Report == slug)
            .ToDictionaryAsync(one => one.Number, cancellation);
        var number = 0;
        foreach (var axis in root.List("axes"))
        foreach (var node in axis.Only("title", "recommendations").List("recommendations"))
            Take(db, slug, ++number, axis, node, known, now);
    }

    private static void Take(
        PortalDbContext db,
        string slug,
        int number,
        SeedNode axis,
        SeedNode node,
        Dictionary<int, FollowedRecommendation> known,
        DateTimeOffset now
    )
    {
        node.Only("fr", "en", "owner", "next", "state", "note", "evidence");
        var text = new Domain.LocalizedText(node.Text("fr"), node.Text("en"));
        if (known.TryGetValue(number, out var one))
        {
            one.Describe(axis.Localized("title"), text);
            return;
        }
        db.Recommendations.Add(one = new FollowedRecommendation(slug, number, axis.Localized("title"), text));
        if (!node.Has("state"))
            return;
        var step = new RecommendationStep(
            node.At("state").OneOf<RecommendationState>(),
            node.Localized("note"),
            node.MayAt("evidence")?.Text() ?? "",
            By: null,
            now
        );
        node.Act(() => one.Follow(node.Text("owner"), node.MayAt("next")?.Day(), step));
    }
}
