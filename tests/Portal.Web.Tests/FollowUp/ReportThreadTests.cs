using System.Net;
using System.Net.Http.Headers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.FollowUp;

/// <summary>A project reports: written, submitted, sent back, submitted again, accepted, and told to everybody as far as planned.</summary>
[TestFixture]
internal sealed class ReportThreadTests : OnPortal
{
    [Test]
    public async Task A_report_goes_to_the_service_and_back_and_what_it_tells_is_public_only_once_it_is_accepted()
    {
        await using var db = Database.Open();
        var people = await db.Users.ToDictionaryAsync(one => one.Email!);
        var camille = people["camille@demo.example"].Person;
        var (_, won) = await Scene.WonAsync(db, camille);
        var project = await Reporting.AgreeAsync(db, won, people["olivier@demo.example"].Person);
        var path = $"/dossiers/{won.Value}/project/reports/{Reporting.First}";
        var desk = $"/staff/projects/{project.Id.Value}/reports/{Reporting.First}";
        using var carrier = await Host.SignInAsync("Camille");
        using var officer = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();

        Assert.That(Text(await carrier.GetAsync(path)), Does.Contain("NON remis").And.Contain("1er août 2024"));
        Assert.That((await officer.GetAsync(desk)).Code, Is.EqualTo(404), "nothing is submitted");
        var missing = await carrier.PostAsync($"{path}/submit", ("revision", "0"), ("f.staff", "3"));
        Assert.That(Text(missing), Does.Contain("href=\"#f-patients\"").And.Contain("value=\"3\""));
        var overtaken = await carrier.PostAsync(path, ("revision", "0"), ("f.patients", "77"));
        Assert.That(overtaken.Code, Is.EqualTo(409));
        Assert.That(Text(overtaken), Does.Contain("value=\"77\""), "what was typed is kept");
        Assert.That((await carrier.PostAsync($"{path}/files", FileOf("annex"))).Location, Does.StartWith(path));
        var submitted = await carrier.PostAsync(
            $"{path}/submit",
            ("revision", "1"),
            ("f.patients", "12"),
            ("f.places.0.place", "EHPAD fictif")
        );
        Assert.That(submitted.Location, Is.EqualTo(path));
        Assert.That(Text(await carrier.GetAsync(path)), Does.Contain("Le rapport est remis"));
        Assert.That((await carrier.PostAsync(path, ("revision", "2"))).Code, Is.EqualTo(409), "with the service");

        Assert.That(Text(await officer.GetAsync(desk)), Does.Contain("annexe.pdf").And.Contain("EHPAD fictif"));
        var day = ("Due", "2024-09-15");
        Assert.That(
            (await officer.PostAsync($"{desk}/send-back", ("Words", ""), day, ("Submission", "1"))).Code,
            Is.EqualTo(409)
        );
        Assert.That(
            (await officer.PostAsync($"{desk}/send-back", ("Words", "Précisez."), day, ("Submission", "1"))).Location,
            Is.EqualTo(desk)
        );
        Assert.That(Text(await carrier.GetAsync(path)), Does.Contain("Précisez.").And.Contain("15 septembre 2024"));
        await carrier.PostAsync(
            $"{path}/submit",
            ("revision", "2"),
            ("f.patients", "15"),
            ("f.places.0.place", "EHPAD")
        );
        var winner = await WinnerAsync(won);
        Assert.That(Text(await visitor.GetAsync(winner)), Does.Not.Contain("Patients inclus"));
        (string, string)[] accepting = [("Justified", "1 200,50"), ("Remarks", "Bien.")];
        Assert.That((await officer.PostAsync($"{desk}/accept", accepting)).Code, Is.EqualTo(409), "which one?");
        Assert.That(
            (await officer.PostAsync($"{desk}/accept", [.. accepting, ("Submission", "1")])).Code,
            Is.EqualTo(409),
            "another one was submitted since"
        );
        Assert.That(
            (
                await officer.PostAsync(
                    $"{desk}/accept",
                    ("Justified", "1 200,50"),
                    ("Remarks", "Bien."),
                    ("Submission", "2")
                )
            ).Location,
            Is.EqualTo(desk)
        );
        Assert.That(Text(await carrier.GetAsync(path)), Does.Contain("1 200,50").And.Contain("Bien."));
        Assert.That(Text(await carrier.GetAsync($"{path}?submission=1")), Does.Contain("EHPAD fictif"));
        Assert.That(
            Text(await visitor.GetAsync(winner)),
            Does.Contain("Patients inclus")
                .And.Contain(">15<")
                .And.Contain("EHPAD")
                .And.Not.Contain("recrutées")
                .And.Not.Contain("Précisez")
        );
        Assert.That(
            (await officer.GetAsync("/staff/calls/tiers-lieux/indicators.csv")).Body,
            Does.Contain("patients,Patients inclus,patients,year-1,Rapport year-1,2024-09-15,15")
        );
        Assert.That(await db.History.CountAsync(one => one.Name == "call.indicators-fetched"), Is.EqualTo(1));
        var told = await db.Outbox.Where(mail => mail.DossierId == won).Select(mail => mail.Template).ToListAsync();
        Assert.That(
            told.CountBy(one => one).ToDictionary(),
            Does.ContainKey("report-submitted")
                .And.ContainKey("report-to-read")
                .And.ContainKey("report-sent-back")
                .And.ContainKey("report-accepted")
        );
    }

