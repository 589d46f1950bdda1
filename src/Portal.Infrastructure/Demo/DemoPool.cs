using System.Globalization;
using System.Text;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;

namespace Portal.Infrastructure.Demo;

/// <summary>Sixty fictional experts: what they know follows the demonstration's topics, some work where dossiers come from.</summary>
public static class DemoPool
{
    public const int Experts = 60;

    /// <summary>Of the addresses of experts who exist on paper only.</summary>
    public const string Domain = "fictif.example";

    /// <summary>One of so many works for an establishment that leads a dossier.</summary>
    private const int PerCarrier = 6;

    private static readonly string[] FirstNames =
    [
        "Agathe",
        "Basile",
        "Céleste",
        "Damien",
        "Édith",
        "Firmin",
        "Gaëlle",
        "Honoré",
        "Inès",
        "Joachim",
        "Klara",
        "Lucien",
    ];

    private static readonly string[] LastNames = ["Exemple", "Maquette", "Modèle", "Gabarit", "Témoin"];

    private static readonly ExpertRole[] Roles =
    [
        ExpertRole.Medical,
        ExpertRole.Technical,
        ExpertRole.Economic,
        ExpertRole.Medical,
        ExpertRole.Technical,
        ExpertRole.User,
        ExpertRole.Research,
    ];

    /// <param name="index">From 0; the same index gives the same expert.</param>
    /// <param name="skills">Keys of the call's thesaurus.</param>
    /// <param name="regions">Keys of the programme's regions.</param>
    /// <param name="carriers">SIRET of establishments that lead dossiers.</param>
    public static ExpertFacts Expert(
        int index,
        IReadOnlyList<string> skills,
        IReadOnlyList<string> regions,
        IReadOnlyList<string> carriers
    )
    {
        var name = $"{FirstNames[index % FirstNames.Length]} {LastNames[index / FirstNames.Length]}";
        var isOfCarrier = index % PerCarrier == 0;
        var siret = isOfCarrier
            ? carriers[index / PerCarrier % carriers.Count]
            : SampleAnswers.Siret(900_000 + index / 2);
        var organisation = isOfCarrier ? "Centre hospitalier fictif" : $"Organisme fictif n° {index / 2 + 1}";
        return new ExpertFacts(
            name,
            EmailAddress.Parse($"{Plain(name)}@{Domain}"),
            Roles[index % Roles.Length],
            organisation,
            Siret.Parse(siret).Siren,
            regions[index % regions.Count],
            Capacity: 14,
            Language: index % 10 == 9 ? "en" : "fr"
        )
        {
            Skills = [.. Enumerable.Range(0, 3).Select(at => skills[(index + at * 5) % skills.Count]).Distinct()],
            Texts = Texts(index),
        };
    }

    /// <summary>What they wrote of the topic that is theirs, and of another.</summary>
    private static ProfileText[] Texts(int index)
    {
        var (own, other) = (
            DemoTopic.All[index % DemoTopic.All.Count],
            DemoTopic.All[(index * 5 + 3) % DemoTopic.All.Count]
        );
        return
        [
            new ProfileText(own.Title, $"Travaux fictifs. {own.Told(index / 12, 4)}"),
            new ProfileText(other.Title, $"Travaux fictifs. {other.Told(index / 12 + 2, 2)}"),
        ];
    }

    /// <summary>A name as it stands in an address.</summary>
    private static string Plain(string name) =>
        string.Concat(
            name.ToLowerInvariant()
                .Replace(' ', '.')
                .Normalize(NormalizationForm.FormD)
                .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
        );
}
