using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>Hands out a whole dossier: as one document, or as a zip with its files. The same for its team and for staff.</summary>
public sealed class DossierDownloads(
    PortalDbContext db,
    IFileStore store,
    PdfPrinter printer,
    DossierDocument document,
    ReceiptDocument receipts,
    IVirusScanner scanner,
    Texts texts
)
{
    public bool HasPdf => printer.IsAvailable;

    public async Task<IActionResult> PdfAsync(WholeDossier dossier, CancellationToken cancellation) =>
        printer.IsAvailable
            ? new FileContentResult(await printer.PrintAsync(document.Write(dossier), cancellation), "application/pdf")
            {
                FileDownloadName = $"{dossier.FileNameIn(texts)}-dossier.pdf",
            }
            : new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);

    /// <summary>
    /// Documents are printed and the download is noted before the first byte goes out; the files pass through as they
    /// are read.
    /// </summary>
    public async Task<IActionResult> ZipAsync(
        WholeDossier dossier,
        HttpResponse response,
        PersonId by,
        bool forTeam,
        CancellationToken cancellation
    )
    {
        var printed = await PrintedAsync(dossier, cancellation);
        var files = dossier.Content.Files;
        db.History.Add(
            HistoryEntry.Of(
                new DossierDownloaded(
                    dossier.Id,
                    dossier.Filed?.Version,
                    files.Count,
                    files.Sum(file => file.Size),
                    by,
                    await db.NowAsync(cancellation)
                )
            )
        );
        await db.SaveChangesAsync(cancellation);
        var name = dossier.FileNameIn(texts);
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.zip\"";
        var zip = await ZipWriter.ToAsync(response.Body, dossier.At, cancellation);
        foreach (var (page, content) in printed)
            await zip.AddAsync(content, cancellation, name, page);
        // A copy that is proved by its hash can't be shortened.
        if (dossier is { Filed: { } filed, IsWhole: true })
            await zip.AddAsync(filed.CanonicalCopy, cancellation, name, "copy.json");
        foreach (var (folder, file) in InOrder(dossier))
        {
            if (Scan.ObstacleToOpening(file.Scan, file.Name, forTeam, scanner.IsExpected) is { } obstacle)
            {
                // In its place, why it isn't here.
                await zip.AddAsync(texts.Of(obstacle), cancellation, name, folder, $"{file.Name}.txt");
                continue;
            }
            await using var content = await store.OpenAsync(file.StoredAs, cancellation);
            await zip.AddAsync(content, file.Sha256, cancellation, name, folder, file.Name);
        }
        await zip.EndAsync(cancellation);
        return new EmptyResult();
    }

    /// <summary>The dossier and its receipt; as HTML where the machine prints nothing.</summary>
    private async Task<List<(string Name, byte[] Content)>> PrintedAsync(
        WholeDossier dossier,
        CancellationToken cancellation
    )
    {
        var pages = new List<(string Name, string Html)> { ("dossier", document.Write(dossier)) };
        if (dossier.Filed is { } filed)
            pages.Add(("receipt", receipts.Write(filed.Receipt)));
        var printed = new List<(string Name, byte[] Content)>();
        foreach (var (name, html) in pages)
            printed.Add(
                printer.IsAvailable
                    ? ($"{name}.pdf", await printer.PrintAsync(html, cancellation))
                    : ($"{name}.html", System.Text.Encoding.UTF8.GetBytes(html))
            );
        return printed;
    }

    /// <summary>The files by section, in the form's order, under the section's number and title.</summary>
    private IEnumerable<(string Folder, FilePart File)> InOrder(WholeDossier dossier)
    {
        var sections = dossier.Content.Form.Sections;
        return from place in Enumerable.Range(0, sections.Count)
            from field in sections[place].Fields
            from file in dossier.Content.Files
            where file.Field == field.Key
            select ($"{place + 1:00} {sections[place].Title.In(texts.Language)}", file);
    }
}
