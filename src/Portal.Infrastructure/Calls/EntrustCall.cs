using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

/// <summary>Entrusts a call and takes it back, one at a time, so that two who release each other don't leave it alone.</summary>
public sealed class EntrustCall(PortalDbContext db)
{
    /// <param name="slug">The call.</param>
    /// <param name="address">Of an account that may look after calls.</param>
    /// <param name="viewer">Who entrusts it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the viewer doesn't say who looks after such a call, as for both acts here.</returns>
    /// <exception cref="RefusedException">Nobody of that address may look after calls, or they do already.</exception>
    public Task<bool> RunAsync(string slug, EmailAddress address, Viewer viewer, CancellationToken cancellation) =>
        ActAsync(
            slug,
            viewer,
            async (call, now) =>
            {
                var officer = await OfficerAsync(address, cancellation);
                if (call.Officers.Any(known => known.Person == officer))
                    throw new RefusedException(CallRefusals.OfficerAlready);
                call.Entrust(officer, viewer.Id!.Value, now);
            },
            cancellation
        );

    /// <exception cref="RefusedException">They don't look after the call, or nobody else does.</exception>
    public Task<bool> ReleaseAsync(string slug, PersonId officer, Viewer viewer, CancellationToken cancellation) =>
        ActAsync(
            slug,
            viewer,
            (call, now) =>
            {
                // Nothing vanishes by itself because nothing refers to it any more.
                if (call.Officers.FirstOrDefault(known => known.Person == officer) is { } released)
                    db.CallOfficers.Remove(released);
                call.Release(officer, viewer.Id!.Value, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    private async Task<bool> ActAsync(
        string slug,
        Viewer viewer,
        Func<Call, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select 1 from calls where slug = {slug} for no key update", cancellation);
        var call = await db.CallsEntrustedBy(viewer)
            .Include(one => one.Officers)
            .SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (call is null)
            return false;
        await act(call, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<PersonId> OfficerAsync(EmailAddress address, CancellationToken cancellation)
    {
        var normalized = address.Value.ToUpperInvariant();
        var found = await db.OfficerAccounts()
            .Where(account => account.NormalizedEmail == normalized)
            .Select(account => (Guid?)account.Id)
            .SingleOrDefaultAsync(cancellation);
        return found is { } id ? new PersonId(id) : throw new RefusedException(CallRefusals.NoSuchOfficer);
    }
}
