using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>Who looks after a call; said by those who do, and by administrators.</summary>
[Authorize(Policy = Policies.Entrusting)]
public sealed class OfficersController(PortalDbContext db, EntrustCall entrust, Texts texts) : Controller
{
    [HttpGet("/staff/calls/{slug}/officers")]
    public Task<IActionResult> Officers(string slug, CancellationToken cancellation) =>
        PageAsync(slug, "", cancellation);

    [HttpPost("/staff/calls/{slug}/officers")]
    public async Task<IActionResult> Entrust(string slug, string? address, CancellationToken cancellation)
    {
        var typed = (address ?? "").Trim();
        if (!EmailAddress.TryParse(typed, out var officer))
        {
            ModelState.AddModelError(nameof(address), texts["preparation.officer-address-wrong"]);
            return await PageAsync(slug, typed, cancellation);
        }
        try
        {
            if (!await entrust.RunAsync(slug, officer, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(address), texts);
            return await PageAsync(slug, typed, cancellation);
        }
        TempData["Said"] = "preparation.entrusted";
        return Redirect($"/staff/calls/{slug}/officers");
    }

    [HttpPost("/staff/calls/{slug}/officers/{person:guid}/release")]
    public async Task<IActionResult> Release(string slug, Guid person, CancellationToken cancellation)
    {
        var (officer, viewer) = (new PersonId(person), User.Viewer());
        if (!await entrust.ReleaseAsync(slug, officer, viewer, cancellation))
            return NotFound();
        TempData["Said"] = "preparation.released";
        var leaves = officer == viewer.Id && !viewer.Is(PortalRole.Administrator);
        return Redirect(leaves ? "/staff/calls" : $"/staff/calls/{slug}/officers");
    }

    private async Task<IActionResult> PageAsync(string slug, string typed, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var call = await db.CallsEntrustedBy(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (call is null)
            return NotFound();
        var officers = await db
            .CallOfficers.Where(officer => officer.CallId == call.Id)
            .Join(
                db.Users,
                officer => officer.Person.Value,
                account => account.Id,
                (officer, account) =>
                    new OfficerRow(
                        officer.Person,
                        account.Name,
                        account.Email!,
                        db.OfficerAccounts().Any(one => one.Id == account.Id),
                        officer.Person == viewer.Id
                    )
            )
            .ToListAsync(cancellation);
        var prepares = officers.Exists(officer => officer.IsViewer && officer.MayAct);
        return View(
            nameof(Officers),
            new OfficersPage(
                CallHead.Of(call),
                [.. officers.OrderBy(officer => officer.Name, StringComparer.CurrentCulture)],
                typed,
                prepares
            )
        );
    }
}

/// <param name="Address">As it was typed.</param>
/// <param name="Prepares">Whether the reader also has the call's other pages.</param>
public sealed record OfficersPage(CallHead Call, IReadOnlyList<OfficerRow> Officers, string Address, bool Prepares);

/// <param name="MayAct">False for somebody whose role was taken since.</param>
public sealed record OfficerRow(PersonId Person, string Name, string Email, bool MayAct, bool IsViewer);
