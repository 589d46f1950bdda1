using System.Net;
using System.Text;
using Portal.Infrastructure.Documents;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer brings files from elsewhere: those that are taken, and what is said of those that aren't.</summary>
[TestFixture]
internal sealed class ImportTests : OnPortal
{
    private const string Form = "/staff/calls/evaluation-dmn/form";
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] Heads = ["Rubrique", "Libellé (français)", "Type", "Obligatoire"];

    private Visitor _olivier = null!;

    [SetUp]
    public async Task Enter()
    {
        _olivier = await Host.SignInAsync("Olivier");
        await _olivier.PostAsync($"{Form}/begin");
    }

    [TearDown]
    public async Task Leave()
    {
        await _olivier.PostAsync($"{Form}/drop");
        _olivier.Dispose();
    }

    [Test]
    public async Task The_form_of_a_procedure_is_taken_even_where_its_descriptor_is_long()
    {
        var padding = new string(' ', 3 * Megabyte);
        var taken = await SendAsync(
            "descriptor",
            "demarche.json",
            Encoding.UTF8.GetBytes(
                $$"""
                { "number": 12, "title": "Appel", {{padding}} "revision": { "champDescriptors": [
                  { "__typename": "TextChampDescriptor", "label": "Nom du site", "required": true },
                  { "__typename": "CarteChampDescriptor", "label": "Lieu du site" } ] } }
                """
            )
        );
        Assert.That(taken.Code, Is.EqualTo(200), Text(taken));
        Assert.That(Text(taken), Does.Contain("Lieu du site"));
        Assert.That(Text(await _olivier.GetAsync(Form)), Does.Contain("Nom du site"));
    }

    [TestCase("{ \"number\": ", "Ce fichier n’est pas du JSON")]
    [TestCase("{ \"a\": 1 }", "Démarches simplifiées")]
    public async Task A_descriptor_that_is_none_is_refused_with_its_reason(string json, string reason)
    {
        var refused = await SendAsync("descriptor", "demarche.json", Encoding.UTF8.GetBytes(json));
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(Text(refused), Does.Contain(reason));
    }

    [TestCase("descriptor", "demarche.json")]
    [TestCase("spreadsheet", "questions.xlsx")]
    public async Task A_file_that_is_too_large_is_told_how_large_one_may_be(string way, string name)
    {
        var refused = await SendAsync(way, name, new byte[(10 * Megabyte) + 1]);
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(Text(refused), Does.Contain("trop volumineux : 10 Mo au plus"));
    }

    [Test]
    public async Task A_spreadsheet_is_taken_as_a_whole_or_not_at_all_and_its_faults_have_a_place()
    {
        var faulty = await SendAsync(
            "spreadsheet",
            "questions.xlsx",
            await WorkbookAsync(["Le site", "Nom du lieu", "texte court", "oui"], [null, "Titre", "roman", "oui"])
        );
        Assert.That(faulty.Code, Is.EqualTo(409));
        Assert.That(Text(faulty), Does.Contain("Feuille « Questions », ligne 3, colonne C").And.Contain("roman"));
        Assert.That(Text(await _olivier.GetAsync(Form)), Does.Not.Contain("Nom du lieu"));

        var taken = await SendAsync(
            "spreadsheet",
            "questions.xlsx",
            await WorkbookAsync(["Le site", "Nom du lieu", "texte court", "oui"])
        );
        Assert.That(taken.Code, Is.EqualTo(200));
        Assert.That(Text(await _olivier.GetAsync(Form)), Does.Contain("Nom du lieu"));
    }

    [Test]
    public async Task A_call_file_is_refused_in_the_readers_language_with_its_line()
    {
        var file = (await _olivier.GetAsync("/staff/calls/evaluation-dmn/export")).Body;
        var broken = file.Replace("missed-complements:", "missed:", StringComparison.Ordinal);
        var line = file[..file.IndexOf("missed-complements:", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.That(
            Text(await CallAsync(broken)),
            Does.Contain($"Ligne {line}")
                .And.Contain("« missed » n’est pas connu ici")
                .And.Not.Contain("not known here")
        );
        await _olivier.GetAsync("/?culture=en");
        Assert.That(Text(await CallAsync(broken)), Does.Contain($"Line {line}").And.Contain("is not known here"));
        await _olivier.GetAsync("/?culture=fr");
        Assert.That(Text(await CallAsync("a: [")), Does.Contain("Ce n’est pas du YAML"));
        Assert.That(
            Text(await CallAsync(new string('#', 3 * Megabyte))),
            Does.Contain("d’un mégaoctet au plus"),
            "more than a page's own form may be, and told all the same"
        );
    }

    [TestCase("years: [0-9]+", "years: 2147483647", "de 1 à 10 années")]
    [TestCase("cut-off, before: [^}]*", "cut-off, before: [99999999d]", "dépasse 730 jours")]
    [TestCase("cut-off, before: [^}]*", "cut-off, before: [\"  \"]", "Un texte est attendu")]
    [TestCase("2025-04-08 12:00", "9999-12-31 24:00", "de 2000 à 2100")]
    [TestCase("opens: .*", "opens: \"0001-01-01 00:00\"", "de 2000 à 2100")]
    public async Task A_value_out_of_all_bounds_is_refused_before_anything_is_made_of_it(
        string pattern,
        string value,
        string reason
    )
    {
        var file = (await _olivier.GetAsync("/staff/calls/evaluation-dmn/export")).Body;
        var bound = new System.Text.RegularExpressions.Regex(
            pattern,
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        Assert.That(bound.IsMatch(file), Is.True);
        var refused = await CallAsync(bound.Replace(file, value, 1));
        Assert.That(refused.Code, Is.LessThan(500));
        Assert.That(Text(refused), Does.Contain(reason));
    }

    private Task<Answer> CallAsync(string text) =>
        PostAsync("/staff/calls/import", "File", "appel.yaml", Encoding.UTF8.GetBytes(text));

    private async Task<Answer> SendAsync(string way, string name, byte[] content)
    {
        var page = await _olivier.GetAsync($"{Form}/import");
        var revision = OfficersDesk.Fields(page.Body).First(field => field.Name == "revision").Value;
        return await PostAsync($"{Form}/import/{way}", "file", name, content, ("revision", revision));
    }

    private async Task<Answer> PostAsync(
        string path,
        string field,
        string name,
        byte[] content,
        params (string Name, string Value)[] fields
    )
    {
        using var form = new MultipartFormDataContent();
        foreach (var one in fields)
            form.Add(new StringContent(one.Value), one.Name);
        form.Add(new ByteArrayContent(content), field, name);
        return await _olivier.PostAsync(path, form);
    }

    private static async Task<byte[]> WorkbookAsync(params object?[][] rows)
    {
        using var file = new MemoryStream();
        var workbook = await Workbook.ToAsync(file, DateTimeOffset.UnixEpoch.AddYears(54), CancellationToken.None);
        await workbook.AddAsync(
            "Questions",
            Heads,
            rows.Select(row => (IReadOnlyList<object?>)row).ToAsyncEnumerable(),
            CancellationToken.None
        );
        await workbook.EndAsync(CancellationToken.None);
        return file.ToArray();
    }

    private static string Text(Answer answer) => WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ');
}
