using Portal.Domain.Calls;
using Portal.Domain.Orientation;

namespace Portal.Web.Calls;

/// <summary>The questions that tell before writing whether a call is for somebody, as far as they were answered.</summary>
/// <param name="Path">How far the answers lead. They stand in the address, and nowhere else.</param>
/// <param name="Count">How many questions there are.</param>
public sealed record EligibilityPage(CallCard Card, OrientationPath Path, int Count, WavePart? OpenWave, string Root)
{
    private const string Prefix = "a.";

    /// <summary>Where a preview is looked at, nobody can begin a dossier.</summary>
    public bool IsPreview => Root != $"/calls/{Card.Slug}";

    public string Address => $"{Root}/eligibility";

    public static string NameOf(EligibilityQuestion question) => Prefix + question.Key;

    /// <summary>The answers that an address gives, by question.</summary>
    public static IReadOnlyDictionary<string, string> Given(IQueryCollection query) =>
        query
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[Prefix.Length..], pair => pair.Value.ToString(), StringComparer.Ordinal);

    public static EligibilityPage Of(Call call, CallPage page, IQueryCollection query) =>
        new(
            page.Card,
            OrientationPath.Follow(call.Orientation, Given(query)),
            call.Orientation.Count,
            page.OpenWave,
            page.Root
        );

    /// <summary>The page with the answers before a question, so that it is asked again.</summary>
    public string Back(OrientationStep to) =>
        Address
        + QueryString.Create(
            Path.Answered.TakeWhile(step => step != to)
                .Select(step => KeyValuePair.Create(NameOf(step.Question), (string?)step.Answer.Key))
        );
}
