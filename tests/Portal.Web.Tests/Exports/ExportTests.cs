using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Exports;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Web.Tests.Exports;

/// <summary>The dossiers of a wave as a file, made in the background.</summary>
[TestFixture, NonParallelizable]
internal sealed partial class ExportTests : OnPortal
{
    private const string Formula = "=HYPERLINK(\"http://evil.example\")";
    private string _wave = "";

    [OneTimeSetUp]
    public async Task Prepare()
    {
        await using var db = Database.OpenAsOwner();
        var wave = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        _wave = $"/staff/waves/{wave.Id.Value}";
        await db.Database.ExecuteSqlAsync(
            $"""
            update filings set title = {Formula}, answers = jsonb_set(answers, array['acronym'], to_jsonb({"\u0007+1"}::text))
            where id = (select filing_id from dossiers where wave_id = {wave.Id.Value} and filed_at is not null order by number limit 1)
            """
        );
    }

    [SetUp]
    public async Task StartAnew()
    {
        await Host.SetClockAsync(DemoTime.Start);
        await using var db = Database.OpenAsOwner();
        await db.WaveExports.ExecuteDeleteAsync();
    }

    [Test]
    public async Task The_workbook_is_valid_and_holds_a_row_a_dossier_and_a_sheet_a_table()
    {
        var numbers = await NumbersAsync();
        using var book = SpreadsheetDocument.Open(
            new MemoryStream(await MadeAsync(ExportKind.Xlsx)),
            isEditable: false
        );
        Assert.That(new OpenXmlValidator().Validate(book).Select(error => error.Description), Is.Empty);
        var sheets = book.WorkbookPart!.Workbook!.Descendants<Sheet>().ToList();
        Assert.That(sheets[0].Name!.Value, Is.EqualTo("Dossiers"));
        Assert.That(sheets[^1].Name!.Value, Is.EqualTo("Particularités"));
        var rows = RowsOf(book, sheets[0]);
        Assert.That(rows.Skip(1).Select(row => row[0]), Is.EqualTo(numbers));
        Assert.That(rows[0], Does.Contain("Acronyme").And.Contain("Aide demandée, en euros"));
        Assert.That(rows[1][1], Is.EqualTo("'" + Formula));
        Assert.That(rows[1][rows[0].IndexOf("Acronyme")], Is.EqualTo("'+1"), "no character that XML lacks, no formula");
        Assert.That(
            decimal.TryParse(rows[1][rows[0].IndexOf("Aide demandée, en euros")], out _),
            "a number is a number"
        );
        var tables = sheets.Skip(1).SkipLast(1).ToList();
        Assert.That(tables, Is.Not.Empty);
        foreach (var table in tables)
            Assert.That(RowsOf(book, table).Skip(1).Select(row => row[0]).Distinct(), Is.SubsetOf(numbers));
        Assert.That(book.PackageProperties.Creator, Is.Null.Or.Empty);
    }

