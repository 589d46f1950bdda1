using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments.Scanning;

/// <summary>Has every file that waits read by the scanner. While it is stopped they go on waiting.</summary>
public sealed partial class ScanFiles(
    PortalDbContext db,
    IFileStore store,
    IVirusScanner scanner,
    OneByOne oneByOne,
    ILogger<ScanFiles> log
)
{
    private const int Batch = 100;

    /// <summary>A file that the scanner could not read is tried again after that.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private bool _isAway;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!scanner.IsExpected)
            return;
        var since = await db.NowAsync(cancellation) - Pause;
        var due = await db
            .Attachments.Where(file => file.Scan == null && (file.ScanTriedAt == null || file.ScanTriedAt < since))
            .OrderBy(file => file.UploadedAt)
            .Select(file => file.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
        _isAway = false;
        await oneByOne.RunAsync<Attachment, AttachmentId>(
            due,
            file => ScanAsync(file.StoredAs, file.Scan, file.TakeScan, file.ScanFailed, cancellation),
            cancellation
        );
        await ScanContributionsAsync(since, cancellation);
    }

    private async Task ScanContributionsAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var due = await db
            .Contributions.Where(one => one.File != null && one.Scan == null)
            .Where(one => one.ScanTriedAt == null || one.ScanTriedAt < since)
            .OrderBy(one => one.SentAt)
            .Select(one => one.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Contribution, ContributionId>(
            due,
            one => ScanAsync(one.File!.StoredAs, one.Scan, one.TakeScan, one.ScanFailed, cancellation),
            cancellation
        );
    }

    private async Task ScanAsync(
        AttachmentId storedAs,
        Scan? scanned,
        Action<Scan> take,
        Action<DateTimeOffset> fail,
        CancellationToken cancellation
    )
    {
        if (_isAway || scanned is not null)
            return;
        try
        {
            await using var content = await store.OpenAsync(storedAs, cancellation);
            var (engine, signatures, threat) = await scanner.ScanAsync(content, cancellation);
            take(new Scan(await db.NowAsync(cancellation), engine, signatures, threat));
        }
        catch (ScannerAwayException away)
        {
            _isAway = true;
            Away(away.Message);
        }
        catch (Exception failure) when (failure is UnscannableException or FileNotFoundException)
        {
            fail(await db.NowAsync(cancellation));
            Unread(storedAs.Value, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} Files wait for their scan.")]
    private partial void Away(string what);

    [LoggerMessage(LogLevel.Error, "File {File} could not be scanned and goes on waiting: {Why}")]
    private partial void Unread(Guid file, string why);
}
