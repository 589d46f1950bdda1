using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Messages;

/// <summary>The service's side: the threads of a wave, and one of them.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffMessagesController(
    PortalDbContext db,
    PortalClock clock,
    Correspondence letters,
    ReadThread threads,
    Texts texts
) : ThreadController(db, letters, texts)
{
    protected override MessageSide Side => MessageSide.Staff;

    [HttpGet("/staff/waves/{id:guid}/messages")]
    public async Task<IActionResult> Threads(Guid id, CancellationToken cancellation)
    {
        if (await StaffWaves.HeadAsync(Db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is not { } head)
            return NotFound();
        var lines = await (
            from dossier in Db.ThreadsStaffedBy(User.Viewer())
            where dossier.WaveId == head.Id
            let last = Db
                .Messages.Where(message => message.DossierId == dossier.Id && message.Retraction == null)
                .OrderByDescending(message => message.WrittenAt)
                .FirstOrDefault()
            where last != null
            select new ThreadLine(
                dossier.Id.Value,
                dossier.Number,
                Db.Filings.Where(filing => filing.Id == dossier.FilingId)
                    .Select(filing => filing.Title)
                    .FirstOrDefault()
                    ?? dossier.Title,
                last.WrittenAt,
                Db.UnreadByStaff().Count(message => message.DossierId == dossier.Id),
                last.From == MessageSide.Carrier
            )
        ).ToListAsync(cancellation);
        return View(
            new StaffThreadsPage(
                head,
                [.. lines.OrderByDescending(line => line.Unread > 0).ThenByDescending(line => line.Last)]
            )
        );
    }

    [HttpGet("/staff/dossiers/{id:guid}/messages")]
    public Task<IActionResult> Thread(Guid id, Guid? before, CancellationToken cancellation) =>
        ThreadAsync(id, typed: null, before, cancellation);

    [HttpPost("/staff/dossiers/{id:guid}/messages")]
    public Task<IActionResult> Write(Guid id, MessageForm form, CancellationToken cancellation) =>
        WriteAsync(id, form, cancellation);

    [HttpPost("/staff/dossiers/{id:guid}/messages/{message:guid}/take-back")]
    public Task<IActionResult> TakeBack(Guid id, Guid message, CancellationToken cancellation) =>
        TakeBackAsync(id, message, cancellation);

    protected override string PathOf(Guid dossier) => $"/staff/dossiers/{dossier}/messages";

    protected override async Task<IActionResult> ThreadAsync(
        Guid id,
        string? typed,
        Guid? before,
        CancellationToken cancellation
    ) => await PageAsync(id, typed, before, cancellation) is { } page ? View(nameof(Thread), page) : NotFound();

    private async Task<StaffMessagesPage?> PageAsync(
        Guid id,
        string? typed,
        Guid? before,
        CancellationToken cancellation
    )
    {
        var viewer = User.Viewer();
        var found = await Db.ThreadsStaffedBy(viewer)
            .Where(dossier => dossier.Id == new DossierId(id))
            .Select(dossier => new
            {
                dossier.Id,
                dossier.WaveId,
                dossier.Number,
                dossier.Title,
                // What is filed is known by the title that was filed, whatever its newer draft says.
                Filed = Db
                    .Filings.Where(filing => filing.Id == dossier.FilingId)
                    .Select(filing => filing.Title)
                    .FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellation);
        if (
            found is null
            || await StaffWaves.HeadAsync(Db, found.WaveId.Value, viewer, clock.GetUtcNow(), cancellation)
                is not { } head
        )
            return null;
        // Who only reads along doesn't answer: for the service the message stays unread.
        MessageId? until = before is { } shown ? new MessageId(shown) : null;
        var thread = await threads.RunAsync(found.Id, Side, head.MayAct, until, viewer, cancellation);
        return new StaffMessagesPage(
            head,
            found.Id,
            found.Number,
            found.Filed ?? found.Title,
            ThreadPart.Of(thread, PathOf(id), until, head.MayAct ? PathOf(id) : null, typed)
        );
    }
}