    [Test]
    public async Task The_CSV_reads_in_a_French_and_in_an_English_spreadsheet()
    {
        var french = await MadeAsync(ExportKind.Csv);
        Assert.That(french.Take(3), Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        var text = Encoding.UTF8.GetString(french);
        Assert.That(text, Does.StartWith("\uFEFFNuméro;Projet;"));
        Assert.That(text, Does.Contain("\"'" + Formula.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));
        await StartAnew();
        Assert.That(
            Encoding.UTF8.GetString(await MadeAsync(ExportKind.Csv, "?culture=en")),
            Does.StartWith("\uFEFFNumber,Project,")
        );
    }

    [Test]
    public async Task The_zip_holds_each_copy_and_file_and_their_hashes()
    {
        var numbers = await NumbersAsync();
        await using var zip = new ZipArchive(new MemoryStream(await MadeAsync(ExportKind.Zip)), ZipArchiveMode.Read);
        Assert.That(
            zip.Entries.Where(entry => entry.Name == "copy.json").Select(entry => entry.FullName.Split('/')[0]),
            Is.EqualTo(numbers)
        );
        using var list = new StreamReader(await zip.GetEntry("SHA256SUMS")!.OpenAsync());
        var sums = (await list.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        Assert.That(sums, Has.Length.EqualTo(zip.Entries.Count - 1).And.Length.GreaterThan(numbers.Count));
        foreach (var sum in sums)
        {
            await using var content = await zip.GetEntry(sum[66..])!.OpenAsync();
            Assert.That(Convert.ToHexStringLower(await SHA256.HashDataAsync(content)), Is.EqualTo(sum[..64]), sum);
        }
        await using var db = Database.Open();
        var told = await db.History.Where(one => one.Name.StartsWith("export.")).OrderBy(one => one.Id).ToListAsync();
        Assert.That(
            told.TakeLast(3).Select(one => one.Name),
            Is.EqualTo(new[] { "export.asked", "export.finished", "export.fetched" })
        );
        Assert.That(told[^1].Data, Does.Contain($"\"dossiers\":{numbers.Count}"));
    }

    [Test]
    public async Task A_dossier_of_ones_own_team_is_in_no_export()
    {
        var numbers = await NumbersAsync();
        await using var db = Database.Open();
        var olivier = await db.Users.SingleAsync(one => one.Email == "olivier@demo.example");
        var own = await db.Dossiers.SingleAsync(one => one.Number == numbers[1]);
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({own.Id.Value}, {olivier.Id}, 'Reader')"
        );
        try
        {
            var text = Encoding.UTF8.GetString(await MadeAsync(ExportKind.Csv));
            Assert.That(text, Does.Contain(numbers[0]).And.Not.Contain(numbers[1]));
        }
        finally
        {
            await db.Database.ExecuteSqlAsync(
                $"delete from dossier_members where dossier_id = {own.Id.Value} and person = {olivier.Id}"
            );
        }
    }

    [Test]
    public async Task Asked_for_twice_it_is_made_once_and_cancelled_it_is_not_made()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        for (var click = 0; click < 2; click++)
            Assert.That((await olivier.PostAsync($"{_wave}/exports", ("kind", "Csv"))).Code, Is.EqualTo(302));
        var export = await OnlyAsync();
        Assert.That(
            (await olivier.GetAsync($"/staff/exports/{export.Id.Value}/progress")).Body,
            Does.Contain("\"state\":\"under-way\"").And.Contain("En attente")
        );
        var page = WebUtility.HtmlDecode((await olivier.GetAsync($"{_wave}/exports")).Body);
        Assert.That(page, Does.Contain("<progress").And.Contain("Actualiser"));
        await olivier.PostAsync($"/staff/exports/{export.Id.Value}/cancel");
        await RunAsync();
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.Cancelled));
        Assert.That((await olivier.GetAsync($"/staff/exports/{export.Id.Value}/file")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Only_who_asked_fetches_it_and_only_while_in_charge()
    {
        await MadeAsync(ExportKind.Csv);
        var path = $"/staff/exports/{(await OnlyAsync()).Id.Value}/file";
        await using var db = Database.OpenAsOwner();
        var dmn = await db.Calls.SingleAsync(call => call.Slug == "evaluation-dmn");
        var (odile, olivier) = (await IdAsync("odile"), await IdAsync("olivier"));
        await db.Database.ExecuteSqlAsync(
            $"insert into call_officers (call_id, person) values ({dmn.Id.Value}, {odile})"
        );
        using var other = await Host.SignInAsync("Odile");
        Assert.That((await other.GetAsync($"{_wave}/exports")).Code, Is.EqualTo(200));
        Assert.That((await other.GetAsync(path)).Code, Is.EqualTo(404));
        await db.Database.ExecuteSqlAsync($"delete from call_officers where call_id = {dmn.Id.Value}");
        using var asked = await Host.SignInAsync("Olivier");
        Assert.That((await asked.GetAsync(path)).Code, Is.EqualTo(404));
        await db.Database.ExecuteSqlAsync(
            $"insert into call_officers (call_id, person) values ({dmn.Id.Value}, {olivier})"
        );
        Assert.That((await asked.GetAsync(path)).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task A_try_that_died_is_taken_over_after_two_minutes_and_not_before()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"{_wave}/exports", ("kind", "Zip"));
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($"update wave_exports set try = 1, beat_at = clock_timestamp()");
        await RunAsync();
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.UnderWay));
        await db.Database.ExecuteSqlAsync(
            $"update wave_exports set beat_at = clock_timestamp() - interval '121 seconds'"
        );
        await RunAsync();
        var export = await OnlyAsync();
        Assert.That((export.State, export.Try), Is.EqualTo((ExportState.Ready, 2)));
    }

    [Test]
    public async Task A_portal_that_stops_lets_go_of_its_try_so_that_the_next_takes_it_up_at_once()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"{_wave}/exports", ("kind", "Zip"));
        using var stop = new CancellationTokenSource();
        await using (var scope = Host.Services.CreateAsyncScope())
        {
            var store = new StoppingStore(scope.ServiceProvider.GetRequiredService<IFileStore>(), stop);
            var exports = ActivatorUtilities.CreateInstance<RunExports>(scope.ServiceProvider, (IFileStore)store);
            Assert.That(
                async () => await exports.RunAsync(stop.Token),
                Throws.InstanceOf<OperationCanceledException>()
            );
        }
        Assert.That((await OnlyAsync()).Try, Is.Zero);
        await RunAsync();
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.Ready));
    }

    [Test]
    public async Task What_fails_three_times_is_given_up_and_told()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"{_wave}/exports", ("kind", "Zip"));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.UnderWay));
            await using var scope = Host.Services.CreateAsyncScope();
            await ActivatorUtilities
                .CreateInstance<RunExports>(scope.ServiceProvider, (IFileStore)new FullStore())
                .RunAsync(CancellationToken.None);
        }
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.Failed));
        await using var db = Database.Open();
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template == "export-failed"), Is.EqualTo(1));

        await olivier.PostAsync($"/staff/exports/{(await OnlyAsync()).Id.Value}/again");
        await RunAsync();
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.Ready), "somebody had it tried again");
    }

    [Test]
    public async Task What_took_longer_than_a_minute_is_told_by_mail_and_removed_after_seven_days()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"{_wave}/exports", ("kind", "Csv"));
        await Host.SetClockAsync(DemoTime.Start.AddMinutes(2));
        await RunAsync();
        var export = await OnlyAsync();
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.CountAsync(mail => mail.Occasion == $"export-ready:{export.Id.Value}"),
            Is.EqualTo(1)
        );
        await Host.SetClockAsync(DemoTime.Start.AddDays(7).AddMinutes(5));
        Assert.That((await olivier.GetAsync($"/staff/exports/{export.Id.Value}/file")).Code, Is.EqualTo(404));
        for (var sweep = 0; sweep < 2; sweep++)
        {
            await using var scope = Host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RunExports>().RemoveAsync(CancellationToken.None);
        }
        Assert.That((await OnlyAsync()).State, Is.EqualTo(ExportState.Removed));
        Assert.That(
            () =>
                Host
                    .Services.GetRequiredService<IFileStore>()
                    .OpenAsync(new AttachmentId(export.File!.StoredAs), CancellationToken.None),
            Throws.InstanceOf<FileNotFoundException>()
        );
    }

    /// <summary>Asked for, made and fetched.</summary>
    private async Task<byte[]> MadeAsync(ExportKind kind, string query = "")
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"{_wave}/exports{query}", ("kind", kind.ToString()));
        await RunAsync();
        var page = await olivier.GetAsync($"{_wave}/exports");
        var path = Files().Match(page.Body).Value;
        Assert.That(path, Is.Not.Empty, "there is something to fetch");
        return await olivier.Client.GetByteArrayAsync(path);
    }

    private async Task RunAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RunExports>().RunAsync(CancellationToken.None);
    }

    private async Task<WaveExport> OnlyAsync()
    {
        await using var db = Database.Open();
        return await db.WaveExports.AsNoTracking().SingleAsync();
    }

    private async Task<List<string>> NumbersAsync()
    {
        await using var db = Database.Open();
        return await db
            .Dossiers.Where(one =>
                one.FiledAt != null && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
            )
            .OrderBy(one => one.Number)
            .Select(one => one.Number!)
            .ToListAsync();
    }

    private async Task<Guid> IdAsync(string name)
    {
        await using var db = Database.Open();
        return await db.Users.Where(one => one.Email == $"{name}@demo.example").Select(one => one.Id).SingleAsync();
    }

    private static List<List<string>> RowsOf(SpreadsheetDocument book, Sheet sheet) =>
        [
            .. ((WorksheetPart)book.WorkbookPart!.GetPartById(sheet.Id!))
                .Worksheet!.Descendants<Row>()
                .Select(row =>
                    row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.InnerText).ToList()
                ),
        ];

    [GeneratedRegex("/staff/exports/[0-9a-f-]{36}/file", RegexOptions.None, 5_000)]
    private static partial Regex Files();

    /// <summary>Has no room.</summary>
    private sealed class FullStore : IFileStore
    {
        public Task<Portal.Domain.Attachments.StoredFile> WriteAsync(
            AttachmentId id,
            Stream content,
            CancellationToken cancellation
        ) => throw new IOException("No space left on device");

        public Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation) =>
            throw new FileNotFoundException();

        public Task DeleteAsync(AttachmentId id, CancellationToken cancellation) => Task.CompletedTask;
    }

    /// <summary>The portal is told to stop while it stores.</summary>
    private sealed class StoppingStore(IFileStore store, CancellationTokenSource stop) : IFileStore
    {
        public async Task<Portal.Domain.Attachments.StoredFile> WriteAsync(
            AttachmentId id,
            Stream content,
            CancellationToken cancellation
        )
        {
            await content.ReadExactlyAsync(new byte[1], cancellation);
            await stop.CancelAsync();
            return await store.WriteAsync(id, content, cancellation);
        }

        public Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation) =>
            store.OpenAsync(id, cancellation);

        public Task DeleteAsync(AttachmentId id, CancellationToken cancellation) => store.DeleteAsync(id, cancellation);
    }
}
