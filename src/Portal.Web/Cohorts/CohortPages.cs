using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Domain;
using Portal.Domain.Cohorts;

namespace Portal.Web.Cohorts;

/// <param name="Call">The slug of the call that selected it.</param>
/// <param name="Winners">Those of the wave whose dossiers are in the portal.</param>
/// <param name="Day">Today in Paris.</param>
public sealed record CohortPage(
    string Slug,
    string Call,
    CohortContent Content,
    IReadOnlyList<CohortWinner> Winners,
    DateOnly Day
)
{
    public int Count => Content.Members.Count + Winners.Count;

    /// <summary>All who are in it, by what names them in what they reached.</summary>
    public IEnumerable<(string Key, string Name)> Members =>
        Winners.Select(one => (one.Number, one.Lead)).Concat(Content.Members.Select(one => (one.Key, one.Name)));
}

public sealed record CohortWinner(string Number, string Lead, string Title, string Path);

public sealed record CohortRow(string Slug, LocalizedText Title, LocalizedText Summary);

/// <param name="Slug">Null where it is begun.</param>
/// <param name="Waves">That may have selected it; asked where it is begun.</param>
public sealed record CohortEditPage(string? Slug, CohortForm Form, string Seen, IReadOnlyList<SelectListItem> Waves);
