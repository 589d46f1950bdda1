using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.FollowUp.Signing;

/// <summary>
/// Looks at the provider for the signatures that are awaited: by and by, so that a message that was lost holds nobody up, and
/// at once where the provider says that something changed. What it says decides nothing else.
/// </summary>
public sealed class FollowSignatures(PortalDbContext db, ElectronicSignatures signatures, IConfiguration configuration)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (signatures.Provider is null)
            return;
        var awaited = await db
            .Agreements.Where(one => one.Asked != null)
            .OrderBy(one => one.Asked!.At)
            .Select(one => one.Id)
            .ToListAsync(cancellation);
        var failures = new List<Exception>();
        foreach (var id in awaited)
            try
            {
                await OneAsync(id, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One that fails keeps no other back.
                db.ChangeTracker.Clear();
                failures.Add(failure);
            }
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <returns>Whether the message is the provider's own.</returns>
    public async Task<bool> TellAsync(
        Func<string, string> header,
        byte[] body,
        string reference,
        CancellationToken cancellation
    )
    {
        var settings = SignatureSettings.Read(configuration);
        if (settings is null || !SignedMessage.IsSigned(settings.Secret, header, body, await ClockAsync(cancellation)))
            return false;
        var told = await db
            .Agreements.Where(one => one.Asked != null && one.Asked.Reference == reference)
            .Select(one => (AgreementId?)one.Id)
            .FirstOrDefaultAsync(cancellation);
        if (told is { } id)
            await OneAsync(id, cancellation);
        return true;
    }

    /// <summary>Where the provider is away, the next sweep looks again.</summary>
    private async Task OneAsync(AgreementId id, CancellationToken cancellation)
    {
        try
        {
            await signatures.FollowAsync(id, cancellation);
        }
        catch (RefusedException refused) when (refused.Refusals.Contains(FollowUpRefusals.SignatureUnavailable))
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The database's own: a signature is of this moment, whatever day the demonstration is at.</summary>
    private Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """).SingleAsync(cancellation);
}
