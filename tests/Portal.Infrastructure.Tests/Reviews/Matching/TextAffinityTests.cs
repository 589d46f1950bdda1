using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Tests.Reviews.Matching;

public sealed class TextAffinityTests
{
    private static readonly ExpertTexts Cardiologist = new(
        "cardio",
        [
            "Télésurveillance de l’insuffisance cardiaque. Les patients insuffisants cardiaques sont suivis à domicile.",
            "Remote monitoring of heart failure. Patients with heart failure are monitored at home by connected scales.",
        ]
    );

    private static readonly ExpertTexts Economist = new(
        "eco",
        [
            "Évaluation médico-économique des dispositifs. Le coût et l’efficience des dispositifs médicaux sont évalués.",
            "Cost-effectiveness of medical devices. We evaluate costs and budget impact for the national health insurance.",
        ]
    );

    [TestCase("Nous surveillons des patients atteints d’insuffisances cardiaques à leur domicile.", "cardio")]
    [TestCase("We monitor failing hearts of patients at their homes.", "cardio")]
    [TestCase("Une étude de coûts et d’efficience pour l’assurance maladie.", "eco")]
    [TestCase("A study of costs and budget impacts of the device.", "eco")]
    public void The_nearest_expert_is_who_writes_of_the_same(string text, string nearest)
    {
        var affinities = Of(text);

        Assert.That(affinities.Experts[affinities.ExpertsFor(0).First()], Is.EqualTo(nearest));
    }

    [Test]
    public void Small_words_bring_nobody_nearer() =>
        Assert.That(Of("Le la les des du une et est dans pour par sur avec qui.")[0, 0], Is.Zero);

    [Test]
    public void Whole_dossiers_are_compared_with_all_that_an_expert_wrote()
    {
        var affinities = Of(string.Concat(Enumerable.Repeat("L’insuffisance cardiaque du patient à domicile. ", 500)));

        Assert.That(affinities[0, 0], Is.GreaterThan(affinities[0, 1]!.Value));
        Assert.That(affinities[0, 0], Is.InRange(0, 1));
    }

    [Test]
    public void A_second_piece_on_the_same_matter_adds_less_than_the_first()
    {
        var once = new ExpertTexts("once", ["insuffisance cardiaque"]);
        var twice = new ExpertTexts("twice", ["insuffisance cardiaque", "insuffisance cardiaque"]);

        var affinities = TextAffinity.Of([once, twice], [new DossierText("d", "insuffisance cardiaque", "fr")]);

        Assert.That(affinities[0, 1]!.Value / affinities[0, 0]!.Value, Is.EqualTo(1.8).Within(1e-9));
    }

    [Test]
    public void An_expert_without_texts_is_near_to_nothing() =>
        Assert.That(
            TextAffinity.Of([new ExpertTexts("mute", []), Cardiologist], [new DossierText("d", "cardiaque", "fr")])[
                0,
                0
            ],
            Is.Zero
        );

    [TestCase("fr")]
    [TestCase(null)]
    public void A_title_too_short_to_tell_its_language_is_in_that_of_the_others(string? language)
    {
        var surgeon = new ExpertTexts("surgeon", ["Robotique chirurgicale"], language);

        var affinities = TextAffinity.Of(
            [surgeon],
            [new DossierText("robot", "La chirurgie robotique au bloc opératoire", "fr")]
        );

        Assert.That(affinities[0, 0], Is.GreaterThan(0));
    }

    [Test]
    public void Where_nobody_has_texts_nobody_is_near() =>
        Assert.That(
            TextAffinity.Of([new ExpertTexts("mute", [])], [new DossierText("d", "cardiaque", "fr")])[0, 0],
            Is.Zero
        );

    private static Affinities Of(string text) =>
        TextAffinity.Of([Cardiologist, Economist], [new DossierText("d", text, Language: null)]);
}
