using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Files a dossier: one transaction, in which the database's clock says when it was received, before anything
/// waits. A second click or a retry finds the first filing and answers with it.
/// </summary>
public sealed partial class FileDossier(PortalDbContext db, FilingDesk desk, ILogger<FileDossier> log)
{
    /// <returns>The filing that counts; null where the viewer can't see the dossier.</returns>
    /// <exception cref="RefusedException">Somebody else than the coordinator files, or obstacles stand.</exception>
    public async Task<Filing?> RunAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var received = await db.NowAsync(cancellation);
        Begun(id.Value, received);
        await db.Database.ExecuteSqlAsync(
            $"select 1 from dossiers where id = {id.Value} for no key update",
            cancellation
        );
        var dossier = await db.DossiersOf(viewer)
            .Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return null;
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        await desk.LockRulesAsync(dossier, matter, cancellation);
        // What others filed is read again now that nobody else can file against the same rule.
        matter = await desk.MatterOfAsync(dossier, cancellation);
        var number = await NewNumberAsync(dossier, received, cancellation);
        var filing = dossier.File(matter, () => number, viewer.Id!.Value, received);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Done(id.Value, filing.Version, filing.Sha256);
        return filing;
    }

    /// <summary>Such as <c>DMN-2024-000187</c>: the call's code, the civil year of the filing, and a number used once.</summary>
    private async Task<string> NewNumberAsync(Dossier dossier, DateTimeOffset now, CancellationToken cancellation)
    {
        if (dossier.Number is { } given)
            return given;
        var code = await db
            .Calls.Where(call => call.Id == dossier.CallId)
            .Select(call => call.Code)
            .SingleAsync(cancellation);
        var next = await db
            .Database.SqlQueryRaw<long>("""select nextval('dossier_numbers') as "Value" """)
            .SingleAsync(cancellation);
        return $"{code}-{Texts.Dates.Civil(now).Year}-{next:000000}";
    }

    [LoggerMessage(LogLevel.Information, "Filing of dossier {Dossier} began at {Received:O}.")]
    private partial void Begun(Guid dossier, DateTimeOffset received);

    [LoggerMessage(LogLevel.Information, "Dossier {Dossier} is filed, version {Version}, SHA-256 {Sha256}.")]
    private partial void Done(Guid dossier, int version, string sha256);
}
