using Portal.Domain.Dossiers;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A whole dossier as one document.</summary>
[TestFixture]
internal sealed class DocumentTests : OnPortal
{
    private const string NotFiled = "BROUILLON – NON DÉPOSÉ";

    protected override Printing Printing => Printing.Real;

    [Test]
    public async Task A_draft_says_on_each_page_that_it_is_not_filed_and_a_filing_never_does()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var draft = await PdfAsync(camille, $"/dossiers/{(await OwnAsync(filed: false)).Value}/dossier.pdf");
        Assert.That(draft.NumberOfPages, Is.GreaterThan(1));
        foreach (var page in draft.GetPages())
            Assert.That(Plain(page.Text), Does.Contain(Plain(NotFiled)), $"page {page.Number}");

        using var filed = await PdfAsync(camille, $"/dossiers/{(await OwnAsync(filed: true)).Value}/dossier.pdf");
        Assert.That(
            Plain(string.Concat(filed.GetPages().Select(page => page.Text))),
            Does.Not.Contain(Plain(NotFiled))
        );
    }

    [Test]
    public async Task The_document_is_tagged_has_contents_page_numbers_and_hashes_and_names_no_person()
    {
        using var camille = await Host.SignInAsync("Camille");
        var id = await OwnAsync(filed: true);
        using var pdf = await PdfAsync(camille, $"/dossiers/{id.Value}/dossier.pdf");
        var catalog = pdf.Structure.Catalog.CatalogDictionary;
        Assert.That(catalog.ContainsKey(NameToken.Create("StructTreeRoot")), "tagged");
        Assert.That(catalog.TryGet(NameToken.Lang, out _), "its language is told");
        var pages = pdf.GetPages().Select(page => Plain(page.Text)).ToList();
        Assert.That(pages[0], Does.Contain("Sommaire").And.Contain($"1/{pages.Count}"));
        await using var db = Database.Open();
        var dossier = await db.Dossiers.SingleAsync(one => one.Id == id);
        var form = await db.Forms.SingleAsync(one => one.Id == dossier.FormId);
        var text = string.Concat(pages);
        foreach (var section in form.UpTo(1).Sections)
            Assert.That(Count(text, Plain(section.Title.Fr)), Is.GreaterThanOrEqualTo(2), "in the contents and itself");
        var files = await db.Attachments.Where(file => file.DossierId == id).ToListAsync();
        Assert.That(files, Is.Not.Empty);
        foreach (var file in files)
            Assert.That(text, Does.Contain(file.Sha256));
        Assert.That(text, Does.Contain(Plain("Total des dépenses")).And.Not.Contain("CamilleDémo"));
        var about = pdf.Information;
        Assert.That($"{about.Author}{about.Subject}{about.Keywords}{about.Title}", Does.Not.Contain("Camille"));
    }

    private static async Task<PdfDocument> PdfAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Client.GetAsync(path);
        if ((int)answer.StatusCode == 503)
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        return PdfDocument.Open(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
    }

    private Task<DossierId> OwnAsync(bool filed) => DownloadTests.OwnAsync(Database, filed);

    private static string Plain(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\u00a0' or '\u00ad')));

    private static int Count(string text, string part) =>
        (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
