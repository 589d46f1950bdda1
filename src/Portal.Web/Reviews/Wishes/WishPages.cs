using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews.Wishes;

namespace Portal.Web.Reviews.Wishes;

/// <summary>The dossiers that an expert may wish for, a page of them.</summary>
/// <param name="Said">Of how many they said something.</param>
/// <param name="All">How many there are without the filter.</param>
/// <param name="Found">How many there are with it.</param>
public sealed record WishesPage(
    ExpertId Expert,
    CallPresentation Call,
    int Wave,
    Deadline Until,
    IReadOnlyList<WishRow> Rows,
    WishFilter Filter,
    int Said,
    int All,
    int Found
)
{
    public const int Size = 25;

    public int Pages => Math.Max((Found + Size - 1) / Size, 1);
}

/// <param name="Summary">Empty where the blind mode hides it, or there is none.</param>
/// <param name="Keywords">The words of the thesaurus that title and summary say.</param>
/// <param name="Lead">Null where experts are not to know who carries the dossiers.</param>
public sealed record WishRow(
    DossierId Dossier,
    string Number,
    string Title,
    string Summary,
    IReadOnlyList<string> Keywords,
    string? Lead,
    WishKind? Kind
);

/// <summary>What an expert looks for.</summary>
public sealed class WishFilter
{
    public string? Search { get; set; }

    /// <summary>Only those of which they have said nothing.</summary>
    public bool Unsaid { get; set; }

    public int Page { get; set; } = 1;
}
