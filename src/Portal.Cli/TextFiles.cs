using System.Text.Json;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Cli;

/// <summary>Texts of experts and dossiers, a JSON object a line.</summary>
internal static class TextFiles
{
    public static List<ExpertTexts> Experts(string file) =>
        Read(
            file,
            one => new ExpertTexts(
                Text(one, "id"),
                [.. one.GetProperty("texts").EnumerateArray().Select(text => text.GetString() ?? "")],
                Language(one)
            ),
            expert => expert.Id
        );

    public static List<DossierText> Dossiers(string file) =>
        Read(file, one => new DossierText(Text(one, "id"), Text(one, "text"), Language(one)), dossier => dossier.Id);

    private static List<T> Read<T>(string file, Func<JsonElement, T> read, Func<T, string> idOf)
    {
        var (all, known, number) = (new List<T>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var line in Utf8File.Lines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            all.Add(ReadLine(file, number, line, read));
            if (!known.Add(idOf(all[^1])))
                throw new InputException(file, number, $"\"{idOf(all[^1])}\" stands there twice.");
        }
        return all.Count > 0 ? all : throw new InputException($"{file} is empty.");
    }

    private static T ReadLine<T>(string file, int number, string line, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return read(json.RootElement);
        }
        catch (JsonException)
        {
            throw new InputException(file, number, "is no JSON object.");
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(
                file,
                number,
                "needs a text \"id\", and \"texts\" (a list of texts) or \"text\"; a \"language\" is fr or en."
            );
        }
    }

    private static string? Language(JsonElement one) =>
        !one.TryGetProperty("language", out var given) ? null
        : given.GetString()?.ToLowerInvariant() is var language and (null or "fr" or "en") ? language
        : throw new InvalidOperationException();

    private static string Text(JsonElement one, string name) =>
        one.GetProperty(name).GetString() is { } text && (name != "id" || text.Length > 0)
            ? text
            : throw new InvalidOperationException();
}
