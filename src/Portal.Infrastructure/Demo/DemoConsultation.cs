using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Demo;

/// <summary>What fictional people and bodies say on the plans that are put to the public.</summary>
internal static class DemoConsultation
{
    /// <summary>Plan, article (empty for the whole), organisation (empty for a person), text.</summary>
    private static readonly (string Plan, string Article, string Organisation, string Text)[] Accepted =
    [
        (
            "bien-vieillir",
            "preuves",
            "EHPAD fictif Les Tilleuls",
            "Douze mois d’expérimentation, c’est long pour une petite équipe : permettez une expérimentation de six mois, avec un point d’étape, quand le dispositif est déjà connu."
        ),
        (
            "bien-vieillir",
            "preuves",
            "Association fictive Domicile solidaire",
            "L’expérimentation de douze mois est trop longue pour un service à domicile ; six mois avec un point d’étape suffisent souvent quand le dispositif est connu."
        ),
        (
            "bien-vieillir",
            "preuves",
            "",
            "Publiez aussi les résultats défavorables dans un langage que les familles comprennent."
        ),
        (
            "bien-vieillir",
            "acces",
            "Collectif fictif Numérique pour tous",
            "Le prêt de matériel doit comprendre l’installation au domicile et une personne à appeler en cas de panne."
        ),
        (
            "bien-vieillir",
            "acces",
            "Mairie fictive de Val-aux-Pins",
            "Pour le prêt de matériel, prévoyez l’installation à domicile et un numéro à appeler quand il tombe en panne : sans cela il reste dans le tiroir."
        ),
        ("bien-vieillir", "donnees", "", "Dites en une page, en gros caractères, ce qui est mesuré et qui le lit."),
        (
            "bien-vieillir",
            "marche",
            "Jeune pousse fictive Marche Douce",
            "Trente jours pour répondre, c’est bien ; publiez aussi les délais réels du guichet chaque trimestre."
        ),
        (
            "structures-3-0",
            "freins",
            "Foyer fictif La Clairière",
            "Le réseau sans fil ne couvrait pas les chambres : il a fallu trois mois de travaux avant la première utilisation."
        ),
        (
            "structures-3-0",
            "usages",
            "Service fictif Horizon",
            "Les transmissions du soir prennent dix minutes au lieu d’une demi-heure, et les veilleurs les lisent enfin."
        ),
    ];

    private static readonly (string Plan, string Article, string Organisation, string Text)[] Waiting =
    [
        (
            "bien-vieillir",
            "metiers",
            "Institut fictif de formation aux soins",
            "Ouvrez la formation aux étudiants infirmiers de troisième année."
        ),
        ("bien-vieillir", "", "", "Merci de tenir compte des personnes qui vivent seules à la campagne."),
    ];

    /// <param name="db">Where the plans are.</param>
    /// <param name="officer">Who read them.</param>
    /// <param name="from">When the first one came, UTC.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task AddAsync(
        PortalDbContext db,
        PersonId officer,
        DateTimeOffset from,
        CancellationToken cancellation
    )
    {
        var plans = await db.Consultations.ToDictionaryAsync(one => one.Slug, cancellation);
        var at = from;
        foreach (var one in Accepted)
            Add(db, plans, one, at = at.AddMinutes(3)).Accept(officer, at.AddMinutes(1));
        foreach (var one in Waiting)
            Add(db, plans, one, at = at.AddMinutes(3));
    }

    private static Contribution Add(
        PortalDbContext db,
        Dictionary<string, Consultation> plans,
        (string Plan, string Article, string Organisation, string Text) one,
        DateTimeOffset at
    )
    {
        var number = db.Contributions.Local.Count + 1;
        var email = EmailAddress.Parse($"contribution{number}@demo.example");
        var from = new Contributor($"Personne fictive {number}", email, one.Organisation, IsNamed: false);
        var article = one.Article.Length > 0 ? one.Article : null;
        var sent = Contribution.Send(plans[one.Plan], article, from, one.Text, "fr", LinkSecret.New(), at);
        sent.Confirm([], at);
        db.Contributions.Add(sent);
        return sent;
    }
}
