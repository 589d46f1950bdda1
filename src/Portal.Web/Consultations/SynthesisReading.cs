using Microsoft.EntityFrameworkCore;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Consultations;

/// <summary>Reads what came out of a consultation: its answers, and what changed between both plans.</summary>
public sealed class SynthesisReading(PortalDbContext db, ConsultationReading reading)
{
    /// <returns>Null before the consultation is answered.</returns>
    public async Task<SynthesisPage?> FindAsync(string slug, string language, CancellationToken cancellation)
    {
        if (await reading.FindAsync(slug, cancellation) is not { Card.State: ConsultationState.Answered } page)
            return null;
        var one = await db.Consultations.AsNoTracking().SingleAsync(it => it.Slug == slug, cancellation);
        var groups = await db
            .ContributionGroups.AsNoTracking()
            .Where(group => group.ConsultationId == one.Id)
            .Select(group => new { Group = group, Count = db.Contributions.Count(it => it.GroupId == group.Id) })
            .ToListAsync(cancellation);
        return new SynthesisPage(
            page,
            one.AnsweredAt!.Value,
            one.Final!.Synthesis,
            [
                .. groups
                    .OrderBy(group => PlaceOf(one.Plan, group.Group.Article))
                    .ThenByDescending(group => group.Count)
                    .Select(group => new AnsweredGroup(
                        group.Group.Id,
                        group.Group.Article,
                        group.Group.Title,
                        group.Group.Answer!.Value,
                        group.Group.Because,
                        group.Count
                    )),
            ],
            [.. ArticlesOf(one.Plan, one.Final.Articles, language)]
        );
    }

    private static int PlaceOf(IReadOnlyList<PlanArticle> plan, string? article) =>
        plan.Index().Where(one => one.Item.Key == article).Select(one => one.Index).FirstOrDefault(-1);

    /// <summary>In the order of the final plan, then what was dropped.</summary>
    internal static IEnumerable<ChangedArticle> ArticlesOf(
        IReadOnlyList<PlanArticle> before,
        IReadOnlyList<PlanArticle> after,
        string language
    )
    {
        foreach (var now in after)
        {
            var was = before.FirstOrDefault(one => one.Key == now.Key);
            var other = was is not null && was.Title.In(language) != now.Title.In(language) ? was.Title : null;
            var fate = was switch
            {
                null => ArticleFate.Added,
                _ when other is null && was.Text.In(language) == now.Text.In(language) => ArticleFate.Same,
                _ => ArticleFate.Changed,
            };
            var words = ChangedWords.Between(was?.Text.In(language) ?? "", now.Text.In(language));
            yield return new ChangedArticle(now.Key, now.Title, other, fate, words);
        }
        foreach (var gone in before.Where(one => after.All(now => now.Key != one.Key)))
            yield return new ChangedArticle(
                gone.Key,
                gone.Title,
                Was: null,
                ArticleFate.Dropped,
                ChangedWords.Between(gone.Text.In(language), "")
            );
    }
}
