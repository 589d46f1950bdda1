using Portal.Domain;
using Portal.Domain.Reviews.Pool;

namespace Portal.Web.Reviews.Pool;

/// <summary>
/// A profile as one types it: texts as paragraphs whose first line is the title, links as lines of organisation, SIREN and
/// reason, addresses one a line.
/// </summary>
internal static class TypedProfile
{
    /// <summary>Paragraphs beyond what one expert may have stay with the last.</summary>
    public static IReadOnlyList<ProfileText> Texts(string? typed)
    {
        var parts = Unix(typed)
            .Split("\n\n", ProfileText.Most, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. parts.Select(part => part.Split('\n', 2)).Select(TextOf)];
    }

    public static string Written(IReadOnlyList<ProfileText> texts) =>
        string.Join("\n\n", texts.Select(one => one.Text.Length > 0 ? $"{one.Title}\n{one.Text}" : one.Title));

    public static IReadOnlyList<DeclaredLink> Links(string? typed) => [.. Lines(typed).Select(LinkOf)];

    public static string Written(IReadOnlyList<DeclaredLink> links) =>
        string.Join('\n', links.Select(one => $"{one.Organisation} ; {one.Siren?.Value} ; {one.Why}"));

    /// <summary>Whether each line has an organisation, a SIREN or nothing, and a reason.</summary>
    public static bool AreLinks(string? typed) =>
        Lines(typed)
            .Select(Cells)
            .All(cells =>
                cells.Length == 3
                && cells[0].Length is > 0 and <= ExpertFacts.NameLength
                && (cells[1].Length == 0 || Siren.TryParse(cells[1], out _))
                && cells[2].Length is > 0 and <= DeclaredLink.WhyLength
            );

    public static IReadOnlyList<EmailAddress> Addresses(string? typed) => [.. Lines(typed).Select(EmailAddress.Parse)];

    public static bool AreAddresses(string? typed) => Lines(typed).All(line => EmailAddress.TryParse(line, out _));

    private static ProfileText TextOf(string[] lines) =>
        lines[0].Length <= ProfileText.TitleLength
            ? new ProfileText(lines[0].Trim(), lines.Length > 1 ? lines[1].Trim() : "")
            : new ProfileText("", string.Join('\n', lines));

    private static DeclaredLink LinkOf(string line) =>
        Cells(line) is var cells && Siren.TryParse(cells[1], out var siren)
            ? new DeclaredLink(cells[0], siren, cells[2])
            : new DeclaredLink(cells[0], Siren: null, cells[2]);

    private static string[] Cells(string line) => line.Split(';', 3, StringSplitOptions.TrimEntries);

    private static string[] Lines(string? typed) =>
        Unix(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Unix(string? typed) => (typed ?? "").ReplaceLineEndings("\n");
}
