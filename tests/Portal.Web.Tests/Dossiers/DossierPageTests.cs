using System.Net;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What a carrier finds on the pages of a dossier.</summary>
[TestFixture]
internal sealed class DossierPageTests : OnPortal
{
    [Test]
    public async Task The_page_of_a_dossier_that_ended_tells_what_happened_and_when_and_leads_to_all_that_was_filed()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille);
        await new Stage(Database).FileAsync(draft, camille);
        using var visitor = await Host.SignInAsync("Camille");
        var here = $"/dossiers/{draft.Id.Value}";
        await visitor.PostAsync($"{here}/withdraw", ("reason", "Un partenaire a renoncé."));

        var page = await TextAsync(visitor, here);
        Assert.That(page, Does.Contain("Ce qui s’est passé").And.Contain("Un partenaire a renoncé."));
        Assert.That(page, Does.Match("Déposé, version 1[^§]*18 janvier 2024").And.Match("Retiré[^§]*18 janvier 2024"));
        foreach (var path in new[] { "receipt", "dossier.pdf", "dossier.zip", "filings/1" })
            Assert.That(page, Does.Contain($"\"{here}/{path}\""));
        Assert.That(page, Does.Contain("Reporter le dossier").And.Contain("peut être reporté"));
    }

    [Test]
    public async Task A_budget_whose_funding_and_costs_differ_says_so_and_by_how_much()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille);
        using var visitor = await Host.SignInAsync("Camille");
        var path = $"/dossiers/{draft.Id.Value}/sections/budget_section";
        Assert.That(await TextAsync(visitor, path), Does.Not.Match(">[^<]*(dépassent|Il manque) [^<]*€"));
        await WriteAsync(visitor, path, "aid", "99000000");
        Assert.That(await TextAsync(visitor, path), Does.Match(">Les ressources dépassent les dépenses de [^<]*€"));
        await WriteAsync(visitor, path, "aid", "0");
        Assert.That(await TextAsync(visitor, path), Does.Match(">Il manque [^<]*€ de ressources"));
    }

    [Test]
    public async Task Where_no_scanner_runs_a_file_says_why_it_is_not_scanned_and_what_follows()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille);
        using var visitor = await Host.SignInAsync("Camille");
        var file = await db.Attachments.FirstAsync(one => one.DossierId == draft.Id);
        var page = await TextAsync(visitor, $"/dossiers/{draft.Id.Value}/sections/{file.SectionKey}");
        Assert.That(page, Does.Contain("n’a pas d’antivirus").And.Contain("déposé tel quel"));
        Assert.That(page.IndexOf("déposé tel quel"), Is.LessThan(page.IndexOf("Détails du fichier")), "in plain sight");
    }

    [Test]
    public async Task The_demonstration_has_a_project_that_its_lead_and_two_partners_signed_and_a_third_one_still_has_to()
    {
        await using var db = Database.Open();
        var signed = await db
            .SignOffs.GroupBy(one => one.DossierId)
            .Where(all => all.Count() == 3)
            .Select(all => all.Key)
            .SingleAsync();
        using var visitor = await Host.SignInAsync("Camille");
        var page = await TextAsync(visitor, $"/dossiers/{signed.Value}/signatures");
        Assert.That(Count(page, "Signé par"), Is.EqualTo(3));
        Assert.That(Count(page, "Pas encore signé"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_drafts_document_is_called_a_draft_of_its_call_on_its_day()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille);
        using var visitor = await Host.SignInAsync("Camille");
        foreach (var (culture, word) in new[] { ("fr", "brouillon"), ("en", "draft") })
        {
            using var zip = await visitor.Client.GetAsync(
                $"/dossiers/{draft.Id.Value}/dossier.zip?culture={culture}",
                HttpCompletionOption.ResponseHeadersRead
            );
            Assert.That(
                zip.Content.Headers.ContentDisposition!.FileName!.Trim('"'),
                Is.EqualTo($"{word}-evaluation-dmn-2024-01-18.zip")
            );
        }
    }

    [Test]
    public async Task A_sections_page_lists_what_keeps_it_from_being_filed_like_the_dossiers_page()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille);
        var file = await db.Attachments.FirstAsync(one => one.DossierId == draft.Id);
        await db.Database.ExecuteSqlAsync(
            $"""
            update attachments set scan_at = now(), scan_engine = 'ClamAV', scan_signatures = '1', scan_threat = 'Eicar'
            where id = {file.Id.Value}
            """
        );
        using var visitor = await Host.SignInAsync("Camille");
        var page = await TextAsync(visitor, $"/dossiers/{draft.Id.Value}/sections/{file.SectionKey}");
        Assert.That(page, Does.Contain("À corriger : 1"), "in the list of sections");
        Assert.That(page, Does.Match("<p class=\"error\">[^<]*quarantaine"), "and where the file is asked for");
    }

    private static int Count(string text, string words) => text.Split(words).Length - 1;

    private static async Task WriteAsync(Visitor visitor, string path, string line, string euros)
    {
        var fields = Calls.OfficersDesk.Fields((await visitor.GetAsync(path)).Body);
        var row = fields.Single(one => one.Name.EndsWith("._id", StringComparison.Ordinal) && one.Value.EndsWith(line));
        var cells = fields.Where(one => one.Name.StartsWith(row.Name[..^3], StringComparison.Ordinal)).ToList();
        await visitor.PostAsync(
            path,
            [.. fields.Select(one => cells.Skip(1).Contains(one) ? (one.Name, euros) : one), ("then", "here")]
        );
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) =>
        WebUtility.HtmlDecode((await visitor.GetAsync(path)).Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
