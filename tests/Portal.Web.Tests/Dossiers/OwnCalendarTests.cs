using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A calendar reads the dates of one's own dossiers at a private address, until it is closed.</summary>
[TestFixture]
internal sealed partial class OwnCalendarTests : OnPortal
{
    [Test]
    public async Task It_tells_what_is_to_be_filed_and_until_when_and_of_nobody_elses()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var calendarApp = Host.NewVisitor();
        var address = await OpenAsync(camille);
        var calendar = await Readers.CalendarAsync((await calendarApp.GetAsync(address)).Body);
        Assert.That(calendar.Name, Is.EqualTo("Mes dossiers – Portail des appels"));
        await using var db = Database.Open();
        var person = await db
            .Users.Where(one => one.Email == "camille@demo.example")
            .Select(one => one.Id)
            .SingleAsync();
        var own = await db
            .Members.Where(member => member.Person.Value == person)
            .Select(member => member.DossierId.Value)
            .ToListAsync();
        Assert.That(calendar.Events.Select(due => due.Uid), Is.Unique.And.Not.Empty);
        foreach (var due in calendar.Events)
        {
            Assert.That(due.Summary, Does.Match("^(À déposer|Compléments à fournir|À retravailler et déposer)\\s: .+"));
            Assert.That(own, Has.Member(Guid.Parse(due.Path.Split('/')[^1])), due.Summary);
            Assert.That(due.Alarms, Is.EqualTo(new[] { -86_400 }), "it reminds the day before");
        }
        // The interim cut-off of 9 April 2024 at noon in Paris.
        Assert.That(
            calendar.Events.Select(due => (due.Zone, due.At)),
            Has.Some.EqualTo(("Europe/Paris", new DateTimeOffset(2024, 4, 9, 10, 0, 0, TimeSpan.Zero)))
        );
        var again = await Readers.CalendarAsync((await calendarApp.GetAsync(address)).Body);
        Assert.That(again.Events.Select(due => due.Uid), Is.EqualTo(calendar.Events.Select(due => due.Uid)));
    }

    [Test]
    public async Task Another_address_closes_the_one_before_and_a_closed_one_answers_as_if_it_never_was()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var calendarApp = Host.NewVisitor();
        var first = await OpenAsync(camille);
        var second = await OpenAsync(camille);
        Assert.That((await calendarApp.GetAsync(first)).Code, Is.EqualTo(404));
        Assert.That((await calendarApp.GetAsync(second)).Code, Is.EqualTo(200));
        Assert.That((await camille.GetAsync("/account/calendar")).Body, Does.Not.Contain(second), "told once");
        await camille.PostAsync("/account/calendar/revoke");
        var closed = await calendarApp.GetAsync(second);
        var unknown = await calendarApp.GetAsync($"/calendars/{new string('a', 64)}.ics");
        Assert.That(closed.Code, Is.EqualTo(404));
        Assert.That(Said(closed), Is.EqualTo(Said(unknown)));
    }

    /// <summary>What the page itself says, without the demonstration's bar above it.</summary>
    private static string Said(Answer answer) => answer.Body[answer.Body.IndexOf("<main", StringComparison.Ordinal)..];

    private static async Task<string> OpenAsync(Visitor person)
    {
        var opened = await person.PostAsync("/account/calendar");
        Assert.That(opened.Code, Is.EqualTo(200));
        return Address().Match(opened.Body).Groups["path"].Value;
    }

    [GeneratedRegex(
        "<code class=\"address\">https?://[^/]+(?<path>/calendars/[0-9a-f]{64}\\.ics)</code>",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Address();
}
