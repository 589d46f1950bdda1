using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Messages;

/// <summary>
/// The thread of a dossier between its team and the service: writing and taking back. Both and reading wait for each
/// other thread by thread, so that what was read is never taken back, and a burst of messages makes one mail.
/// </summary>
public sealed class Correspondence(PortalDbContext db)
{
    /// <summary>Writes for one side; the mail that tells of it is owed with the same save.</summary>
    /// <returns>Null where the viewer doesn't find the thread.</returns>
    /// <exception cref="RefusedException">The viewer may only read, or the text is empty or too long.</exception>
    public async Task<Message?> WriteAsync(
        DossierId id,
        MessageSide side,
        string text,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (!await ThreadsOf(side, viewer).AnyAsync(one => one.Id == id, cancellation))
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldThreadAsync(id, cancellation);
        var dossier = await ThreadsOf(side, viewer)
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return null;
        var now = await db.NowAsync(cancellation);
        var message =
            side == MessageSide.Staff
                ? Message.FromStaff(dossier, text, viewer.Id!.Value, now)
                : Message.FromTeam(dossier, text, viewer.Id!.Value, now);
        db.Messages.Add(message);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return message;
    }

    /// <returns>False where the viewer doesn't find the message.</returns>
    /// <exception cref="RefusedException">It is somebody else's, it was read, or it is too late.</exception>
    public async Task<bool> TakeBackAsync(
        DossierId dossier,
        MessageId id,
        MessageSide side,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (!await ThreadsOf(side, viewer).AnyAsync(one => one.Id == dossier, cancellation))
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldThreadAsync(dossier, cancellation);
        var message = await db.Messages.SingleOrDefaultAsync(
            one =>
                one.Id == id
                && one.DossierId == dossier
                && one.From == side
                && ThreadsOf(side, viewer).Any(own => own.Id == dossier),
            cancellation
        );
        if (message is null)
            return false;
        var isRead = await db.ThreadReadings.AnyAsync(
            reading => reading.DossierId == dossier && reading.Side != side && reading.UpTo >= message.WrittenAt,
            cancellation
        );
        message.TakeBack(isRead, viewer.Id!.Value, await db.NowAsync(cancellation));
        await db.PassWaitingMailsOnAsync(message, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private IQueryable<Dossier> ThreadsOf(MessageSide side, Viewer viewer) =>
        side == MessageSide.Staff ? db.ThreadsInChargeOf(viewer) : db.DossiersOf(viewer);
}
