namespace Portal.Domain.Tests;

[TestFixture]
internal sealed class ValuesTests
{
    [TestCase("73282932000074", true)]
    [TestCase("732 829 320 00074", true)]
    [TestCase("35600000000048", true, TestName = "The_post_offices_own_key_counts")]
    [TestCase("73282932000075", false)]
    [TestCase("7328293200007", false)]
    [TestCase("7328293200007A", false)]
    [TestCase("", false)]
    public void A_siret_has_14_digits_and_a_right_key(string text, bool valid) =>
        Assert.That(Siret.TryParse(text, out _), Is.EqualTo(valid));

    [TestCase("a@b.fr", true)]
    [TestCase(" a@b.fr ", true)]
    [TestCase("a@b", false)]
    [TestCase("Nom <a@b.fr>", false)]
    [TestCase("a@b.fr\r\nBcc: c@d.fr", false)]
    public void An_address_is_one_address_and_nothing_more(string text, bool valid) =>
        Assert.That(EmailAddress.TryParse(text, out _), Is.EqualTo(valid));

    [Test]
    public void Addresses_that_differ_in_case_are_one() =>
        Assert.That(EmailAddress.Parse("A@b.fr"), Is.EqualTo(EmailAddress.Parse("a@B.FR")));

    [TestCase("claire@exemple.fr", "Claire+deux@Exemple.FR")]
    [TestCase("+claire@exemple.fr", "+claire@exemple.fr")]
    [TestCase("anna.b@gmail.com", "A.n.nab+vote@googlemail.com")]
    [TestCase("anna@exemple.fr", "\"anna\"@exemple.fr")]
    [TestCase("anna@santé.example", "anna@xn--sant-epa.example")]
    public void A_mailbox_is_one_however_its_address_is_written(string one, string other) =>
        Assert.That(EmailAddress.Parse(other).Mailbox, Is.EqualTo(EmailAddress.Parse(one).Mailbox));

    [TestCase("an.na@exemple.fr", "anna@exemple.fr")]
    [TestCase("anna@exemple.fr", "anna@exemple.com")]
    public void Elsewhere_dots_tell_people_apart(string one, string other) =>
        Assert.That(EmailAddress.Parse(other).Mailbox, Is.Not.EqualTo(EmailAddress.Parse(one).Mailbox));

    [TestCase("Anna@exemple.fr", true)]
    [TestCase("anna+x@exemple.fr", false)]
    [TestCase("an.na@gmail.com", false)]
    public void Of_one_mailbox_one_address_is_plain(string address, bool plain) =>
        Assert.That(EmailAddress.Parse(address).IsPlain, Is.EqualTo(plain));

    [Test]
    public void Money_is_never_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Money(-1));

    [TestCase("1 250,50", "1250.50")]
    [TestCase("1\u00a0250 €", "1250")]
    [TestCase("12.5", "12.5")]
    [TestCase("-3", "-3")]
    public void Numbers_are_read_as_people_write_them(string text, string number)
    {
        Assert.That(Answers.TryNumber(text, out var read), Is.True);
        Assert.That(read, Is.EqualTo(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase("1,2,3")]
    [TestCase("douze")]
    [TestCase("")]
    public void What_is_no_number_is_not_taken_for_one(string text) =>
        Assert.That(Answers.TryNumber(text, out _), Is.False);

    [TestCase("2024-02-29", true)]
    [TestCase("29/02/2024", true)]
    [TestCase("29/02/2023", false)]
    public void Dates_are_read_from_browsers_and_from_people(string text, bool valid) =>
        Assert.That(Answers.TryDate(text, out _), Is.EqualTo(valid));
}
