using System.Text.RegularExpressions;

namespace Portal.Domain.Notifications;

/// <param name="Part">Of the mail, with its language, such as <c>Body.Fr</c>.</param>
public sealed record WordingFault(string Part, Refusal Refusal);

/// <summary>
/// The words of a mail in both languages; what it tells stands in braces. Paragraphs are parted by an empty line. One that
/// begins with a question mark is left out where nothing of it is known, and one that is <c>{link}</c> alone is a button.
/// </summary>
/// <param name="Button">What the button says; null for the words that are common to all mails.</param>
public sealed partial record MailWording(LocalizedText Subject, LocalizedText Body, LocalizedText? Button)
{
    public const int LongestSubject = 200;
    public const int LongestBody = 6_000;
    public const int LongestButton = 60;

    /// <summary>Known of each reader.</summary>
    public const string ReaderName = "name";

    /// <summary>Without these a mail would not be what it is: they end what it belongs to, or are all that it brings.</summary>
    private static readonly string[] Kept = ["unsubscribe", "mails"];

    /// <summary>What it tells, each once, in the order of its words.</summary>
    public IReadOnlyList<string> Fields => [.. Parts.SelectMany(part => FieldsOf(part.Text)).Distinct()];

    /// <summary>What the portal's own words tell and these don't.</summary>
    public IReadOnlyList<string> Missing(MailWording own) => [.. own.Fields.Except(Fields)];

    /// <summary>Why these can't be a mail's words; none where they can.</summary>
    /// <param name="own">The portal's own words, which know what there is to tell.</param>
    /// <param name="isLegalNotice">Then all of it is told, in both languages.</param>
    public IReadOnlyList<WordingFault> Faults(MailWording own, bool isLegalNotice)
    {
        var known = own.Fields.Append(ReaderName).ToList();
        var needed = isLegalNotice ? own.Fields : [.. own.Fields.Intersect(Kept)];
        return
        [
            .. Parts.SelectMany(part => FaultsOf(part, known)),
            .. from language in new[] { "Fr", "En" }
            // The button's words are shown as they are.
            let told = Parts.Where(part =>
                part.Name.EndsWith(language, StringComparison.Ordinal)
                && !part.Name.StartsWith(nameof(Button), StringComparison.Ordinal)
            )
            from field in needed.Except(told.SelectMany(part => FieldsOf(part.Text)))
            select new WordingFault($"Body.{language}", NotificationRefusals.MissingField(field)),
        ];
    }

    private IEnumerable<WordingPart> Parts =>
        new WordingPart[]
        {
            new("Subject.Fr", Subject.Fr, LongestSubject),
            new("Subject.En", Subject.En, LongestSubject),
            new("Body.Fr", Body.Fr, LongestBody),
            new("Body.En", Body.En, LongestBody),
            new("Button.Fr", Button?.Fr ?? "", LongestButton, IsFree: Button is null),
            new("Button.En", Button?.En ?? "", LongestButton, IsFree: Button is null),
        };

    private static IEnumerable<WordingFault> FaultsOf(WordingPart part, IReadOnlyList<string> known)
    {
        if (string.IsNullOrWhiteSpace(part.Text) && !part.IsFree)
            yield return new WordingFault(part.Name, NotificationRefusals.WordsMissing);
        if (part.Text.Length > part.Longest)
            yield return new WordingFault(part.Name, NotificationRefusals.WordsTooLong(part.Longest));
        foreach (var field in FieldsOf(part.Text).Except(known))
            yield return new WordingFault(part.Name, NotificationRefusals.UnknownField(field));
        if (Field().Replace(part.Text, "").AsSpan().ContainsAny('{', '}'))
            yield return new WordingFault(part.Name, NotificationRefusals.StrayBrace);
    }

    private static IEnumerable<string> FieldsOf(string text) =>
        Field().Matches(text).Select(found => found.Groups["name"].Value).Distinct();

    private sealed record WordingPart(string Name, string Text, int Longest, bool IsFree = false);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