    [Test]
    public async Task A_report_that_is_owed_is_reminded_of_once_a_span_and_told_to_both_sides_once_it_is_late()
    {
        await using var db = Database.Open();
        var people = await db.Users.ToDictionaryAsync(one => one.Email!);
        var other = await db.Decisions.FirstAsync(one =>
            one.Outcome == Domain.Decisions.Outcome.Funded
            && one.DeclinedAt == null
            && db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null)
            && db.Dossiers.Any(dossier =>
                dossier.Id == one.DossierId && dossier.Carrier != people["camille@demo.example"].Person
            )
        );
        var project = await Reporting.AgreeAsync(db, other.DossierId, people["olivier@demo.example"].Person);
        async Task<List<string>> ToldAfterAsync(int month, int day)
        {
            await Host.SetClockAsync(
                Deadline.InstantOf(new DateTime(2024, month, day, 10, 0, 0, DateTimeKind.Unspecified))
            );
            await Host.SweepAsync();
            await Host.SweepAsync();
            return await db
                .Outbox.Where(mail => mail.DossierId == project.DossierId && mail.Template.StartsWith("milestone-"))
                .OrderBy(mail => mail.CreatedAt)
                .ThenBy(mail => mail.Template)
                .Select(mail => mail.Template)
                .ToListAsync();
        }
        Assert.That(await ToldAfterAsync(6, 30), Is.Empty);
        Assert.That(await ToldAfterAsync(7, 3), Is.EqualTo(new[] { "milestone-reminder" }));
        Assert.That(await ToldAfterAsync(8, 1), Has.Count.EqualTo(2), "of two that fell due the latest alone");
        await RestAsync(db, project.Id, new DateOnly(2024, 7, 1));
        Assert.That(await ToldAfterAsync(8, 2), Has.Count.EqualTo(2), "nothing of a project that rests");
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That(Text(await olivier.GetAsync("/staff/projects?risk=Late")), Does.Contain("Aucun projet"));
        await RestAsync(db, project.Id, new DateOnly(2024, 8, 2));
        Assert.That(
            (await ToldAfterAsync(8, 2)).Skip(2),
            Is.EqualTo(new[] { "milestone-late", "milestone-late-staff" })
        );
    }

    private static Task RestAsync(PortalDbContext db, ProjectId id, DateOnly since) =>
        db.Database.ExecuteSqlAsync(
            $"update projects set suspension_since = {since}, suspension_reason = 'Travaux' where id = {id.Value}"
        );

    private async Task<string> WinnerAsync(DossierId id)
    {
        await using var db = Database.Open();
        var number = await db.Winners.Where(one => one.DossierId == id).Select(one => one.Number).SingleAsync();
        return $"/calls/tiers-lieux/waves/1/winners/{number}";
    }

    private static MultipartFormDataContent FileOf(string field)
    {
        var file = new ByteArrayContent(SampleFiles.Pdf());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return new MultipartFormDataContent { { new StringContent(field), "field" }, { file, "file", "annexe.pdf" } };
    }

    private static string Text(Answer answer) =>
        WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
