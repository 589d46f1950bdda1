using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>The assignments proposed for a wave: asked for, compared, and one of them put in force.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class AssignmentsController(PortalDbContext db, PortalClock clock, Texts texts, AssignmentReading reading)
    : Controller
{
    private const int MostShown = 20;
    private const int ReasonLimit = 500;

    [HttpGet("/staff/waves/{id:guid}/assignments")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, new AssignmentForm(), cancellation) is { } page ? View(page) : NotFound();

    /// <summary>One at a time: asked for again while one is under way, that one goes on.</summary>
    [HttpPost("/staff/waves/{id:guid}/assignments")]
    public async Task<IActionResult> Ask(
        Guid id,
        AssignmentForm form,
        [FromServices] WakeJob wake,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        var terms = form.Terms().WithLot(RandomNumberGenerator.GetInt32);
        if (
            terms.Keeps is { } kept
            && !await db.AssignmentProposals.AnyAsync(
                one => one.Id == kept && one.WaveId == wave.Id && one.Panel != null,
                cancellation
            )
        )
            return NotFound();
        foreach (var refusal in AssignmentTerms.ObstaclesTo(terms))
            ModelState.AddModelError("", texts.Of(refusal));
        if (!ModelState.IsValid)
            return View(nameof(Index), await PageAsync(id, form, cancellation));
        if (!await IsUnderWayAsync(wave.Id, cancellation))
        {
            var now = await db.NowAsync(cancellation);
            db.AssignmentProposals.Add(new AssignmentProposal(wave.Id, terms, User.Person(), now));
            await db.SaveChangesAsync(cancellation);
            wake.Now(RunAssignments.Job);
        }
        return Redirect($"/staff/waves/{id}/assignments");
    }

    [HttpGet("/staff/assignments/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.SightAsync(id, User.Viewer(), cancellation) is { } sight
            ? View(reading.Page((await HeadAsync(sight.Proposal.WaveId.Value, cancellation))!, sight))
            : NotFound();

    /// <summary>Dossiers by experts on one screen, a window of them.</summary>
    [HttpGet("/staff/assignments/{id:guid}/matrix")]
    public async Task<IActionResult> Matrix(
        Guid id,
        MatrixFilter filter,
        [FromServices] MatrixReading matrix,
        CancellationToken cancellation
    )
    {
        if (await reading.SightAsync(id, User.Viewer(), cancellation) is not { Proposal.Panel: not null } sight)
            return NotFound();
        var head = await HeadAsync(sight.Proposal.WaveId.Value, cancellation);
        return View(await matrix.PageOfAsync(head!, sight, filter, cancellation));
    }

    [HttpGet("/staff/assignments/{id:guid}/with/{other:guid}")]
    public async Task<IActionResult> Compare(Guid id, Guid other, CancellationToken cancellation)
    {
        var here = await reading.SightAsync(id, User.Viewer(), cancellation);
        var there = await reading.SightAsync(other, User.Viewer(), cancellation);
        return
            here?.Proposal.Panel is not null
            && here.Proposal.WaveId == there?.Proposal.WaveId
            && there.Proposal.Panel is not null
            ? View(reading.Compare((await HeadAsync(here.Proposal.WaveId.Value, cancellation))!, here, there))
            : NotFound();
    }

    /// <summary>From the list: which one beside which.</summary>
    [HttpGet("/staff/waves/{id:guid}/assignments/compare")]
    public async Task<IActionResult> Beside(Guid id, Guid here, Guid there, CancellationToken cancellation) =>
        await HeadAsync(id, cancellation) is null ? NotFound() : Redirect($"/staff/assignments/{here}/with/{there}");

    [HttpGet("/staff/assignments/{id:guid}/progress")]
    public async Task<IActionResult> Progress(Guid id, CancellationToken cancellation)
    {
        var proposals = db.ProposalsStaffedBy(User.Viewer()).Where(one => one.Id == new ProposalId(id));
        return await AssignmentReading.RowsAsync(proposals, cancellation) is [var row]
            ? Json(new ProposalStep(row.State, row.Done, row.Total, AssignmentReading.WordsOf(texts, row)))
            : NotFound();
    }

    [HttpPost("/staff/assignments/{id:guid}/cancel")]
    public async Task<IActionResult> Cancel(
        Guid id,
        [FromServices] RunAssignments proposals,
        CancellationToken cancellation
    )
    {
        var own = db.ProposalsInChargeOf(User.Viewer()).Where(one => one.Id == new ProposalId(id));
        if (await own.Select(one => one.WaveId).ToListAsync(cancellation) is not [var wave])
            return NotFound();
        await proposals.ChangeAsync(new ProposalId(id), (one, now) => one.Cancel(User.Person(), now), cancellation);
        return Redirect($"/staff/waves/{wave.Value}/assignments");
    }

    /// <summary>What failed is tried again, unless another proposal of the wave is under way.</summary>
    [HttpPost("/staff/assignments/{id:guid}/again")]
    public async Task<IActionResult> TryAgain(
        Guid id,
        [FromServices] RunAssignments proposals,
        [FromServices] WakeJob wake,
        CancellationToken cancellation
    )
    {
        var own = db.ProposalsInChargeOf(User.Viewer()).Where(one => one.Id == new ProposalId(id));
        if (await own.Select(one => one.WaveId).ToListAsync(cancellation) is not [var wave])
            return NotFound();
        if (await IsUnderWayAsync(wave, cancellation))
            throw new RefusedException(AssignmentRefusals.UnderWay);
        await proposals.ChangeAsync(new ProposalId(id), (one, now) => one.TryAgain(User.Person(), now), cancellation);
        wake.Now(RunAssignments.Job);
        return Redirect($"/staff/waves/{wave.Value}/assignments");
    }

    [HttpPost("/staff/assignments/{id:guid}/accept")]
    public async Task<IActionResult> Accept(
        Guid id,
        int revision,
        string? reason,
        [FromServices] AcceptProposal accept,
        CancellationToken cancellation
    )
    {
        var why = (reason ?? "").Shortened(ReasonLimit);
        if (await accept.RunAsync(new ProposalId(id), revision, why, User.Viewer(), cancellation) is not { } accepted)
            return NotFound();
        TempData["Said"] = accepted.Refused.Count == 0 ? "assignment.said-accepted" : "assignment.said-accepted-but";
        return Redirect($"/staff/assignments/{id}");
    }

    private Task<bool> IsUnderWayAsync(WaveId wave, CancellationToken cancellation) =>
        db.AssignmentProposals.Where(AssignmentProposal.IsUnderWay).AnyAsync(one => one.WaveId == wave, cancellation);

    private Task<WaveHead?> HeadAsync(Guid wave, CancellationToken cancellation) =>
        StaffWaves.HeadAsync(db, wave, User.Viewer(), clock.GetUtcNow(), cancellation);

    private async Task<AssignmentsPage?> PageAsync(Guid id, AssignmentForm form, CancellationToken cancellation)
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return null;
        var proposals = db.ProposalsStaffedBy(User.Viewer()).Where(one => one.WaveId == head.Id);
        var rows = await AssignmentReading.RowsAsync(
            proposals.OrderByDescending(one => one.AskedAt).Take(MostShown),
            cancellation
        );
        var experts = await db.Experts.CountAsync(one => one.WaveId == head.Id, cancellation);
        var ready = await db.ExpertsWhoDeclaredAll()
            .CountAsync(one => one.WaveId == head.Id && one.CharterSignedAt != null, cancellation);
        return new AssignmentsPage(head, rows, experts, ready, form, await WishesAsync(head.Id, cancellation));
    }

    private async Task<WishesPart> WishesAsync(WaveId id, CancellationToken cancellation)
    {
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var said = await db
            .Wishes.Where(one => one.WaveId == id && one.Kind != null)
            .Select(one => one.ExpertId)
            .Distinct()
            .CountAsync(cancellation);
        var isOpen = wave.TakesWishes(clock.GetUtcNow());
        return new WishesPart(wave.WishesAskedAt is not null, isOpen ? wave.WishesUntil : null, said);
    }
}
