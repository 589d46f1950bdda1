using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Domain.People;
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

/// <summary>A thread, or the part of it that one page shows, oldest first.</summary>
/// <param name="Older">The first message shown, where there are older ones before it; null where the thread begins here.</param>
public sealed record MessageThread(IReadOnlyList<ReadMessage> Messages, MessageId? Older);

/// <summary>Reads the thread of a dossier for one side and notes that it was read. Who may read it is asked before.</summary>
public sealed class ReadThread(PortalDbContext db)
{
    /// <summary>Messages that one page shows.</summary>
    private const int Most = 500;

    /// <param name="dossier">Whose thread.</param>
    /// <param name="side">For which side the viewer reads.</param>
    /// <param name="counts">Whether the reading counts: not that of somebody who may not answer for the service.</param>
    /// <param name="before">Shows the messages before this one; the newest where it isn't told.</param>
    /// <param name="viewer">Who reads.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MessageThread> RunAsync(
        DossierId dossier,
        MessageSide side,
        bool counts,
        MessageId? before,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var person = viewer.Id!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldThreadAsync(dossier, cancellation);
        var found = await FindAsync(dossier, side, before, person, cancellation);
        if (counts && found.Exists(one => one.IsNew))
        {
            await NoteAsync(dossier, person, side, found[0].At, cancellation);
            await db.ForgetDelayedMailsAsync(dossier, side, person, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        var shown = found.Take(Most).Reverse().ToList();
        return new MessageThread(shown, found.Count > Most ? shown[0].Id : null);
    }

    /// <summary>The newest first, and one more than is shown where there are more.</summary>
    private async Task<List<ReadMessage>> FindAsync(
        DossierId dossier,
        MessageSide side,
        MessageId? before,
        PersonId person,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var unread = side == MessageSide.Staff ? db.UnreadByStaff() : db.UnreadByTeam(person);
        var read = db.ThreadReadings.Where(reading => reading.DossierId == dossier && reading.Side != side);
        var found = await (
            from message in await UntilAsync(dossier, before, cancellation)
            join account in db.Users on message.WrittenBy.Value equals account.Id
            orderby message.WrittenAt descending, message.Id descending
            select new
            {
                Message = message,
                account.Name,
                IsNew = unread.Any(one => one.Id == message.Id),
                IsRead = read.Any(reading => reading.UpTo >= message.WrittenAt),
            }
        )
            .AsNoTracking()
            .Take(Most + 1)
            .ToListAsync(cancellation);
        return [.. found.Select(one => Shown(one.Message, one.Name, one.IsNew, one.IsRead, person, now))];
    }

    /// <summary>Those before a message, and among those of the same moment by their ids; all where it isn't there.</summary>
    private async Task<IQueryable<Message>> UntilAsync(
        DossierId dossier,
        MessageId? before,
        CancellationToken cancellation
    )
    {
        var messages = db.Messages.Where(message => message.DossierId == dossier);
        var there = messages.Where(message => message.Retraction == null);
        if (await messages.SingleOrDefaultAsync(message => message.Id == before, cancellation) is not { } first)
            return there;
        var (at, id) = (first.WrittenAt, first.Id.Value);
        return there.Where(message =>
            message.WrittenAt < at || message.WrittenAt == at && message.Id.Value.CompareTo(id) < 0
        );
    }

    private static ReadMessage Shown(
        Message message,
        string by,
        bool isNew,
        bool isRead,
        PersonId reader,
        DateTimeOffset now
    ) =>
        new(
            message.Id,
            message.From,
            by,
            message.WrittenAt,
            message.Text,
            isNew,
            !isRead && message.CanBeTakenBackBy(reader, now)
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
}
