using System.Text.Json;
using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Demo;

/// <summary>What fictional projects are about, so that their texts tell them apart and tell which expert suits them.</summary>
/// <param name="Title">Of the projects; their place is added.</param>
/// <param name="Keywords">Of those who know the matter.</param>
/// <param name="Sentences">Each true of any project of the topic.</param>
public sealed record DemoTopic(string Title, IReadOnlyList<string> Keywords, IReadOnlyList<string> Sentences)
{
    private static readonly Lazy<IReadOnlyList<DemoTopic>> Read = new(FromFile);

    public static IReadOnlyList<DemoTopic> All => Read.Value;

    /// <summary>Some answers with the topic in their long texts, told from another sentence on for each number.</summary>
    public Answers TellIn(Answers answers, int number) =>
        answers
            .With(CommonFields.Summary, $"Projet fictif de démonstration. {Told(number, 3)}")
            .With("need", $"Texte fictif. {Told(number + 1, 2)}")
            .With("method", $"Texte fictif. {Told(number + 3, 2)}");

    /// <summary>So many sentences, one after the other, from some place on.</summary>
    public string Told(int from, int count) =>
        string.Join(' ', Enumerable.Range(from, count).Select(at => Sentences[at % Sentences.Count]));

    private static IReadOnlyList<DemoTopic> FromFile()
    {
        using var file = typeof(DemoTopic).Assembly.GetManifestResourceStream(typeof(DemoTopic), "topics.json")!;
        return JsonSerializer.Deserialize<List<DemoTopic>>(file, JsonSerializerOptions.Web)!;
    }
}
