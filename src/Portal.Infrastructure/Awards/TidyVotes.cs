using Microsoft.EntityFrameworkCore;
using Portal.Domain.Awards;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Awards;

/// <summary>
/// Forgets votes that nobody confirmed, and, a month after a vote, the addresses, and with both the mails to them: what
/// was counted stays counted.
/// </summary>
public sealed class TidyVotes(PortalDbContext db)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        await db
            .Votes.Where(one => one.ConfirmedAt == null && one.CastAt < now - PublicVote.ToConfirm)
            .ExecuteDeleteAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            update votes vote
            set email = vote.id || '@forgotten.invalid', mailbox = vote.id || '@forgotten.invalid', network = '', key = vote.id::text
            from award_editions edition
            where edition.wave_id = vote.wave_id and edition.votes_until_at < {now - Kept}
              and vote.email not like '%@forgotten.invalid'
            """,
            cancellation
        );
        await ForgetMailsAsync(cancellation);
    }

    /// <summary>But for one that is on its way at this moment: the next night finds it.</summary>
    private Task<int> ForgetMailsAsync(CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox mail
            where mail.template = 'vote-asked' and (mail.sent_at is not null or mail.claimed_at is null)
              and not exists (select from votes
                              where mail.occasion = {CastVote.Occasion} || votes.id and votes.email = mail.recipient)
            """,
            cancellation
        );
}
