using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Tests.Notifications;

[TestFixture]
internal sealed class AppointmentTests
{
    private static readonly DateTimeOffset Written = new(2024, 1, 18, 9, 0, 0, TimeSpan.Zero);

    /// <summary>On both sides of the change of clocks.</summary>
    [TestCase("2024-02-06T13:00:00Z", "20240206T140000")]
    [TestCase("2024-06-11T12:30:00Z", "20240611T143000")]
    public void An_appointment_is_in_Paris_time_with_the_rules_of_its_zone(string at, string civil)
    {
        var text = Write(
            new(Id, 0, "Audition – Projet", "Salle 3", DateTimeOffset.Parse(at, null), 30, IsCancelled: false)
        );
        Assert.That(
            text,
            Does.Contain($"DTSTART;TZID=Europe/Paris:{civil}")
                .And.Contain("BEGIN:VTIMEZONE")
                .And.Contain("METHOD:REQUEST")
                .And.Contain("SEQUENCE:0")
                .And.Contain("LOCATION:Salle 3")
        );
    }

    [Test]
    public void A_change_keeps_the_id_and_raises_the_number_and_a_cancellation_says_so()
    {
        var first = new MailAppointment(Id, 0, "Audition", "", Written.AddDays(9), 30, IsCancelled: false);
        var (moved, off) = (Write(first with { Sequence = 1 }), Write(first with { Sequence = 2, IsCancelled = true }));
        Assert.That(new[] { Write(first), moved, off }, Has.All.Contain($"UID:audition-{Id}@portail.example"));
        Assert.That(moved, Does.Contain("SEQUENCE:1").And.Contain("METHOD:REQUEST"));
        Assert.That(off, Does.Contain("SEQUENCE:2").And.Contain("METHOD:CANCEL").And.Contain("STATUS:CANCELLED"));
    }

    private static Guid Id { get; } = Guid.Parse("0190a0a0-0000-7000-8000-000000000001");

    private static string Write(MailAppointment appointment) =>
        appointment.Write(
            "portail.example",
            "portail@portail.example",
            EmailAddress.Parse("ada@test.example"),
            Written
        );
}
