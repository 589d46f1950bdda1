using System.Net;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>Where the carrier is hidden, nothing that an expert reaches tells who carries a dossier.</summary>
[TestFixture]
internal sealed class BlindTests : OnPortal
{
    private const string Canary = "CANARI-PORTEUR";

    [Test]
    public async Task An_expert_meets_no_organisation_no_person_and_no_file_of_a_hidden_carrier()
    {
        await using var db = Database.OpenAsOwner();
        var one = await Reviewing.OfEmmaAsync(db);
        var (filing, expert) = await db
            .Reviews.Where(review => review.Id == one.Review)
            .Select(review => new ValueTuple<FilingId, ExpertId>(review.FilingId, review.ExpertId))
            .SingleAsync();
        var file = await db
            .FiledFiles.Where(filed => filed.FilingId == filing)
            .Select(filed => filed.AttachmentId)
            .FirstAsync();
        var form = await db
            .Filings.Where(filed => filed.Id == filing)
            .Join(db.Forms, filed => filed.FormId, its => its.Id, (_, its) => its)
            .SingleAsync();
        var readable = HiddenCarrier.ReadableIn(form);
        var answers = (await db.Filings.AsNoTracking().SingleAsync(filed => filed.Id == filing)).Answers;
        foreach (var field in form.Fields.Where(field => !readable.Contains(field.Key) && IsText(field)))
            answers = field.HasRows
                ? answers.WithRows(field.Key, answers.Rows(field.Key).Select(row => Marked(field, row)))
                : answers.With(field.Key, Canary);
        await db.Database.ExecuteSqlAsync(
            $"update filings set answers = {answers.ToJson().ToJsonString()}::jsonb, lead = {Canary} where id = {filing.Value}"
        );
        await db.Database.ExecuteSqlAsync($"update attachments set name = {Canary + ".pdf"} where id = {file.Value}");
        var item = await db.AgendaItems.SingleAsync(its =>
            db.Reviews.Any(review => review.Id == one.Review && review.DossierId == its.DossierId)
        );
        var sitting = $"/juries/sittings/{item.SittingId.Value}";
        using var emma = await Host.SignInAsync("Emma");
        string[] paths =
        [
            one.Path,
            $"/reviews/panels/{expert.Value}/conflicts",
            sitting,
            $"{sitting}/items/{item.Id.Value}",
            "/reviews",
            "/reviews/offline.xlsx",
            "/reviews/offline.json",
            "/reviews/profile",
            $"{one.Path}/versions",
        ];
        Assert.That(
            await MetAsync(emma, paths),
            Is.EqualTo(paths[..4]),
            "where the carrier is known, the canaries are"
        );
        Assert.That((await emma.GetAsync($"/files/{file.Value}")).Code, Is.Not.EqualTo(404));
        Assert.That((await emma.GetAsync($"/files/{file.Value}/shown")).Code, Is.EqualTo(404), "no scanner read it");
        await db.Database.ExecuteSqlAsync(
            $"update attachments set scan_at = now(), scan_engine = 'Test', scan_signatures = '1' where id = {file.Value}"
        );
        await ShowsAsync(emma, one.Path, $"/files/{file.Value}/shown");

        var wave = await db.Waves.SingleAsync(its => its.Id == one.Wave);
        wave.SetTerms(
            new ReviewTerms(CarrierHidden: true, ExpertsNamed: false),
            isBegun: true,
            PersonId.New(),
            DemoTime.Start
        );
        await db.SaveChangesAsync();
        Assert.That(await MetAsync(emma, paths), Is.Empty);
        Assert.That((await emma.GetAsync(one.Path)).Body, Does.Contain("caché").And.Not.Contain("/files/"));
        foreach (var address in new[] { $"/files/{file.Value}", $"/files/{file.Value}/shown" })
            Assert.That((await emma.GetAsync(address)).Code, Is.EqualTo(404), address);
    }

    /// <summary>That page alone holds frames, and the PDF alone lets pages of the portal frame it.</summary>
    private static async Task ShowsAsync(Visitor emma, string page, string shown)
    {
        static string PolicyOf(Answer answer) => answer.Message.Headers.GetValues("Content-Security-Policy").Single();
        var beside = await emma.GetAsync(page);
        Assert.That(beside.Body, Does.Contain($"<iframe class=\"shown-file\" src=\"{shown}\""));
        Assert.That(PolicyOf(beside), Does.Contain("frame-src 'self'").And.Contain("frame-ancestors 'none'"));
        Assert.That(PolicyOf(await emma.GetAsync("/reviews")), Does.Not.Contain("frame-src"));
        var file = await emma.GetAsync(shown);
        Assert.That(PolicyOf(file), Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'self'"));
        var headers = file.Message.Content.Headers;
        Assert.That(
            (headers.ContentType!.MediaType, headers.ContentDisposition!.DispositionType),
            Is.EqualTo(("application/pdf", "inline"))
        );
        var download = (await emma.GetAsync(shown.Replace("/shown", "", StringComparison.Ordinal))).Message;
        Assert.That(download.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
    }

    private static bool IsText(FormField field) =>
        field.HasRows || field.Type is FieldType.ShortText or FieldType.Siret or FieldType.Email or FieldType.Phone;

    private static Dictionary<string, string> Marked(FormField field, IReadOnlyDictionary<string, string> row) =>
        row.ToDictionary(
            cell => cell.Key,
            cell => field.Column(cell.Key) is { HasRows: false } column && IsText(column) ? Canary : cell.Value
        );

    private static async Task<List<string>> MetAsync(Visitor person, string[] paths)
    {
        var met = new List<string>();
        foreach (var path in paths)
            if (WebUtility.HtmlDecode((await person.GetAsync(path)).Body).Contains(Canary, StringComparison.Ordinal))
                met.Add(path);
        return met;
    }
}
