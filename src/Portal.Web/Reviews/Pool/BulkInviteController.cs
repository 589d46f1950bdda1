using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>Inviting several at once: whom, and with which mail, is shown before anything leaves.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class BulkInviteController(PortalDbContext db, PortalClock clock, PoolReading reading) : Controller
{
    /// <param name="id">The wave.</param>
    /// <param name="experts">Those chosen.</param>
    /// <param name="free">Instead, all that the filter takes who are in no conflict.</param>
    /// <param name="filter">Of the list that was shown.</param>
    /// <param name="invitations">Makes the mail that is shown.</param>
    /// <param name="composer">Writes it.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("/staff/waves/{id:guid}/experts/invitations")]
    public async Task<IActionResult> Preview(
        Guid id,
        Guid[] experts,
        bool free,
        PoolFilter filter,
        [FromServices] Invitations invitations,
        [FromServices] MailComposer composer,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { MayAct: true } head)
            return NotFound();
        var rows = await reading.RowsAsync(head.Id, User.Viewer(), now, cancellation);
        var chosen = rows.Where(row => row.CanBeInvited)
            .Where(row => free ? IsFree(row, filter) : experts.Contains(row.Id.Value))
            .ToList();
        if (chosen.Count == 0)
            return View("InviteMany", new InviteManyPage(head, [], "", ""));
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == head.Id, cancellation);
        var first = await db.PoolExperts.AsNoTracking().SingleAsync(one => one.Id == chosen[0].Id, cancellation);
        var mail = await invitations.SampleAsync(wave, first, ExpertInvitation.UsualDays, now, cancellation);
        var written = composer.Compose(mail, new() { Words = await MailWordings.ReadAsync(db, cancellation) });
        return View("InviteMany", new InviteManyPage(head, chosen, written.Subject, written.Text));
    }

    /// <summary>In no conflict; who has declined is asked again only where the list is of such people.</summary>
    private static bool IsFree(PoolRow row, PoolFilter filter) =>
        filter.Takes(row)
        && row.Conflicts == 0
        && (row.State != PoolState.Declined || filter.State == PoolState.Declined);

    [HttpPost("/staff/waves/{id:guid}/experts/invitations/send")]
    public async Task<IActionResult> Send(
        Guid id,
        Guid[] experts,
        int days,
        [FromServices] InviteMany invite,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!ModelState.IsValid)
            throw new RefusedException(
                ReviewRefusals.ValidityOutOfRange(ExpertInvitation.FewestDays, ExpertInvitation.MostDays)
            );
        var chosen = experts.Select(one => new PoolExpertId(one)).ToHashSet();
        await invite.RunAsync(wave, chosen, User.Person(), days, cancellation);
        TempData["Said"] = "pool.invited-many";
        return Redirect($"/staff/waves/{id}/experts");
    }
}
