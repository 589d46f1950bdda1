using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Documents;

namespace Portal.Web.Tests.Pages;

/// <summary>Whatever is away, people get a page that says so, and it comes back by itself.</summary>
[TestFixture]
internal sealed class FailuresTests
{
    [Test]
    public async Task Without_its_database_the_portal_says_so_clearly_and_recovers_by_itself()
    {
        await using var database = await TestDatabase.CreateDemonstrationAsync();
        await using var host = new PortalHost(database);
        using var visitor = host.NewVisitor();
        using var camille = await host.SignInAsync("Camille");
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.Owner).Database!;

        await PostgresServer.ExecuteAsync($"alter database {name} allow_connections false");
        await PostgresServer.ExecuteAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        foreach (var person in new[] { visitor, camille })
        {
            var page = await person.GetAsync("/calls");
            Assert.That(page.Code, Is.GreaterThanOrEqualTo(500));
            Assert.That(
                System.Net.WebUtility.HtmlDecode(page.Body),
                Does.Contain("<h1>").And.Contain("Ce que vous avez enregistré est intact")
            );
            Assert.That(page.Message.Headers.Contains("Content-Security-Policy"));
        }
        var program = await visitor.GetAsync("/api/v1/calls", accept: "application/json");
        Assert.That(program.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await visitor.GetAsync("/health/ready")).Code, Is.EqualTo(503));
        Assert.That((await visitor.GetAsync("/health/live")).Code, Is.EqualTo(200));

        await PostgresServer.ExecuteAsync($"alter database {name} allow_connections true");
        Assert.That((await camille.GetAsync("/dossiers")).Code, Is.EqualTo(200));
        Assert.That((await visitor.GetAsync("/health/ready")).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task What_no_text_can_hold_and_what_is_no_form_is_refused_as_such()
    {
        await using var database = await TestDatabase.CreateDemonstrationAsync();
        await using var host = new PortalHost(database);
        using var visitor = host.NewVisitor();
        using var camille = await host.SignInAsync("Camille");
        await using var db = database.Open();
        var section = await db
            .Sections.Where(one => db.Dossiers.Any(of => of.Id == one.DossierId && of.FiledAt == null))
            .Where(one =>
                db.Members.Any(member =>
                    member.DossierId == one.DossierId
                    && db.Users.Any(account =>
                        account.Id == member.Person.Value && account.Email == "camille@demo.example"
                    )
                )
            )
            .FirstAsync();
        using var noForm = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        Assert.That((await visitor.PostAsync("/account/forgotten", ("Email", "\0@x.example"))).Code, Is.LessThan(500));
        Assert.That(
            (await visitor.PostAsync("/account/forgotten", ("Email", "a\0b@x.example"))).Code,
            Is.LessThan(500)
        );
        Assert.That((await visitor.GetAsync("/calls?theme=%00&operator=%00&search=%00")).Code, Is.LessThan(500));
        Assert.That(
            (await visitor.GetAsync("/connect/authorize?client_id=%00&response_type=code")).Code,
            Is.EqualTo(400)
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/dossiers/{section.DossierId.Value}/sections/{section.Key}"
        )
        {
            Content = noForm,
        };
        using var answer = await camille.Client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(400).Or.EqualTo(415));
        foreach (var status in new[] { 0, 101, 204, 500 })
            Assert.That((await visitor.GetAsync($"/problem/{status}")).Code, Is.EqualTo(404));
        Assert.That((await visitor.PostAsync("/nowhere", ("status", "200"))).Code, Is.EqualTo(404).Or.EqualTo(405));
    }

    [TestCase(28, 507)]
    [TestCase(5, 500)]
    public void A_full_disk_is_told_from_a_broken_one(int number, int status) =>
        Assert.That(Shared.Failures.StatusOf(new IOException("", number)), Is.EqualTo(status));

    [Test]
    public void A_document_that_cannot_be_printed_now_is_asked_for_again_later() =>
        Assert.That(Shared.Failures.StatusOf(new PrinterException("")), Is.EqualTo(503));
}
