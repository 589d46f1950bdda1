using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Demo;

/// <summary>What the pools of the demonstration know of its experts, all fictional.</summary>
internal static class DemoExperts
{
    public static ExpertFacts FactsOf(string key, Account account) =>
        Of(key, account.Name, EmailAddress.Parse(account.Email!), account.Language);

    private static ExpertFacts Of(string key, string name, EmailAddress email, string language) =>
        key switch
        {
            "emma" => new(
                name,
                email,
                ExpertRole.Medical,
                "CHU fictif de Sainte-Invention",
                null,
                "bretagne",
                8,
                language
            )
            {
                Skills = ["health-data", "clinical-research"],
                Texts =
                [
                    new(
                        "Entrepôts de données et qualité des soins",
                        "Travaux fictifs : réutiliser les données du soin pour mesurer les parcours, de l’extraction à la publication."
                    ),
                ],
            },
            "eric" => new(
                name,
                email,
                ExpertRole.Technical,
                "Institut fictif du numérique",
                null,
                "occitanie",
                8,
                language
            )
            {
                Skills = ["interoperability", "artificial-intelligence"],
                Texts =
                [
                    new(
                        "Interopérabilité des systèmes d’information hospitaliers",
                        "Travaux fictifs : formats d’échange, terminologies, et ce que coûte leur alignement."
                    ),
                ],
            },
            _ => new(name, email, ExpertRole.Economic, "Cabinet fictif d’économie", null, "grand-est", 8, language)
            {
                Skills = ["health-economics", "governance"],
                Texts =
                [
                    new(
                        "Évaluer ce que rapporte un outil numérique en santé",
                        "Travaux fictifs : coûts évités, temps soignant, et limites des études avant-après."
                    ),
                ],
            },
        };
}
