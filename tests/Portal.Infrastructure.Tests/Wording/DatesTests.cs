using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Tests.Wording;

[TestFixture]
internal sealed class DatesTests
{
    [TestCase("fr", "vendredi 31 mai 2024 à 23\u00a0h\u00a059, heure de Paris")]
    [TestCase("en", "Friday 31 May 2024 at 23:59, Paris time")]
    public void A_deadline_at_midnight_is_told_as_the_last_minute_of_the_day_that_it_ends(string language, string told)
    {
        var midnight = new Deadline(new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Unspecified));
        Assert.That(Dates.Long(midnight, language), Is.EqualTo(told));
    }

    [TestCase("fr", "09/04/2024 12:00")]
    [TestCase("en", "9 Apr 2024 12:00")]
    public void A_short_date_leaves_no_reader_to_guess_the_month(string language, string told)
    {
        var noon = Deadline.InstantOf(new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified));
        Assert.That(Dates.Short(noon, language), Is.EqualTo(told));
    }

    [TestCase(1000000.5, "fr", "1\u202f000\u202f000,50\u00a0€")]
    [TestCase(-1250, "fr", "\u22121\u202f250\u00a0€")]
    [TestCase(-1250.5, "en", "\u2212€1,250.50")]
    public void An_amount_has_both_its_cents_or_none_and_a_true_minus_sign(
        double euros,
        string language,
        string told
    ) => Assert.That(Dates.Amount((decimal)euros, language), Is.EqualTo(told));

    [Test]
    public void French_spaces_before_and_inside_punctuation_break_no_line()
    {
        var texts = new Infrastructure.Texts.Texts(typeof(Dates).Assembly);
        Assert.That(
            texts.In("fr", "refusal.dossier.field-missing"),
            Is.EqualTo("«\u00a0{0}\u00a0»\u00a0: réponse attendue.")
        );
        Assert.That(texts.All.Values.Select(text => text.Fr), Has.None.Match("« | [»;:?!]"));
    }
}
