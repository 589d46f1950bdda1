using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Consultations;

/// <summary>
/// Forgets what nobody confirmed, which has no file, and, a year after the answer, who said what, and what the public never
/// read; with them the mails to these addresses. What was said in public stays, as the public read it.
/// </summary>
public sealed class TidyContributions(PortalDbContext db, IFileStore store)
{
    private const int DaysKept = 365;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(DaysKept);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        await db
            .Contributions.Where(one => one.ConfirmedAt == null && one.SentAt < now - Contribution.ToConfirm)
            .ExecuteDeleteAsync(cancellation);
        await DropUnreadAsync(now - Kept, cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            update contributions one
            set from_name = '', from_is_named = false, from_email = one.id || '@forgotten.invalid',
                mailbox = one.id || '@forgotten.invalid', key = ''
            from consultations
            where consultations.id = one.consultation_id
              and coalesce(consultations.answered_at, consultations.closes_ends_at + {Kept}) < {now - Kept}
              and one.from_email not like '%@forgotten.invalid'
            """,
            cancellation
        );
        await ForgetMailsAsync(now - Kept, cancellation);
    }

    /// <summary>What was withheld or replaced, and what nobody ever read: the public has none of it.</summary>
    private async Task DropUnreadAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var due = await db
            .Contributions.Where(one => one.ReplacedAt != null || one.Moderation == null || !one.Moderation.IsAccepted)
            .Where(one =>
                db.Consultations.Any(of =>
                    of.Id == one.ConsultationId && (of.AnsweredAt ?? of.Closes!.EndsAt.AddDays(DaysKept)) < before
                )
            )
            .ToListAsync(cancellation);
        db.Contributions.RemoveRange(due);
        await db.SaveChangesAsync(cancellation);
        foreach (var file in due.Select(one => one.File).OfType<ContributedFile>())
            await store.DeleteAsync(file.StoredAs, CancellationToken.None);
    }

    /// <summary>But for one that is on its way at this moment: the next night finds it.</summary>
    private Task<int> ForgetMailsAsync(DateTimeOffset before, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox mail
            where mail.template in ('contribution-asked', 'contribution-withheld', 'consultation-answered')
              and (mail.sent_at is not null or mail.claimed_at is null)
              and not exists (select from contributions one where one.from_email = mail.recipient);
            delete from outbox mail
            using consultations
            where mail.template = 'consultation-answered' and mail.occasion = {AnswerConsultation.Occasion} || consultations.id
              and (mail.sent_at is not null or mail.claimed_at is null) and consultations.answered_at < {before}
            """,
            cancellation
        );
}
