using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Admissions;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Admissions;

/// <summary>A service is referenced criterion by criterion, for as long as its evidence holds.</summary>
[TestFixture]
internal sealed class AdmissionsTests : OnPortal
{
    [Test]
    public async Task A_service_comes_into_the_catalogue_once_all_is_met_is_reminded_and_falls_out_of_date()
    {
        using var visitor = Host.NewVisitor();
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        var (id, title) = await BeingCheckedAsync();
        Assert.That(await CatalogueAsync(visitor), Does.Not.Contain(title));
        var own = $"/dossiers/{id}/criteria";
        Assert.That((await camille.PostAsync($"{own}/ethics", ("statement-ethics", ""))).Code, Is.EqualTo(409));
        await camille.PostAsync($"{own}/ethics", ("statement-ethics", "La charte est à la page 3."));
        var desk = $"/staff/dossiers/{id}/criteria";
        Assert.That(Text((await olivier.GetAsync(desk)).Body), Does.Contain("La charte est à la page 3."));
        foreach (var criterion in new[] { "ethics", "interoperability", "accessibility" })
            await olivier.PostAsync($"{desk}/{criterion}", ($"met-{criterion}", "true"));
        Assert.That(await CatalogueAsync(visitor), Does.Contain(title));
        Assert.That(
            Text((await olivier.GetAsync(desk)).Body),
            Does.Contain("Preuve examinée, apportée le").And.Contain("La charte est à la page 3.")
        );
        Assert.That(Text((await camille.GetAsync(own)).Body), Does.Contain("Tous les critères sont remplis."));

        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 2, 12, 9, 0, 0, DateTimeKind.Unspecified)));
        await RemindAsync();
        await RemindAsync();
        await using (var db = Database.Open())
        {
            var told = await db.Outbox.Where(mail => mail.Template == "criterion-expires").ToListAsync();
            Assert.That(told, Has.Count.EqualTo(1), "one service, its coordinator, once");
            Assert.That(told[0].Occasion, Does.EndWith(":20240310:30"));
        }
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 3, 11, 9, 0, 0, DateTimeKind.Unspecified)));
        Assert.That(await CatalogueAsync(visitor), Does.Contain("Renouvellement attendu"));
    }

    private async Task RemindAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemindOfExpiries>().RunAsync(CancellationToken.None);
    }

    private async Task<(Guid Id, string Title)> BeingCheckedAsync()
    {
        await using var db = Database.Open();
        var camille = (await db.Users.SingleAsync(one => one.Email == "camille@demo.example")).Person;
        var waiting = await db.Admissions.SingleAsync(one =>
            one.MetAt == null
            && db.Dossiers.Any(its =>
                its.Id == one.DossierId
                && db.Calls.Any(call => call.Id == its.CallId && call.Slug == "mon-espace-sante")
            )
        );
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == waiting.DossierId);
        await Scene.JoinAsync(db, dossier, camille);
        return (dossier.Id.Value, dossier.Title);
    }

    private static async Task<string> CatalogueAsync(Visitor visitor) =>
        Text((await visitor.GetAsync("/catalogue")).Body);

    private static string Text(string body) => WebUtility.HtmlDecode(body);
}
