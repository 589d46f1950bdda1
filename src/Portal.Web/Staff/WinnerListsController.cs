using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Winner lists: prepared by an officer, approved by a publisher who is somebody else.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class WinnerListsController(PortalDbContext db, WinnerLists lists, Texts texts) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/winners")]
    public async Task<IActionResult> Lists(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, publishAt: null, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/winners")]
    public async Task<IActionResult> Prepare(Guid id, string? publishAt, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(publishAt, out var civil))
        {
            ModelState.AddModelError("publishAt", texts["staff.date-wrong"]);
            return View(nameof(Lists), await PageAsync(id, publishAt, cancellation));
        }
        try
        {
            await lists.PrepareAsync(wave.Id, Deadline.InstantOf(civil), User.Person(), cancellation);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "publishAt", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Lists), await PageAsync(id, publishAt, cancellation));
        }
        TempData["Said"] = "staff.list-prepared";
        return Redirect($"/staff/waves/{id}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/approve"), Authorize(Policy = Policies.Publisher)]
    public async Task<IActionResult> Approve(Guid id, CancellationToken cancellation)
    {
        if (!await lists.ApproveAsync(new WinnerListId(id), User.Person(), cancellation))
            return NotFound();
        TempData["Said"] = "staff.list-approved";
        return Redirect($"/staff/waves/{await WaveOfAsync(id, cancellation)}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/drop")]
    public async Task<IActionResult> Drop(Guid id, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var list = await db.WinnerLists.SingleOrDefaultAsync(
            one =>
                one.Id == new WinnerListId(id)
                && (viewer.Is(PortalRole.Publisher) || db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId)),
            cancellation
        );
        if (list is null)
            return NotFound();
        await lists.DropAsync(list, User.Person(), cancellation);
        TempData["Said"] = "staff.list-dropped";
        return Redirect($"/staff/waves/{list.WaveId.Value}/winners");
    }

    private Task<Guid> WaveOfAsync(Guid list, CancellationToken cancellation) =>
        db
            .WinnerLists.Where(one => one.Id == new WinnerListId(list))
            .Select(one => one.WaveId.Value)
            .SingleAsync(cancellation);

    private async Task<ListsPage?> PageAsync(Guid id, string? publishAt, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return null;
        // Who is in the team of a dossier learns what becomes of it when everybody does.
        var others = db.DecisionsOnOthersDossiers(User.Viewer());
        var found = await (
            from list in db.WinnerLists.Include(one => one.Winners)
            where list.WaveId == head.Id
            orderby list.PreparedAt descending
            select new
            {
                List = list,
                PreparedBy = db
                    .Users.Where(account => account.Id == list.PreparedBy.Value)
                    .Select(account => account.Name)
                    .First(),
                ApprovedBy = db
                    .Users.Where(account => account.Id == list.ApprovedBy!.Value.Value)
                    .Select(account => account.Name)
                    .FirstOrDefault(),
                Rejected = db.Decisions.Count(decision =>
                    decision.ListId == list.Id && decision.Outcome == Outcome.Rejected
                ),
                IsOwn = db.Decisions.Count(decision => decision.ListId == list.Id)
                    > others.Count(decision => decision.ListId == list.Id),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var ready = await others
            .Where(decision => decision.WaveId == head.Id && decision.ListId == null)
            .Select(decision => decision.Outcome)
            .ToListAsync(cancellation);
        return new ListsPage(
            head,
            [
                .. found
                    .Where(one => !one.IsOwn || one.List.IsPublicAt(now))
                    .Select(one => new ListPart(
                        one.List.Id,
                        one.PreparedBy,
                        one.List.PreparedAt,
                        one.List.PublishAt,
                        one.ApprovedBy,
                        one.List.ApprovedAt,
                        one.List.PublishedAt,
                        one.List.DroppedAt,
                        one.List.IsPublicAt(now),
                        one.List.PreparedBy == User.Person(),
                        one.Rejected,
                        [
                            .. one
                                .List.Winners.OrderBy(winner => winner.Number, StringComparer.Ordinal)
                                .Select(winner => new ListedWinner(
                                    winner.Number,
                                    winner.Title,
                                    winner.Lead,
                                    winner.Amount
                                )),
                        ]
                    )),
            ],
            ready.Count,
            ready.Count(outcome => outcome == Outcome.Funded),
            User.Viewer().Is(PortalRole.Publisher),
            publishAt
        );
    }
}
