using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Exports;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Exports;

/// <summary>How many dossiers an export holds, and how many of their files.</summary>
internal sealed record ExportCount(int Dossiers, int Attachments);

/// <summary>Writes the dossiers as a workbook, as CSV or as a zip; a page of them is in memory at a time.</summary>
internal sealed class ExportWriter(
    PortalDbContext db,
    IFileStore store,
    IVirusScanner scanner,
    Texts.Texts texts,
    WaveExport export,
    ExportedDossiers dossiers,
    ExportSheets sheets,
    ExportProgress progress
)
{
    private readonly DateTimeOffset _at = export.AskedAt;

    public async Task<ExportCount> WriteAsync(Stream to, CancellationToken cancellation) =>
        export.Kind switch
        {
            ExportKind.Xlsx => await WorkbookAsync(to, cancellation),
            ExportKind.Csv => await CsvAsync(to, cancellation),
            _ => await ZipAsync(to, cancellation),
        };

    private async Task<ExportCount> WorkbookAsync(Stream to, CancellationToken cancellation)
    {
        var tables = sheets.Tables().ToList();
        await progress.StartAsync(dossiers.Count * (1 + tables.Count), cancellation);
        var workbook = await Workbook.ToAsync(to, _at, cancellation);
        foreach (var sheet in tables.Prepend(sheets.Dossiers()))
            await workbook.AddAsync(sheet.Name, sheet.Heads, RowsAsync(sheet, cancellation), cancellation);
        await workbook.AddAsync(
            Text("export.particulars"),
            [Text("export.form-version"), Text("export.section"), Text("export.key"), Text("export.question")],
            ParticularsAsync(cancellation),
            cancellation
        );
        await workbook.EndAsync(cancellation);
        return new ExportCount(dossiers.Count, Attachments: 0);
    }

    private async Task<ExportCount> CsvAsync(Stream to, CancellationToken cancellation)
    {
        await progress.StartAsync(dossiers.Count, cancellation);
        var culture = Texts.Texts.CultureOf(export.Language);
        var sheet = sheets.DossiersWithTables();
        // Spreadsheets take a file without the mark for one in an old code page.
        await using var csv = new StreamWriter(
            to,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            bufferSize: 16_384,
            leaveOpen: true
        );
        await csv.WriteAsync(CsvCell.LineIn(culture, sheet.Heads));
        await foreach (var row in RowsAsync(sheet, cancellation))
            await csv.WriteAsync(CsvCell.LineIn(culture, row));
        return new ExportCount(dossiers.Count, Attachments: 0);
    }

    /// <summary>A folder a dossier; the hashes of all files in one list, as <c>sha256sum --check</c> reads it.</summary>
    private async Task<ExportCount> ZipAsync(Stream to, CancellationToken cancellation)
    {
        await progress.StartAsync(dossiers.Count, cancellation);
        await using var list = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            16_384,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        var zip = await ZipWriter.ToAsync(to, _at, cancellation);
        var files = 0;
        await using (var hashes = new StreamWriter(list, new UTF8Encoding(false), leaveOpen: true))
            await foreach (var page in dossiers.PagesAsync(withCopy: true, cancellation))
            foreach (var dossier in page)
            {
                files += await AddAsync(zip, hashes, dossier, cancellation);
                await progress.StepAsync(1, cancellation);
            }
        list.Position = 0;
        await zip.AddAsync(
            entry => list.CopyToAsync(entry, cancellation),
            System.IO.Compression.CompressionLevel.Fastest,
            cancellation,
            "SHA256SUMS"
        );
        await zip.EndAsync(cancellation);
        return new ExportCount(dossiers.Count, files);
    }

    private async Task<int> AddAsync(
        ZipWriter zip,
        StreamWriter hashes,
        ExportedDossier dossier,
        CancellationToken cancellation
    )
    {
        // What was erased has no copy, and no file.
        if (dossier.CanonicalCopy.Length == 0)
            return 0;
        var copy = await zip.AddAsync(dossier.CanonicalCopy, cancellation, dossier.Number, "copy.json");
        await hashes.WriteAsync($"{dossier.Sha256}  {copy}\n");
        var files = await db.AttachmentsFiledIn(dossier.Filing)
            .Select(file => new
            {
                file.StoredAs,
                file.SectionKey,
                file.Name,
                file.Sha256,
                file.Scan,
            })
            .ToListAsync(cancellation);
        foreach (var file in files)
        {
            if (Scan.ObstacleToOpening(file.Scan, file.Name, byOwnTeam: false, scanner.IsExpected) is { } obstacle)
            {
                // In its place, why it isn't here.
                await zip.AddAsync(
                    texts.Of(obstacle, export.Language),
                    cancellation,
                    dossier.Number,
                    FolderOf(dossier, file.SectionKey),
                    $"{file.Name}.txt"
                );
                continue;
            }
            await using var content = await store.OpenAsync(file.StoredAs, cancellation);
            var path = await zip.AddAsync(
                content,
                file.Sha256,
                cancellation,
                dossier.Number,
                FolderOf(dossier, file.SectionKey),
                file.Name
            );
            await hashes.WriteAsync($"{file.Sha256}  {path}\n");
            await progress.StepAsync(0, cancellation);
        }
        return files.Count;
    }

    private string FolderOf(ExportedDossier dossier, string section)
    {
        var place = dossier.Form.Sections.Select(one => one.Key).ToList().IndexOf(section);
        return place < 0 ? section : $"{place + 1:00} {dossier.Form.Sections[place].Title.In(export.Language)}";
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        ExportSheet sheet,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var page in dossiers.PagesAsync(withCopy: false, cancellation))
        {
            foreach (var row in page.SelectMany(sheet.RowsOf))
                yield return row;
            await progress.StepAsync(page.Count, cancellation);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ParticularsAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var wave = await (
            from one in db.Waves.IgnoreAutoIncludes()
            where one.Id == export.WaveId
            join call in db.Calls on one.CallId equals call.Id
            select new { one.Number, call.Presentation }
        ).SingleAsync(cancellation);
        yield return [null, Text("export.call"), null, wave.Presentation.Title.In(export.Language)];
        yield return [null, Text("export.wave"), null, wave.Number];
        yield return [null, Text("export.made-at"), null, Dates.Long(_at, export.Language)];
        yield return [null, Text("export.count"), null, dossiers.Count];
        foreach (var question in sheets.Questions())
            yield return question;
    }

    private string Text(string key) => texts.In(export.Language, key);
}
