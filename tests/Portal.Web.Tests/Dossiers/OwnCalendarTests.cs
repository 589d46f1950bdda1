using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A calendar reads the dates of one's own dossiers at a private address, until it is closed.</summary>
[TestFixture]
internal sealed partial class OwnCalendarTests : OnPortal
{
    protected override bool ReadsDocuments => false;

    [Test]
    public async Task It_tells_what_is_to_be_filed_and_until_when_and_of_nobody_elses()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var calendarApp = Host.NewVisitor();
        var calendar = Ical.Net.Calendar.Load((await calendarApp.GetAsync(await OpenAsync(camille))).Body)!;
        await using var db = Database.Open();
        var person = await db
            .Users.Where(one => one.Email == "camille@demo.example")
            .Select(one => one.Id)
            .SingleAsync();
        var own = await db
            .Members.Where(member => member.Person.Value == person)
            .Select(member => member.DossierId.Value)
            .ToListAsync();
        Assert.That(calendar.Events, Is.Not.Empty);
        foreach (var due in calendar.Events)
        {
            Assert.That(own, Has.Member(Guid.Parse(due.Url!.Segments[^1])), due.Summary);
            Assert.That(due.Alarms, Has.Count.EqualTo(1), "it reminds the day before");
        }
        // The interim cut-off of 9 April 2024 at noon in Paris.
        Assert.That(
            calendar.Events.Select(due => due.Start!.AsUtc),
            Has.Some.EqualTo(new DateTime(2024, 4, 9, 10, 0, 0))
        );
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
