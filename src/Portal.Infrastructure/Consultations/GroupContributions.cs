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

    /// <summary>
    /// Puts what is accepted and in no group to the group that it is like, article by article; what is like none begins
    /// one. The caller saves.
    /// </summary>
    public async Task ProposeAsync(Consultation held, CancellationToken cancellation)
    {
        var left = await db.PublicContributions()
            .Where(one => one.ConsultationId == held.Id && one.GroupId == null)
            .OrderBy(one => one.SentAt)
            .Take(Most)
            .ToListAsync(cancellation);
        var grouped = await GroupedAsync(held, cancellation);
        foreach (var article in left.GroupBy(one => one.Article))
            Join(held, [.. grouped.Where(one => one.Group.Article == article.Key)], [.. article]);
    }

    /// <summary>What speaks for each group that there is: some of what it holds.</summary>
    private async Task<List<(ContributionGroup Group, Contribution Said)>> GroupedAsync(
        Consultation held,
        CancellationToken cancellation
    )
    {
        var groups = await db
            .ContributionGroups.Where(one => one.ConsultationId == held.Id)
            .ToDictionaryAsync(one => one.Id, cancellation);
        var said = await db.PublicContributions()
            .Where(one => one.ConsultationId == held.Id && one.GroupId != null)
            .OrderByDescending(one => one.SentAt)
            .Take(Most)
            .ToListAsync(cancellation);
        return [.. said.Select(one => (groups[one.GroupId!.Value], one))];
    }

    /// <summary>Each one joins the group of what it is most like; what is like none begins a group.</summary>
    private void Join(
        Consultation held,
        IReadOnlyList<(ContributionGroup Group, Contribution Said)> grouped,
        IReadOnlyList<Contribution> left
    )
    {
        using var stems = new Stems();
        var all = grouped.Select(one => one.Said).Concat(left).ToList();
        var words = all.Select(one => stems.Of(one.Text, one.Language)).ToList();
        var index = new TextIndex(words);
        var groups = grouped.Select(one => one.Group).ToList();
        for (var place = groups.Count; place < all.Count; place++)
        {
            var alike = index.Cosine(words[place]);
            var nearest = Enumerable.Range(0, place).OrderByDescending(other => alike[other]).FirstOrDefault(-1);
            var group = nearest >= 0 && alike[nearest] >= Alike ? groups[nearest] : Begin(held, all[place]);
            all[place].Join(group);
            groups.Add(group);
        }
    }

    private ContributionGroup Begin(Consultation held, Contribution first)
    {
        var group = new ContributionGroup(held, first.Article, TitleOf(first));
        db.ContributionGroups.Add(group);
        return group;
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
