using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.Calls;

[TestFixture]
internal sealed class LetterTemplateTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(1);

    private static LetterTemplate Letter(Outcome outcome, string body) =>
        new(outcome, new LocalizedText("Objet", "Subject"), new LocalizedText(body, body));

    private static IReadOnlyList<string> CodesOf(params LetterTemplate[] letters) =>
        Build.CodesOf(() => Build.Call().WriteLetters(letters, Build.Officer, Now));

    [Test]
    public void A_field_that_no_dossier_has_is_refused_and_named()
    {
        var refused = LetterTemplate.ObstaclesTo([Letter(Outcome.Funded, "{{amount}} {{ expert.name }} {{rank}}")]);
        Assert.That(refused.Select(one => one.Code).Distinct(), Is.EqualTo(new[] { "call.letter-field-unknown" }));
        Assert.That(refused.SelectMany(one => one.Arguments), Is.EqualTo(new[] { "expert.name", "rank" }));
    }

    [Test]
    public void A_refusal_gives_its_reasons()
    {
        Assert.That(CodesOf(Letter(Outcome.Rejected, "Non.")), Is.EqualTo(new[] { "call.letter-without-reasons" }));
        Assert.DoesNotThrow(() =>
            Build.Call().WriteLetters([Letter(Outcome.Rejected, "Non. {{ reasons }}")], Build.Officer, Now)
        );
    }

    [TestCase("L’aide est de {{amount}.")]
    [TestCase("{{ {amount} }}")]
    public void Braces_that_hold_no_field_are_refused_rather_than_sent(string body) =>
        Assert.That(CodesOf(Letter(Outcome.Funded, body)), Is.EqualTo(new[] { "call.letter-braces" }));

    [Test]
    public void Each_letter_tells_how_it_is_contested_once()
    {
        Assert.That(LetterTemplate.WithAppeal("Oui."), Is.EqualTo("Oui.\n\n{{appeal}}"));
        Assert.That(LetterTemplate.WithAppeal("{{ appeal }} Oui."), Is.EqualTo("{{ appeal }} Oui."));
    }

    [Test]
    public void Fields_are_filled_in_and_one_without_a_value_leaves_nothing_behind()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["amount"] = "1 000 €" };
        Assert.That(TextFields.Fill("Aide : {{ amount }}.\n\n{{conditions}}", values), Is.EqualTo("Aide : 1 000 €."));
        Assert.That(
            TextFields.Fill("{{amount}}", new Dictionary<string, string> { ["amount"] = "{{carrier}}" }),
            Is.EqualTo("{{carrier}}"),
            "what a dossier says is never read as a field"
        );
    }
}
