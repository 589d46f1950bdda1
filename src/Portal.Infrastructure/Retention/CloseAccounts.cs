using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// Tells those who don't come any more, and closes their accounts a month later; closes those whose owner asked for it
/// and didn't come back on it. A transaction each.
/// </summary>
public sealed class CloseAccounts(
    PortalDbContext db,
    HeldAccounts held,
    ErasureStops stops,
    CloseAccount close,
    AccountMails mails,
    OneByOne oneByOne
)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var ending = await held.EndingAsync(now, only: null, cancellation);
        await oneByOne.RunByIdAsync<Account, PersonId>(
            ending.Where(row => row.Held.IsToAnnounceAt(now)).Select(row => new PersonId(row.Held.Subject)),
            id => AnnounceAsync(id, now, cancellation),
            cancellation
        );
        await oneByOne.RunByIdAsync<Account, PersonId>(
            ending.Where(row => row.Held.IsToEraseAt(now)).Select(row => new PersonId(row.Held.Subject)),
            id => CloseIdleAsync(id, now, cancellation),
            cancellation
        );
        var asked = now - AccountErasure.CoolingOff;
        var due = await db
            .Users.Where(account => account.ClosedAt == null && account.ErasureAskedAt <= asked)
            .Select(account => account.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunByIdAsync<Account, PersonId>(
            due.Select(id => new PersonId(id)),
            id => CloseAskedAsync(id, asked, now, cancellation),
            cancellation
        );
    }

    private async Task AnnounceAsync(PersonId id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await HoldAsync(id, now, cancellation) is not { } idle || !idle.IsToAnnounceAt(now))
            return;
        var account = await db.Users.SingleAsync(one => one.Id == id.Value, cancellation);
        account.IdleAnnouncedAt = now;
        db.History.Add(HistoryEntry.Of(new IdleAnnounced(id, idle.DueAt(now), now)));
        await mails.IdleAsync(account, idle.DueAt(now));
    }

    /// <summary>They may have signed in since it was selected.</summary>
    private async Task CloseIdleAsync(PersonId id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await HoldAsync(id, now, cancellation) is { } idle && idle.IsToEraseAt(now))
            await close.RunAsync(id, ClosingReason.Idle, now, cancellation);
    }

    /// <summary>Who was given something to answer for meanwhile stays until it is done.</summary>
    private async Task CloseAskedAsync(
        PersonId id,
        DateTimeOffset asked,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await LockAsync(id, cancellation);
        var stands = await db.Users.AnyAsync(one => one.Id == id.Value && one.ErasureAskedAt <= asked, cancellation);
        if (stands && (await stops.OfAsync(id, cancellation)).Count == 0)
            await close.RunAsync(id, ClosingReason.Asked, now, cancellation);
    }

    private async Task<Domain.Retention.Held?> HoldAsync(
        PersonId id,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await LockAsync(id, cancellation);
        return (await held.EndingAsync(now, id.Value, cancellation)).SingleOrDefault()?.Held;
    }

    private Task<int> LockAsync(PersonId id, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"select 1 from accounts where id = {id.Value} for update", cancellation);
}
