using System.Net;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Admissions;

/// <summary>What the public reads of a service was checked before, and is a service that can be had.</summary>
[TestFixture]
internal sealed class CatalogueTests : OnPortal
{
    private Dossier _service = null!;

    private string Page => $"/catalogue/mon-espace-sante/{_service.Number}";

    [OneTimeSetUp]
    public async Task JoinService()
    {
        await using var db = Database.OpenAsOwner();
        var met = await db.Admissions.SingleAsync(one =>
            one.MetAt != null
            && db.Dossiers.Any(its =>
                its.Id == one.DossierId
                && db.Calls.Any(call => call.Id == its.CallId && call.Slug == "mon-espace-sante")
            )
        );
        _service = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == met.DossierId);
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        await Scene.JoinAsync(db, _service, camille.Person);
    }

    [Test, Order(1)]
    public async Task Words_that_came_with_a_later_filing_are_shown_once_staff_checked_them()
    {
        using var visitor = Host.NewVisitor();
        using var olivier = await Host.SignInAsync("Olivier");
        var id = _service.Id.Value;
        Assert.That(Text((await visitor.GetAsync(Page)).Body), Does.Contain("Référencé"));
        await RunAsync(
            $"""
            insert into filings
            select (jsonb_populate_record(filing, jsonb_build_object(
                'id', gen_random_uuid(), 'version', filing.version + 1, 'title', 'Remplace votre médecin'))).*
            from filings filing
            where filing.id = (select filing_id from dossiers where id = {id});
            update dossiers set filing_id = (select id from filings where dossier_id = {id} order by version desc limit 1)
            where id = {id}
            """
        );
        var shown = Text((await visitor.GetAsync(Page)).Body);
        Assert.That(shown, Does.Not.Contain("Remplace votre médecin"));
        Assert.That(shown, Does.Contain("En cours de vérification").And.Not.Contain("Référencé"));
        foreach (var criterion in await CriteriaAsync())
            await olivier.PostAsync($"/staff/dossiers/{id}/criteria/{criterion}", ($"met-{criterion}", "true"));
        Assert.That(
            Text((await visitor.GetAsync(Page)).Body),
            Does.Contain("Remplace votre médecin").And.Contain("Référencé")
        );
    }

    [Test, Order(2)]
    public async Task A_service_that_is_turned_away_leaves_the_catalogue_and_brings_nothing_more()
    {
        using var visitor = Host.NewVisitor();
        using var camille = await Host.SignInAsync("Camille");
        var id = _service.Id.Value;
        await RunAsync(
            $"""
            update dossiers set eligibility_is_eligible = false, eligibility_by = carrier, eligibility_reason = 'Non.',
                   eligibility_at = {DemoTime.Start}
            where id = {id}
            """
        );
        Assert.That((await visitor.GetAsync(Page)).Code, Is.EqualTo(404));
        Assert.That((await visitor.GetAsync("/catalogue")).Body, Does.Not.Contain(Page));
        var own = await camille.GetAsync($"/dossiers/{id}/criteria");
        Assert.That(
            (own.Code, own.Body.Contains("<form method=\"post\" action=\"/dossiers", StringComparison.Ordinal)),
            Is.EqualTo((200, false))
        );
        var late = await camille.PostAsync($"/dossiers/{id}/criteria/ethics", ("statement-ethics", "Encore."));
        Assert.That(late.Code, Is.EqualTo(404));
    }

    private async Task RunAsync(FormattableString sql)
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(sql);
    }

    private async Task<IReadOnlyList<string>> CriteriaAsync()
    {
        await using var db = Database.Open();
        var call = await db.Calls.SingleAsync(one => one.Slug == "mon-espace-sante");
        return [.. call.Admission!.Criteria.Select(one => one.Key)];
    }

    private static string Text(string body) => WebUtility.HtmlDecode(body);
}
