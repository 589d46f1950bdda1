using System.Net;

namespace Portal.Web.Tests.Dossiers;

/// <summary>The dossier's page, the page of the check and the act tell the same.</summary>
[TestFixture]
internal sealed class ObstaclesOnPagesTests : OnPortal
{
    [Test]
    public async Task A_file_in_quarantine_keeps_a_dossier_from_being_filed_wherever_one_looks()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var dossier = await new Stage(Database).DraftAsync(camille);
        using var visitor = await Host.SignInAsync("Camille");
        var here = $"/dossiers/{dossier.Id.Value}";
        Assert.That(await TextAsync(visitor, here), Does.Not.Contain("Il reste un point"));

        var file = await db.Attachments.FirstAsync(one => one.DossierId == dossier.Id);
        await db.Database.ExecuteSqlAsync(
            $"""
            update attachments set scan_at = now(), scan_engine = 'ClamAV', scan_signatures = '1', scan_threat = 'Eicar'
            where id = {file.Id.Value}
            """
        );
        var page = await TextAsync(visitor, here);
        Assert.That(page, Does.Contain("Il reste un point avant de pouvoir déposer"));
        Assert.That(page, Does.Contain("À corriger : 1"), "its section says so, too");
        Assert.That(await TextAsync(visitor, $"{here}/check"), Does.Contain("À régler avant de déposer : 1"));
        Assert.That((await visitor.PostAsync($"{here}/file")).Code, Is.EqualTo(409));
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) =>
        WebUtility.HtmlDecode((await visitor.GetAsync(path)).Body).Replace('\u00a0', ' ');
}
