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
        var refused = LetterTemplate.ObstaclesTo([Letter(Outcome.Funded, "{{amount}} {{ expert.name }} {{amuont}}")]);
        Assert.That(refused.Select(one => one.Code).Distinct(), Is.EqualTo(new[] { "call.letter-field-unknown" }));
        Assert.That(refused.SelectMany(one => one.Arguments), Is.EqualTo(new[] { "expert.name", "amuont" }));
    }

    [Test]
    public void A_refusal_tells_how_and_until_when_it_can_be_contested()
    {
        Assert.That(CodesOf(Letter(Outcome.Rejected, "Non.")), Is.EqualTo(new[] { "call.letter-without-appeal" }));
        Assert.DoesNotThrow(() =>
            Build.Call().WriteLetters([Letter(Outcome.Rejected, "Non. {{ appeal }}")], Build.Officer, Now)
        );
    }

    [Test]
    public void Fields_are_filled_in_and_one_without_a_value_leaves_nothing_behind()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["amount"] = "1 000 €" };
        Assert.That(
            LetterTemplate.Fill("Aide : {{ amount }}.\n\n{{conditions}}", values),
            Is.EqualTo("Aide : 1 000 €.")
        );
        Assert.That(
            LetterTemplate.Fill("{{amount}}", new Dictionary<string, string> { ["amount"] = "{{carrier}}" }),
            Is.EqualTo("{{carrier}}"),
            "what a dossier says is never read as a field"
        );
    }
}
