using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>What the portal has written down: the history, and the mails that it owes.</summary>
[Authorize(Policy = Policies.History)]
public sealed class RecordsController(PortalDbContext db) : Controller
{
    private const int PageSize = 100;

    [HttpGet("/admin")]
    public IActionResult Index() => View();

    /// <summary>The newest lines first; older ones from an id on, so that no page counts them all.</summary>
    [HttpGet("/admin/history")]
    public async Task<IActionResult> History(string? subject, long? before, CancellationToken cancellation)
    {
        var entries = db.HistoryReadBy(User.Viewer()).AsNoTracking();
        if (Guid.TryParse(subject, out var id))
            entries = entries.Where(entry => entry.SubjectId == id);
        if (before is { } older)
            entries = entries.Where(entry => entry.Id < older);
        var sealedUpTo = await db
            .HistorySeals.OrderByDescending(seal => seal.Position)
            .Select(seal => new { seal.Transaction, seal.EntryId })
            .FirstOrDefaultAsync(cancellation);
        var rows = await entries
            .OrderByDescending(entry => entry.Id)
            .Take(PageSize)
            .Select(entry => new HistoryRow(
                entry.Id,
                entry.Name,
                entry.SubjectKind,
                entry.SubjectId,
                db.Users.Where(account => account.Id == entry.By).Select(account => account.Name).FirstOrDefault(),
                entry.At,
                entry.Data,
                sealedUpTo != null
                    && EF.Functions.LessThanOrEqual(
                        ValueTuple.Create(entry.Transaction, entry.Id),
                        ValueTuple.Create(sealedUpTo.Transaction, sealedUpTo.EntryId)
                    )
            ))
            .ToListAsync(cancellation);
        return View(new HistoryPage(subject, rows, rows.Count == PageSize ? rows[^1].Id : null));
    }

    [HttpGet("/admin/mails"), Authorize(Policy = Policies.Administrator)]
    public async Task<IActionResult> Mails(CancellationToken cancellation)
    {
        var waiting = await db.Outbox.CountAsync(
            mail => mail.SentAt == null && mail.CarriedBy == null && mail.Way != OutboxWay.PortalOnly,
            cancellation
        );
        var since = (await db.NowAsync(cancellation)).AddDays(-1);
        var sent = await db.Outbox.CountAsync(mail => mail.SentAt > since, cancellation);
        // Claimed long ago, never noted as sent, and in nobody's hands: the portal fell in between, so nobody knows.
        var doubtful = await db
            .Outbox.FromSql(
                $"select * from outbox where sent_at is null and (claimed_at < clock_timestamp() - interval '5 minutes' or last_error is not null) and not exists (select from outbox_steps where mail = outbox.id)"
            )
            .AsNoTracking()
            .OrderBy(mail => mail.CreatedAt)
            .Take(PageSize)
            .Select(mail => new MailRow(
                mail.Id,
                mail.Recipient.Value,
                mail.Template,
                mail.Occasion,
                mail.CreatedAt,
                mail.Attempts,
                mail.LastError,
                mail.ClaimedAt != null
            ))
            .ToListAsync(cancellation);
        var refusing = await db
            .AddressRefusals.AsNoTracking()
            .Where(one => one.ConfirmedAt == null)
            .OrderByDescending(one => one.RefusedAt)
            .Take(PageSize)
            .Select(one => new RefusingRow(one.Address, one.Status, one.RefusedAt))
            .ToListAsync(cancellation);
        return View(new MailsPage(waiting, sent, doubtful, refusing));
    }

    /// <summary>Sends a mail of unknown fate again: a person decides, never the portal.</summary>
    [HttpPost("/admin/mails/{id:guid}/again"), Authorize(Policy = Policies.Administrator)]
    public async Task<IActionResult> SendAgain(Guid id, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var freed = await db.Database.ExecuteSqlAsync(
            $"update outbox set claimed_at = null, retry_at = null where id = {id} and sent_at is null and (claimed_at is null or claimed_at < clock_timestamp() - interval '5 minutes') and not exists (select from outbox_steps where mail = outbox.id)",
            cancellation
        );
        if (freed == 0)
            return NotFound();
        db.History.Add(HistoryEntry.Of(new MailSentAgain(id, User.Person(), await db.NowAsync(cancellation))));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        TempData["Said"] = "admin.mail-again";
        return Redirect("/admin/mails");
    }
}
