using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>An expert fills in a workbook away from the portal and sends it back.</summary>
[TestFixture]
internal sealed partial class OfflineTests : OnPortal
{
    private const int Value = 3;
    private const int ToCarrier = 4;

    [Test]
    public async Task What_was_downloaded_says_nothing_new_and_what_was_filled_in_is_shown_then_saved()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        await emma.PostAsync(one.Path, one.Sheet(0, toCarrier: "=SOMME(A1) n’est pas une formule"));
        var rows = await DownloadAsync(emma);
        Assert.That((await SendAsync(emma, rows)).Body, Does.Contain("rien à enregistrer"));
        var line = Of(rows, one, "overall");
        line[ToCarrier] = "Écrit dans le train";
        var shown = await SendAsync(emma, rows);
        Assert.That(WebUtility.HtmlDecode(shown.Body), Does.Match("Lignes changées.: 1"));
        Assert.That((await ReadAsync(one)).Sheet.ToCarrier, Does.StartWith("=SOMME"), "seen before it is saved");
        var changes = WebUtility.HtmlDecode(Changes().Match(shown.Body).Groups["json"].Value);
        await emma.PostAsync("/reviews/offline/apply", ("changes", changes));
        var saved = await ReadAsync(one);
        Assert.That(saved.Sheet.ToCarrier, Is.EqualTo("Écrit dans le train"));
        Assert.That(saved.Sheet.Marks, Has.Count.EqualTo(one.Grid.Criteria.Count), "what was not touched stays");
        Assert.That(
            (await emma.PostAsync("/reviews/offline/apply", ("changes", changes))).Code,
            Is.EqualTo(409),
            "saved since"
        );
    }

    [Test]
    public async Task Each_refused_cell_is_named_and_nothing_is_saved()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        var rows = await DownloadAsync(emma);
        var line = Of(rows, one, $"criterion/{one.Grid.Criteria[0].Key}");
        line[Value] = "9";
        line[ToCarrier] = new string('x', Review.CommentLimit + 1);
        var overall = Of(rows, one, "overall");
        overall[Value] = "4";
        var other = (string[])rows[^1].Clone();
        other[6] = other[6].Replace("/", "0/", StringComparison.Ordinal);
        rows.Add(other);
        rows.Add((string[])rows[1].Clone());
        var told = WebUtility.HtmlDecode((await SendAsync(emma, rows)).Body);
        var number = rows.IndexOf(line) + 1;
        Assert.That(told, Does.Contain($"cellule D{number} ({line[0]}, {line[2]})").And.Contain($"cellule E{number}"));
        Assert.That(line[2], Does.EndWith($"(de {one.Grid.Scale.From} à {one.Grid.Scale.To})"), "the scale is told");
        Assert.That(told, Does.Contain($"cellule D{rows.IndexOf(overall) + 1}").And.Contain("Rien n’est demandé"));
        Assert.That(told, Does.Contain($"cellule G{rows.Count - 1}").And.Contain($"cellule G{rows.Count}"));
        Assert.That(told, Does.Not.Contain("/reviews/offline/apply"));
        // The review is saved in the portal while the workbook is away.
        rows = await DownloadAsync(emma);
        await emma.PostAsync(one.Path, one.Sheet((await ReadAsync(one)).Revision - one.Revision));
        Assert.That(
            WebUtility.HtmlDecode((await SendAsync(emma, rows)).Body),
            Does.Contain("a été enregistrée depuis le téléchargement")
        );
        Assert.That(
            (
                await SendAsync(
                    emma,
                    [
                        ["nothing"],
                    ],
                    "not a workbook"
                )
            ).Body,
            Does.Contain(".xlsx")
        );
    }

    [Test]
    public async Task The_same_lines_in_json_are_held_to_the_same_rules()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        var saves = (await ReadAsync(one)).Revision - one.Revision;
        await emma.PostAsync(one.Path, one.Sheet(saves, toCarrier: "=1+1, d’avance"));
        var json = (await emma.GetAsync("/reviews/offline.json")).Body;
        Assert.That((await SendJsonAsync(emma, json)).Body, Does.Contain("rien à enregistrer"));
        var lines = JsonNode.Parse(json)!["lines"]!.AsArray();
        var key = $"{one.Review.Value:N}/{one.Revision + saves + 1}";
        var place = lines
            .Select((line, at) => (Key: line!["key"]!.GetValue<string>(), At: at))
            .First(line => line.Key.StartsWith($"{key}/criterion/", StringComparison.Ordinal))
            .At;
        var mark = lines[place]!["value"]!.DeepClone();
        (lines[place]!["value"], lines[place]!["toPanel"]) = (9, new string('x', Review.CommentLimit + 1));
        lines.Add(lines[^1]!.DeepClone());
        var told = WebUtility.HtmlDecode((await SendJsonAsync(emma, lines.Root.ToJsonString())).Body);
        Assert.That(
            told,
            Does.Contain($"lines[{place}].value")
                .And.Contain($"lines[{place}].toPanel")
                .And.Contain($"lines[{lines.Count - 1}].key")
        );
        Assert.That(told, Does.Not.Contain("/reviews/offline/apply"));
        lines.RemoveAt(lines.Count - 1);
        (lines[place]!["value"], lines[place]!["toPanel"]) = (mark, "=Écrit par un programme");
        var shown = await SendJsonAsync(emma, lines.Root.ToJsonString());
        var changes = WebUtility.HtmlDecode(Changes().Match(shown.Body).Groups["json"].Value);
        await emma.PostAsync("/reviews/offline/apply", ("changes", changes));
        var saved = (await ReadAsync(one)).Sheet;
        Assert.That(saved.Criteria.Select(its => its.ToPanel), Does.Contain("=Écrit par un programme"));
        Assert.That(saved.ToCarrier, Is.EqualTo("=1+1, d’avance"), "as it was, without an apostrophe");
        Assert.That(
            WebUtility.HtmlDecode((await SendJsonAsync(emma, lines.Root.ToJsonString())).Body),
            Does.Contain("a été enregistrée depuis le téléchargement")
        );
        foreach (var wrong in new[] { "{", "{}", """{"lines":[1]}""", """{"lines":[{"key":{}}]}""" })
            Assert.That((await SendJsonAsync(emma, wrong)).Body, Does.Contain(".json"), wrong);
    }

    private static async Task<Answer> SendJsonAsync(Visitor emma, string json)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(json)), "file", "evaluations.json");
        return await emma.PostAsync("/reviews/offline", form);
    }

    [Test]
    public async Task What_comes_back_otherwise_than_it_was_shown_is_refused_in_words_and_nothing_is_saved()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        using var emma = await Host.SignInAsync("Emma");
        var revision = (await ReadAsync(one)).Revision;
        var key = one.Grid.Criteria[0].Key;
        var criterion = $$"""{"Criterion":"{{key}}","Mark":3,"ToPanel":"","ToCarrier":"a\u0000b"}""";
        string Shown(string criteria, string answers = "{}", string toPanel = "\"\"") =>
            $$$"""[{"Review":"{{{one.Review.Value}}}","Revision":{{{revision}}},"Sheet":{"Criteria":[{{{criteria}}}],"ToPanel":{{{toPanel}}},"ToCarrier":"c","Answers":{{{answers}}}}}]""";
        string[] wrong =
        [
            "",
            "[null]",
            "nothing",
            Shown("null"),
            Shown($"{criterion},{criterion}"),
            Shown(criterion.Replace(key, "unknown", StringComparison.Ordinal)),
            Shown(criterion.Replace("\"ToPanel\":\"\"", "\"ToPanel\":null", StringComparison.Ordinal)),
            Shown(criterion.Replace("3", "3.5", StringComparison.Ordinal)),
            Shown(criterion, toPanel: "null"),
            Shown(criterion, toPanel: "\"\\ud800\""),
            Shown(criterion, """{"unknown":"yes"}"""),
        ];
        foreach (var text in wrong)
        {
            var told = await emma.PostAsync("/reviews/offline/apply", ("changes", text));
            Assert.That(told.Code, Is.EqualTo(400), text);
            Assert.That(WebUtility.HtmlDecode(told.Body), Does.Contain("Rien n’a été enregistré"), text);
        }
        var tooLong = Shown(criterion, toPanel: $"\"{new string('x', Review.CommentLimit + 1)}\"");
        Assert.That((await emma.PostAsync("/reviews/offline/apply", ("changes", tooLong))).Code, Is.EqualTo(409));
        Assert.That((await ReadAsync(one)).Revision, Is.EqualTo(revision));
        await emma.PostAsync("/reviews/offline/apply", ("changes", Shown(criterion)));
        Assert.That((await ReadAsync(one)).Sheet.For(key).ToCarrier, Is.EqualTo("ab"));
    }

    [Test]
    public async Task A_workbook_of_too_many_lines_is_refused_and_faults_are_told_up_to_a_hundred()
    {
        using var emma = await Host.SignInAsync("Emma");
        var rows = await DownloadAsync(emma);
        string[] unknown = ["", "", "", "", "", "", "unknown"];
        var faulty = await SendAsync(emma, [rows[0], .. Enumerable.Repeat(unknown, 150)]);
        Assert.That(faulty.Body, Does.Contain("G101").And.Not.Contain("G102"));
        var large = await SendAsync(emma, [rows[0], .. Enumerable.Repeat(unknown, 5_000)]);
        Assert.That(WebUtility.HtmlDecode(large.Body), Does.Match("plus de 5.?000 lignes"));
    }

    [Test]
    public void What_the_parts_of_a_workbook_unpack_to_is_bounded_for_all_of_them_together()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(
                zip,
                "xl/_rels/workbook.xml.rels",
                """<R><Relationship Id="a" Target="one.xml"/><Relationship Id="b" Target="two.xml"/></R>"""
            );
            Put(
                zip,
                "xl/workbook.xml",
                """<w xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheet name="1" r:id="a"/><sheet name="2" r:id="b"/></w>"""
            );
            foreach (var part in new[] { "xl/one.xml", "xl/two.xml" })
                Put(zip, part, $"<s><!--{new string('x', 11 * 1024 * 1024)}--></s>");
        }
        file.Position = 0;
        Assert.That(WorkbookReader.Read(file, 10, maxSheets: 1), Has.Count.EqualTo(1));
        file.Position = 0;
        Assert.Throws<RefusedException>(() => WorkbookReader.Read(file, 10));
    }

    private static void Put(ZipArchive zip, string part, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(text);
    }

    private async Task<Review> ReadAsync(Reviewing one)
    {
        await using var db = Database.Open();
        return await db.Reviews.SingleAsync(review => review.Id == one.Review);
    }

    private static string[] Of(List<string[]> rows, Reviewing one, string place) =>
        rows.Single(row =>
            row[6].StartsWith($"{one.Review.Value:N}/", StringComparison.Ordinal)
            && row[6].TrimEnd('/').EndsWith(place, StringComparison.Ordinal)
        );

    private static async Task<List<string[]>> DownloadAsync(Visitor emma)
    {
        var answer = await emma.GetAsync("/reviews/offline.xlsx");
        var file = new MemoryStream(await answer.Message.Content.ReadAsByteArrayAsync());
        var sheet = WorkbookReader.Read(file, 5_000).Single();
        return [.. sheet.Rows.Select(row => Enumerable.Range(0, 7).Select(row.At).ToArray())];
    }

    private async Task<Answer> SendAsync(Visitor emma, List<string[]> rows, string? raw = null)
    {
        var file = new MemoryStream();
        var now = Host.Services.GetRequiredService<PortalClock>().GetUtcNow();
        var workbook = await Workbook.ToAsync(file, now, default);
        var cells = rows.Skip(1).Select(row => (IReadOnlyList<object?>)row).ToAsyncEnumerable();
        await workbook.AddAsync("Feuille", rows[0], cells, default);
        await workbook.EndAsync(default);
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(raw is null ? file.ToArray() : System.Text.Encoding.UTF8.GetBytes(raw));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content, "file", "evaluations.xlsx");
        return await emma.PostAsync("/reviews/offline", form);
    }

    [GeneratedRegex("name=\"changes\" value=\"(?<json>[^\"]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Changes();
}
