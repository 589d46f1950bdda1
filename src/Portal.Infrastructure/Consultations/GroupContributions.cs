using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Consultations;

/// <summary>Puts contributions together that say alike, by the similarity of texts that matches experts to dossiers.</summary>
public sealed class GroupContributions(PortalDbContext db)
{
    /// <summary>The cosine from which on two contributions ask for the same thing.</summary>
    private const double Alike = 0.25;

    /// <summary>What one proposal looks at, so that it answers at once; the next one goes on.</summary>
    private const int Most = 2_000;

    private const int TitleWords = 12;

    /// <summary>Groups what is accepted and in no group, article by article; the caller saves.</summary>
    public async Task ProposeAsync(Consultation held, CancellationToken cancellation)
    {
        var left = await db.PublicContributions()
            .Where(one => one.ConsultationId == held.Id && one.GroupId == null)
            .OrderBy(one => one.SentAt)
            .Take(Most)
            .ToListAsync(cancellation);
        foreach (var article in left.GroupBy(one => one.Article))
        foreach (var alike in Together([.. article]))
        {
            var group = new ContributionGroup(held, article.Key, TitleOf(alike[0]));
            db.ContributionGroups.Add(group);
            foreach (var one in alike)
                one.Join(group);
        }
    }

    /// <summary>Each one joins the first that it is like; what is like none begins a group.</summary>
    private static List<List<Contribution>> Together(IReadOnlyList<Contribution> contributions)
    {
        using var stems = new Stems();
        var words = contributions.Select(one => stems.Of(one.Text, one.Language)).ToList();
        var index = new TextIndex(words);
        var groups = new List<List<Contribution>>();
        var groupOf = new Dictionary<int, List<Contribution>>();
        for (var one = 0; one < contributions.Count; one++)
        {
            var alike = index.Cosine(words[one]);
            var nearest = Enumerable.Range(0, one).OrderByDescending(other => alike[other]).FirstOrDefault(-1);
            if (nearest >= 0 && alike[nearest] >= Alike)
                groupOf[one] = groupOf[nearest];
            else
                groups.Add(groupOf[one] = []);
            groupOf[one].Add(contributions[one]);
        }
        return groups;
    }

    /// <summary>The first words of the first contribution, in its language: staff gives it a better one.</summary>
    private static LocalizedText TitleOf(Contribution first)
    {
        var words = first.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var title = string.Join(' ', words.Take(TitleWords)) + (words.Length > TitleWords ? " …" : "");
        var cut = title.Length > ContributionGroup.TitleLength ? title[..ContributionGroup.TitleLength] : title;
        return first.Language == "en" ? new LocalizedText("", cut) : new LocalizedText(cut, "");
    }
}
