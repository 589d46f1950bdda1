using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// All that the portal holds of a person, as one JSON and the files that they gave (GDPR, art. 15 and 20). What others
/// wrote isn't theirs, and who reviewed what is never in it (art. 15(4)): each part is read by the person's own id.
/// </summary>
public sealed class TakeData(PortalDbContext db, OwnRecords records, IFileStore store)
{
    private static readonly JsonSerializerOptions Readable = new(Conventions.Json)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task WriteAsync(Account account, Stream to, DateTimeOffset now, CancellationToken cancellation)
    {
        var (person, address) = (account.Person, EmailAddress.Parse(account.Email!));
        var data = new JsonObject
        {
            ["schema"] = "calls-portal/own-data/1",
            ["takenAt"] = now.ToString("O"),
            ["account"] = await records.AccountAsync(account, cancellation),
            ["choices"] = Part(await records.ChoicesAsync(person, address, cancellation)),
            ["dossiers"] = Part(await records.DossiersAsync(person, cancellation)),
            ["answers"] = Part(await records.AnswersAsync(person, cancellation)),
            ["messages"] = Part(await records.MessagesAsync(person, cancellation)),
            ["public"] = Part(await records.PublicAsync(person, address, cancellation)),
            ["reviews"] = Part(await records.ReviewsAsync(person, cancellation)),
            ["expert"] = Part(await records.ExpertAsync(person, cancellation)),
            ["mails"] = Part(
                await records.MailsAsync(new Viewer(person, new HashSet<PortalRole>()), now, cancellation)
            ),
            ["history"] = Part(await records.HistoryAsync(person, cancellation)),
        };
        var zip = await ZipWriter.ToAsync(to, now, cancellation);
        await zip.AddAsync(data.ToJsonString(Readable), cancellation, "data.json");
        foreach (var file in await FilesAsync(person, cancellation))
            await AddAsync(zip, file, cancellation);
        await zip.EndAsync(cancellation);
    }

    /// <summary>Of a file whose bytes are gone its name is there, so that the rest of the copy is.</summary>
    private async Task AddAsync(ZipWriter zip, Attachment file, CancellationToken cancellation)
    {
        var folder = file.DossierId.Value.ToString();
        try
        {
            await using var content = await store.OpenAsync(file.StoredAs, cancellation);
            await zip.AddAsync(content, file.Sha256, cancellation, "files", folder, file.Name);
        }
        catch (FileNotFoundException)
        {
            await zip.AddAsync("", cancellation, "files-missing", folder, file.Name);
        }
    }

    private static JsonNode? Part<T>(T part) => JsonSerializer.SerializeToNode(part, Conventions.Json);

    /// <summary>Those that they uploaded themselves; not one in which a virus was found.</summary>
    private Task<List<Attachment>> FilesAsync(PersonId person, CancellationToken cancellation) =>
        db
            .Attachments.AsNoTracking()
            .Where(file => file.UploadedBy == person && (file.Scan == null || file.Scan.Threat == null))
            .Where(file => db.Members.Any(one => one.DossierId == file.DossierId && one.Person == person))
            .OrderBy(file => file.UploadedAt)
            .ToListAsync(cancellation);
}
