namespace Portal.Domain.Tests.Calls;

[TestFixture]
internal sealed class AcknowledgementTests
{
    [TestCase("2024-01-18", 2, "2024-03-18")]
    [TestCase("2023-12-31", 2, "2024-02-29", TestName = "A_month_without_that_day_ends_on_its_last")]
    [TestCase("2024-11-30", 3, "2025-02-28")]
    public void Silence_counts_from_date_to_date(string received, int months, string from)
    {
        var silence = new Silence(SilenceMeaning.Rejected, months, Build.Text(), Build.Text());
        Assert.That(
            silence.CountsFrom(DateOnly.Parse(received, System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [Test]
    public void Another_service_is_another_presentation()
    {
        var one = Build.Call().Presentation with
        {
            Service = new ServiceInCharge(Build.Text(), "1 rue", "a@b.example", "01"),
        };
        Assert.That(one with { Service = one.Service with { Phone = "02" } }, Is.Not.EqualTo(one));
        Assert.That(one with { Service = one.Service with { Phone = "01" } }, Is.EqualTo(one));
    }
}
