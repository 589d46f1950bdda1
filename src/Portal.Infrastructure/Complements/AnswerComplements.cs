using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Complements;

/// <summary>
/// A team answers a request. The job that applies what the call says of a missed one keeps out while an answer is on
/// its way, so that whatever was received in time counts.
/// </summary>
public sealed partial class AnswerComplements(PortalDbContext db, FilingDesk desk, ILogger<AnswerComplements> log)
{
    /// <summary>What would be filed, from the draft as it is saved now.</summary>
    public async Task<FilingMatter> MatterOfAsync(
        ComplementRequest request,
        Dossier dossier,
        CancellationToken cancellation
    )
    {
        var draft = await desk.DraftOfAsync(dossier, cancellation);
        var filed = await FiledAsync(dossier, cancellation);
        var matter = request.MatterOf(draft, dossier.CurrentFiling!, filed);
        return matter with { TakenElsewhere = await desk.TakenElsewhereAsync(dossier, matter, cancellation) };
    }

    /// <returns>The filing that counts; null where the viewer doesn't find the request.</returns>
    /// <exception cref="RefusedException">Somebody else than the coordinator files, or obstacles stand.</exception>
    public async Task<Filing?> FileAsync(
        DossierId id,
        ComplementRequestId request,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await OpenAsync(id, request, viewer, cancellation) is not var (asked, dossier, received))
            return null;
        var draft = await desk.DraftOfAsync(dossier, cancellation);
        var files = await FiledAsync(dossier, cancellation);
        var matter = asked.MatterOf(draft, dossier.CurrentFiling!, files);
        await desk.LockClaimsAsync(dossier, matter, cancellation);
        // Read now that nobody else can file against the same rule.
        draft = draft with
        {
            TakenElsewhere = await desk.TakenElsewhereAsync(dossier, matter, cancellation),
        };
        var filing = asked.File(dossier, draft, files, viewer.Id!.Value, received);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Filed(id.Value, filing.Version, filing.Sha256);
        return filing;
    }

    /// <returns>False where the viewer doesn't find the request.</returns>
    /// <exception cref="RefusedException">Somebody else than the coordinator answers, or it is too late.</exception>
    public async Task<bool> NothingAsync(
        DossierId id,
        ComplementRequestId request,
        string words,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await OpenAsync(id, request, viewer, cancellation) is not var (asked, dossier, received))
            return false;
        asked.AnswerNothing(dossier, words, viewer.Id!.Value, received);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<(ComplementRequest, Dossier, DateTimeOffset)?> OpenAsync(
        DossierId id,
        ComplementRequestId request,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (
            !await db.ComplementsAskedOf(viewer).AnyAsync(one => one.Id == request && one.DossierId == id, cancellation)
        )
            return null;
        // Answers don't wait for each other here, the job for all of them: its lock is the whole one.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock_shared(hashtextextended({$"{nameof(ComplementRequest)}:{request.Value}"}, 0))",
            cancellation
        );
        var received = await db.NowAsync(cancellation);
        await db.HoldDossierAsync(id, cancellation);
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == id, cancellation);
        var asked = await db.ComplementRequests.SingleAsync(one => one.Id == request, cancellation);
        return (asked, dossier, received);
    }

    private Task<List<Attachment>> FiledAsync(Dossier dossier, CancellationToken cancellation) =>
        db.AttachmentsFiledIn(dossier.FilingId!.Value).AsNoTracking().ToListAsync(cancellation);

    [LoggerMessage(
        LogLevel.Information,
        "Complements to dossier {Dossier} are filed, version {Version}, SHA-256 {Sha256}."
    )]
    private partial void Filed(Guid dossier, int version, string sha256);
}
