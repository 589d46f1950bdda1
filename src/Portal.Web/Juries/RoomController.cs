using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>The room of a sitting: who comes and goes, the item that is called, the votes, what is written down.</summary>
public sealed class RoomController(PortalDbContext db, SittingDesk desk, RoomReading reading, RoomBell bell)
    : Controller
{
    [HttpGet("/juries/sittings/{id:guid}/room")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { } page
            ? View("Room", page)
            : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/open")]
    public Task<IActionResult> Open(Guid id, CancellationToken cancellation) =>
        LeadAsync(id, at => at.Sitting.Open(at.Jury, User.Person(), at.Now), cancellation);

    [HttpGet("/juries/sittings/{id:guid}/close")]
    public async Task<IActionResult> Closing(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { Leads: true, IsOpen: true } page
            ? View(page)
            : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/close")]
    public Task<IActionResult> Close(Guid id, CancellationToken cancellation) =>
        LeadAsync(id, at => at.Sitting.Close(at.Jury, User.Person(), at.Now), cancellation);

    [HttpPost("/juries/sittings/{id:guid}/enter")]
    public Task<IActionResult> Enter(Guid id, Guid? person, CancellationToken cancellation) =>
        ActAsync(
            PresenceOf(person),
            id,
            async at =>
            {
                var door = await db.AtDoorAsync(at.Sitting, cancellation);
                at.Sitting.Enter(at.Jury, PersonOr(person), door, User.Person(), at.Now);
            },
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/leave")]
    public Task<IActionResult> Leave(Guid id, Guid? person, CancellationToken cancellation) =>
        ActAsync(
            PresenceOf(person),
            id,
            Done(at => at.Sitting.Leave(PersonOr(person), User.Person(), at.Now)),
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/items/{item:guid}/call")]
    public Task<IActionResult> Call(Guid id, Guid item, CancellationToken cancellation) =>
        ActAsync(
            db.SittingsLedBy(User.Viewer()),
            id,
            async at =>
            {
                var called = at.Sitting.Item(new AgendaItemId(item));
                var kept = await db.KeptFromAsync(called.DossierId, cancellation);
                at.Sitting.Call(called.Id, kept, User.Person(), at.Now);
            },
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/items/{item:guid}/polls")]
    public Task<IActionResult> OpenPoll(Guid id, Guid item, PollForm form, CancellationToken cancellation) =>
        ActAsync(
            db.ItemsWrittenBy(User.Viewer(), new AgendaItemId(item))
                .Where(sitting => sitting.Current == new AgendaItemId(item)),
            id,
            async at =>
            {
                var dossier = at.Sitting.Item(new AgendaItemId(item)).DossierId;
                var terms = new PollTerms(
                    form.Kind,
                    form.Secret,
                    form.Seconds,
                    await ScaleAsync(dossier, cancellation)
                );
                var kept = await db.KeptFromAsync(dossier, cancellation);
                db.Polls.Add(Poll.Open(at.Sitting, at.Jury, terms, kept, User.Person(), at.Now));
            },
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/polls/{poll:guid}/close")]
    public Task<IActionResult> ClosePoll(Guid id, Guid poll, CancellationToken cancellation) =>
        ActAsync(
            Heard(db.SittingsLedBy(User.Viewer()), poll),
            id,
            Done(at => Under(at, poll).Close(at.Sitting, User.Person(), at.Now)),
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/polls/{poll:guid}/ballots")]
    public Task<IActionResult> Cast(Guid id, Guid poll, string? choice, CancellationToken cancellation) =>
        ActAsync(
            Heard(db.SittingsWithSeatFor(User.Viewer()), poll),
            id,
            Done(at => Under(at, poll).CastBallot(at.Sitting, User.Person(), choice ?? "", at.Now)),
            cancellation
        );

    private static Poll Under(SittingNow at, Guid poll) =>
        at.Poll is { } open && open.Id == new PollId(poll) ? open : throw new RefusedException(JuryRefusals.PollOver);

    private Task<IActionResult> LeadAsync(Guid id, Action<SittingNow> act, CancellationToken cancellation) =>
        ActAsync(db.SittingsLedBy(User.Viewer()), id, Done(act), cancellation);

    private static Func<SittingNow, Task> Done(Action<SittingNow> act) =>
        at =>
        {
            act(at);
            return Task.CompletedTask;
        };

    /// <summary>Who has a seat says so of themselves; who leads, of whom they see come and go.</summary>
    private IQueryable<Sitting> PresenceOf(Guid? person) =>
        person is null ? db.SittingsWithSeatFor(User.Viewer()) : db.SittingsLedBy(User.Viewer());

    private PersonId PersonOr(Guid? person) => person is { } other ? new PersonId(other) : User.Person();

    private IQueryable<Sitting> Heard(IQueryable<Sitting> sittings, Guid poll) =>
        sittings.Where(sitting =>
            db.Polls.Any(one =>
                one.Id == new PollId(poll)
                && one.SittingId == sitting.Id
                && db.ItemsHeardBy(User.Viewer()).Any(item => item.Id == one.ItemId)
            )
        );

    private Task<MarkScale> ScaleAsync(DossierId dossier, CancellationToken cancellation) =>
        (
            from one in db.Dossiers
            where one.Id == dossier
            join grid in db.Grids on one.CallId equals grid.CallId
            orderby grid.Version descending
            select grid.Scale
        ).FirstAsync(cancellation);

    private async Task<IActionResult> ActAsync(
        IQueryable<Sitting> allowed,
        Guid id,
        Func<SittingNow, Task> act,
        CancellationToken cancellation
    )
    {
        var sitting = new SittingId(id);
        if (await desk.ActAsync(allowed, sitting, act, cancellation) is null)
            return NotFound();
        await bell.RingAsync(sitting);
        return Redirect($"/juries/sittings/{id}/room");
    }
}

public sealed class PollForm
{
    public PollKind Kind { get; set; }

    public bool Secret { get; set; }

    public int Seconds { get; set; } = 60;
}
