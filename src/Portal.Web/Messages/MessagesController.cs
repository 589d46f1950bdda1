using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Messages;

/// <summary>The team's side of a thread.</summary>
[Authorize]
public sealed class MessagesController(PortalDbContext db, Correspondence letters, ReadThread threads, Texts texts)
    : ThreadController(db, letters, texts)
{
    protected override MessageSide Side => MessageSide.Carrier;

    [HttpGet("/dossiers/{id:guid}/messages")]
    public Task<IActionResult> Index(Guid id, Guid? before, CancellationToken cancellation) =>
        ThreadAsync(id, typed: null, before, cancellation);

    [HttpPost("/dossiers/{id:guid}/messages")]
    public Task<IActionResult> Write(Guid id, MessageForm form, CancellationToken cancellation) =>
        WriteAsync(id, form, cancellation);

    [HttpPost("/dossiers/{id:guid}/messages/{message:guid}/take-back")]
    public Task<IActionResult> TakeBack(Guid id, Guid message, CancellationToken cancellation) =>
        TakeBackAsync(id, message, cancellation);

    protected override string PathOf(Guid dossier) => $"/dossiers/{dossier}/messages";

    protected override async Task<IActionResult> ThreadAsync(
        Guid id,
        string? typed,
        Guid? before,
        CancellationToken cancellation
    ) => await PageAsync(id, typed, before, cancellation) is { } page ? View(nameof(Index), page) : NotFound();

    private async Task<MessagesPage?> PageAsync(Guid id, string? typed, Guid? before, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var found = await (
            from dossier in Db.DossiersOf(viewer)
            where dossier.Id == new DossierId(id)
            join call in Db.Calls on dossier.CallId equals call.Id
            from member in dossier.Members
            where member.Person == viewer.Id
            select new
            {
                dossier.Id,
                dossier.Title,
                call.Presentation,
                member.Role,
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        MessageId? until = before is { } shown ? new MessageId(shown) : null;
        var thread = await threads.RunAsync(found.Id, Side, counts: true, until, viewer, cancellation);
        var post = found.Role == MemberRole.Reader ? null : PathOf(id);
        return new MessagesPage(
            found.Id,
            found.Title,
            found.Presentation,
            ThreadPart.Of(thread, PathOf(id), until, post, typed)
        );
    }
}
