using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Programme;
using Portal.Web.Calls;

namespace Portal.Web.Orientation;

/// <summary>Questions, the answers given so far, and what they lead to.</summary>
/// <param name="Given">By question; they stand in the address and nowhere else.</param>
/// <param name="Calls">Open and to come, that fit or are ruled out.</param>
/// <param name="Others">Regimes, resources and country sheets.</param>
/// <param name="Contacts">National ones, then those of the region that was answered.</param>
public sealed record OrientationPage(
    IReadOnlyList<GuideQuestion> Questions,
    IReadOnlyDictionary<string, string> Given,
    IReadOnlyList<ProgrammeTerm> Regions,
    IReadOnlyList<OrientedCall> Calls,
    IReadOnlyList<GuideFinding> Others,
    IReadOnlyList<ContactPart> Contacts
)
{
    private const string Prefix = "a.";

    public static string NameOf(GuideQuestion question) => Prefix + question.Key;

    public static IReadOnlyDictionary<string, string> Read(IQueryCollection query) =>
        query
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[Prefix.Length..], pair => pair.Value.ToString(), StringComparer.Ordinal);

    public bool IsAnswered => Given.Count > 0;

    public IEnumerable<GuideFinding> OthersOf(GuideMatterKind kind) =>
        Others.Where(one => one.Matter.Kind == kind && one.Fits);

    /// <summary>What an answer rules out, with the clause that says so.</summary>
    public IEnumerable<GuideFinding> RuledOut => Others.Where(one => !one.Fits);
}

public sealed record OrientedCall(CallCard Card, GuideFinding Finding);

/// <param name="Region">Null for a national one.</param>
public sealed record ContactPart(
    ContactKind Kind,
    string Name,
    string? Region,
    string Email,
    string Website,
    LocalizedText Help
);

/// <param name="Title">Its own, or the regime's.</param>
public sealed record MatterPage(GuideMatter Matter, LocalizedText Title);

/// <summary>The guide as staff edits it.</summary>
/// <param name="From">The version that is edited.</param>
/// <param name="Faults">What is wrong with what was typed; empty where nothing is, or nothing was checked.</param>
/// <param name="IsChecked">Whether what was typed was looked at and could be published.</param>
/// <param name="DeadEnds">Answers that lead nowhere.</param>
public sealed record GuidePage(
    string Source,
    int From,
    IReadOnlyList<string> Faults,
    bool IsChecked,
    IReadOnlyList<string> DeadEnds,
    IReadOnlyList<string> Samples,
    IReadOnlyList<GuideVersion> Versions
);

public sealed record GuideVersion(int Version, DateTimeOffset PublishedAt, string By);
