using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Messages;

/// <summary>A message as its reader sees it.</summary>
/// <param name="By">The name of who wrote it; never an address.</param>
/// <param name="IsNew">Whether the reader has not seen it before.</param>
/// <param name="MayTakeBack">Whether the reader wrote it and may take it back.</param>
public sealed record ReadMessage(
    MessageId Id,
    MessageSide From,
    string By,
    DateTimeOffset At,
    string Text,
    bool IsNew,
    bool MayTakeBack
);

/// <summary>
/// The thread of a dossier between its team and the service: reading, writing, taking back. All three wait for each
/// other thread by thread, so that what was read is never taken back, and a burst of messages makes one mail.
/// </summary>
public sealed class Correspondence(PortalDbContext db)
{
    /// <summary>Messages shown, the newest of them.</summary>
    private const int Most = 500;

    /// <summary>Reads the thread for one side and notes that it was read. Who may read it is asked before.</summary>
    /// <param name="dossier">Whose thread.</param>
    /// <param name="side">For which side the viewer reads.</param>
    /// <param name="counts">Whether the reading counts: not that of somebody who may not answer for the service.</param>
    /// <param name="viewer">Who reads.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ReadMessage>> ReadAsync(
        DossierId dossier,
        MessageSide side,
        bool counts,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var person = viewer.Id!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(dossier, cancellation);
        var now = await db.NowAsync(cancellation);
        var unread = side == MessageSide.Staff ? db.UnreadByStaff() : db.UnreadByTeam(person);
        var read = db.ThreadReadings.Where(reading => reading.DossierId == dossier && reading.Side != side);
        var found = await (
            from message in db.Messages
            where message.DossierId == dossier && message.Retraction == null
            join account in db.Users on message.WrittenBy.Value equals account.Id
            orderby message.WrittenAt descending
            select new
            {
                Message = message,
                account.Name,
                IsNew = unread.Any(one => one.Id == message.Id),
                IsRead = read.Any(reading => reading.UpTo >= message.WrittenAt),
            }
        )
            .AsNoTracking()
            .Take(Most)
            .ToListAsync(cancellation);
        if (counts && found.Exists(one => one.IsNew))
            await NoteAsync(dossier, person, side, found[0].Message.WrittenAt, cancellation);
        await transaction.CommitAsync(cancellation);
        return
        [
            .. found
                .AsEnumerable()
                .Reverse()
                .Select(one => new ReadMessage(
                    one.Message.Id,
                    one.Message.From,
                    one.Name,
                    one.Message.WrittenAt,
                    one.Message.Text,
                    one.IsNew,
                    !one.IsRead && one.Message.CanBeTakenBackBy(person, now)
                )),
        ];
    }

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
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(id, cancellation);
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
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(dossier, cancellation);
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
        await ForgetMailAsync(id, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private IQueryable<Dossier> ThreadsOf(MessageSide side, Viewer viewer) =>
        side == MessageSide.Staff ? db.ThreadsInChargeOf(viewer) : db.DossiersOf(viewer);

    private Task<int> LockAsync(DossierId dossier, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"thread:{dossier.Value}"}, 0))",
            cancellation
        );

    private Task<int> NoteAsync(
        DossierId dossier,
        PersonId person,
        MessageSide side,
        DateTimeOffset upTo,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into thread_readings (dossier_id, person, side, up_to)
            values ({dossier.Value}, {person.Value}, {side.ToString()}, {upTo})
            on conflict (dossier_id, person, side) do update set up_to = greatest(thread_readings.up_to, excluded.up_to)
            """,
            cancellation
        );

    /// <summary>A mail that tells of a message which was taken back doesn't leave, where it has not left.</summary>
    private Task<int> ForgetMailAsync(MessageId message, CancellationToken cancellation)
    {
        var occasion = MessageMails.OccasionOf(message);
        return db
            .Outbox.Where(mail => mail.Occasion == occasion && mail.SentAt == null && mail.ClaimedAt == null)
            .ExecuteDeleteAsync(cancellation);
    }
}
