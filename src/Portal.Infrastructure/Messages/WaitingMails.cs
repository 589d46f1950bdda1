using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Messages;

/// <summary>
/// What becomes of the mails that tell that messages wait. One is known by the first of the messages that its reader
/// has not read.
/// </summary>
internal static class WaitingMails
{
    private const string Occasion = "message.waits:";

    public static string OccasionOf(MessageId first) => Occasion + first.Value;

    /// <summary>Lets nobody else read, write or take back in a thread until the transaction ends.</summary>
    public static Task<int> HoldThreadAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"thread:{dossier.Value}"}, 0))",
            cancellation
        );

    /// <summary>
    /// A mail that told of a message which is taken back tells of the next one that waits. Where none does, it doesn't
    /// leave, if it has not left.
    /// </summary>
    public static async Task PassWaitingMailsOnAsync(
        this PortalDbContext db,
        Message takenBack,
        CancellationToken cancellation
    )
    {
        var (id, dossier, side, at) = (takenBack.Id, takenBack.DossierId, takenBack.From, takenBack.WrittenAt);
        // What may be taken back was read by nobody, and so was nothing that came after it.
        var next = await db
            .Messages.Where(one => one.DossierId == dossier && one.From == side && one.Retraction == null)
            .Where(one => one.WrittenAt >= at && one.Id != id)
            .OrderBy(one => one.WrittenAt)
            .ThenBy(one => one.Id)
            .Select(one => (MessageId?)one.Id)
            .FirstOrDefaultAsync(cancellation);
        var occasion = OccasionOf(id);
        var mails = db.Outbox.Where(mail => mail.Occasion == occasion);
        if (next is { } waits)
        {
            var then = OccasionOf(waits);
            await mails.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Occasion, then), cancellation);
        }
        else
            await mails
                .Where(mail => mail.SentAt == null && mail.ClaimedAt == null && mail.CarriedBy == null)
                .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>A mail that was put off doesn't leave once its reader, or for the service one of it, has read the thread.</summary>
    public static Task<int> ForgetDelayedMailsAsync(
        this PortalDbContext db,
        DossierId dossier,
        MessageSide readFor,
        PersonId reader,
        CancellationToken cancellation
    )
    {
        var (forAll, by) = (readFor == MessageSide.Staff, readFor.ToString());
        return db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox mail using messages message
            where message.dossier_id = {dossier.Value} and message."from" <> {by}
              and mail.occasion = {Occasion} || message.id
              and (mail.not_before is not null or mail.digest_at is not null)
              and mail.carried_by is null and mail.sent_at is null and mail.claimed_at is null
              and ({forAll} or lower(mail.recipient) = (select lower(email) from accounts where id = {reader.Value}))
            """,
            cancellation
        );
    }
}
