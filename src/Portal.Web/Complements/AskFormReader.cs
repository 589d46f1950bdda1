using Portal.Domain;
using Portal.Domain.Complements;

namespace Portal.Web.Complements;

/// <summary>Reads what an officer ticked and wrote: a field is asked for where its box is ticked.</summary>
internal static class AskFormReader
{
    private const string Words = "w.";

    public static string NameOf(string section, string field) => $"{Words}{section}/{field}";

    public static AskForm Read(IFormCollection form) =>
        new()
        {
            Ask = [.. form[nameof(AskForm.Ask)].OfType<string>().Distinct(StringComparer.Ordinal)],
            Note = form[nameof(AskForm.Note)].FirstOrDefault(),
            Due = form[nameof(AskForm.Due)].FirstOrDefault(),
            Words = form
                .Keys.Where(key => key.StartsWith(Words, StringComparison.Ordinal))
                .ToDictionary(key => key[Words.Length..], key => Clean(form[key]), StringComparer.Ordinal),
        };

    public static ComplementLetter LetterOf(AskForm form, Deadline due) =>
        new([.. form.Ask.Select(asked => ItemOf(asked, form))], Clean(form.Note), due);

    private static ComplementItem ItemOf(string asked, AskForm form)
    {
        var parts = asked.Split('/', 2);
        return new ComplementItem(parts[0], parts.Length > 1 ? parts[1] : "", form.Words.GetValueOrDefault(asked, ""));
    }

    private static string Clean(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
}
