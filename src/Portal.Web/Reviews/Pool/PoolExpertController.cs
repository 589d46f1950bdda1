using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Pool;

/// <summary>One expert of a pool: what is known of them, and inviting them.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PoolExpertController(PortalDbContext db, PoolExpertReading reading, PoolDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/experts/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.ReadAsync(new PoolExpertId(id), User.Viewer(), cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpGet("/staff/experts/{id:guid}/edit")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, cancellation) is not { Facts: { } facts } expert)
            return NotFound();
        var form = PoolExpertForm.Of(facts);
        form.Revision = desk.RevisionOf(expert);
        return View(await desk.EditAsync(expert.WaveId.Value, expert.Id, form, User.Viewer(), cancellation));
    }

    [HttpPost("/staff/experts/{id:guid}/edit")]
    public async Task<IActionResult> Describe(
        Guid id,
        PoolExpertForm form,
        [FromServices] IValidator<PoolExpertForm> validator,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } expert)
            return NotFound();
        var wave = expert.WaveId.Value;
        if (await desk.EditAsync(wave, expert.Id, form, User.Viewer(), cancellation) is not { } page)
            return NotFound();
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!page.Profile.Offers(ModelState, texts))
            return View(nameof(Edit), page);
        await desk.DescribeAsync(expert, form.Facts(), form.Revision, User.Person(), cancellation);
        TempData["Said"] = "pool.described";
        return Redirect($"/staff/experts/{id}");
    }

    [HttpPost("/staff/experts/{id:guid}/invite")]
    public async Task<IActionResult> Invite(
        Guid id,
        int days,
        [FromServices] Invitations invitations,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } expert)
            return NotFound();
        if (!ModelState.IsValid)
            throw new RefusedException(
                ReviewRefusals.ValidityOutOfRange(ExpertInvitation.FewestDays, ExpertInvitation.MostDays)
            );
        var wave = await db.Waves.SingleAsync(one => one.Id == expert.WaveId, cancellation);
        await invitations.InviteAsync(wave, expert, User.Person(), days, cancellation);
        TempData["Said"] = "staff.invited";
        return Redirect($"/staff/experts/{id}");
    }

    private Task<PoolExpert?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.PoolInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new PoolExpertId(id), cancellation);
}
