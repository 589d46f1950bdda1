using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Files a dossier: one transaction, in which the database's clock says when it was received, before anything
/// waits. A second click or a retry finds the first filing and answers with it.
/// </summary>
public sealed partial class FileDossier(PortalDbContext db, FilingDesk desk, ILogger<FileDossier> log)
{
    /// <param name="id">The dossier.</param>
    /// <param name="viewer">Who files.</param>
    /// <param name="announced">The cut-off that the page named; null where it named none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The filing that counts; null where the viewer can't see the dossier.</returns>
    /// <exception cref="RefusedException">
    /// Somebody else than the coordinator files, obstacles stand, or the announced cut-off has passed.
    /// </exception>
    public async Task<Filing?> RunAsync(
        DossierId id,
        Viewer viewer,
        CutOffId? announced,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.BeginFilingAsync(id, cancellation);
        var received = await db.NowAsync(cancellation);
        var seen = await db.DossiersOf(viewer).AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (seen is null)
            return null;
        Begun(id.Value, received);
        // What is typed while this waits below is not filed with it.
        var draft = await desk.DraftOfAsync(seen, cancellation);
        await db.HoldDossierAsync(id, cancellation);
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == id, cancellation);
        await desk.LockClaimsAsync(dossier, draft, cancellation);
        await db.CountOnCalendarAsync(dossier.WaveId, cancellation);
        // Read now that nobody else can file against the same rule, and no officer changes the cut-offs.
        var matter = draft with
        {
            Wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation),
            TakenElsewhere = await desk.TakenElsewhereAsync(dossier, draft, cancellation),
        };
        var number = await NewNumberAsync(dossier, received, cancellation);
        var filing = dossier.File(matter, () => number, viewer.Id!.Value, received, announced);
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
