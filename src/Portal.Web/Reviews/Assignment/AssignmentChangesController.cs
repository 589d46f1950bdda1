using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>A proposal is changed by hand, one dossier at a time; what a change does is shown before it is saved.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class AssignmentChangesController(PortalDbContext db, PortalClock clock, AssignmentReading reading)
    : Controller
{
    [HttpGet("/staff/assignments/{id:guid}/dossiers/{dossier:guid}")]
    public async Task<IActionResult> Change(
        Guid id,
        Guid dossier,
        Guid? gives,
        Guid? takes,
        CancellationToken cancellation
    )
    {
        if (await OwnAsync(id, cancellation) is not { State: ProposalState.Ready })
            return NotFound();
        var sight = (await reading.SightAsync(id, User.Viewer(), cancellation))!;
        if (sight.Dossier(new DossierId(dossier)) is not { } served)
            return NotFound();
        var change = ChangeOf(dossier, gives, takes);
        var head = await StaffWaves.HeadAsync(
            db,
            sight.Proposal.WaveId.Value,
            User.Viewer(),
            clock.GetUtcNow(),
            cancellation
        );
        var effects = change is { Gives: null, Takes: null } ? null : sight.Effects(change);
        return View(
            new ChangePage(
                head!,
                id,
                served,
                [.. sight.Candidates(served.Id)],
                change.Gives,
                change.Takes,
                effects,
                sight.Proposal.Revision
            )
        );
    }

    [HttpPost("/staff/assignments/{id:guid}/dossiers/{dossier:guid}")]
    public async Task<IActionResult> Save(
        Guid id,
        Guid dossier,
        Guid? gives,
        Guid? takes,
        int revision,
        [FromServices] RunAssignments proposals,
        CancellationToken cancellation
    )
    {
        if (await OwnAsync(id, cancellation) is null)
            return NotFound();
        var change = ChangeOf(dossier, gives, takes);
        await proposals.ChangeAsync(
            new ProposalId(id),
            (one, now) => one.Change([change], revision, User.Person(), now),
            cancellation
        );
        TempData["Said"] = "assignment.said-changed";
        return Redirect($"/staff/assignments/{id}");
    }

    /// <summary>An expert of one dossier for an expert of another, in one step.</summary>
    [HttpGet("/staff/assignments/{id:guid}/exchange")]
    public async Task<IActionResult> Exchange(Guid id, ExchangeForm form, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { State: ProposalState.Ready })
            return NotFound();
        var sight = (await reading.SightAsync(id, User.Viewer(), cancellation))!;
        if (
            sight.Dossier(new DossierId(form.Dossier)) is not { } one
            || sight.Dossier(new DossierId(form.WithDossier)) is not { } other
        )
            return NotFound();
        var wave = sight.Proposal.WaveId.Value;
        var head = await StaffWaves.HeadAsync(db, wave, User.Viewer(), clock.GetUtcNow(), cancellation);
        var (leaves, comes) = (sight.NameOf(new ExpertId(form.Expert)), sight.NameOf(new ExpertId(form.WithExpert)));
        var effects = sight.Effects(form.Changes);
        return View(new ExchangePage(head!, id, form, one, other, leaves, comes, effects, sight.Proposal.Revision));
    }

    [HttpPost("/staff/assignments/{id:guid}/exchange")]
    public async Task<IActionResult> SaveExchange(
        Guid id,
        ExchangeForm form,
        int revision,
        [FromServices] RunAssignments proposals,
        CancellationToken cancellation
    )
    {
        if (await OwnAsync(id, cancellation) is null)
            return NotFound();
        await proposals.ChangeAsync(
            new ProposalId(id),
            (one, now) => one.Change(form.Changes, revision, User.Person(), now),
            cancellation
        );
        TempData["Said"] = "assignment.said-changed";
        return Redirect($"/staff/assignments/{id}/matrix");
    }

    private static AssignmentChange ChangeOf(Guid dossier, Guid? gives, Guid? takes) =>
        new(
            new DossierId(dossier),
            gives is { } leaves ? new ExpertId(leaves) : null,
            takes is { } comes ? new ExpertId(comes) : null
        );

    private Task<AssignmentProposal?> OwnAsync(Guid id, CancellationToken cancellation) =>
        db.ProposalsInChargeOf(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new ProposalId(id), cancellation);
}
