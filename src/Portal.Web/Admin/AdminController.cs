using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>People and their roles, calls and their officers.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class AdminController(PortalDbContext db, Roles roles) : Controller
{
    private const int Shown = 50;

    [HttpGet("/admin/people")]
    public async Task<IActionResult> People(string? search, CancellationToken cancellation)
    {
        var words = (search ?? "").Trim().Replace("\0", "", StringComparison.Ordinal);
        var people = await Rows(
                db.Users.Where(account =>
                    words == ""
                    || account.Name.ToLower().Contains(words.ToLower())
                    || account.NormalizedEmail!.Contains(words.ToUpper())
                )
            )
            .Take(Shown)
            .ToListAsync(cancellation);
        return View(new PeoplePage(search, people));
    }

    [HttpGet("/admin/people/{id:guid}")]
    public async Task<IActionResult> Person(Guid id, CancellationToken cancellation) =>
        await Rows(db.Users.Where(account => account.Id == id)).SingleOrDefaultAsync(cancellation) is { } person
            ? View(person)
            : NotFound();

    /// <summary>Gives and takes roles, so that the person has those that are named and no others.</summary>
    [HttpPost("/admin/people/{id:guid}/roles")]
    public async Task<IActionResult> SetRoles(Guid id, PortalRole[] given, CancellationToken cancellation)
    {
        if (!await db.Users.AnyAsync(account => account.Id == id, cancellation))
            return NotFound();
        var (person, me) = (new PersonId(id), User.Person());
        if (person == me && !given.Contains(PortalRole.Administrator))
            throw new RefusedException(PersonRefusals.OwnAdministrator);
        var now = await db.NowAsync(cancellation);
        foreach (var role in Enum.GetValues<PortalRole>())
            if (given.Contains(role))
                await roles.GiveAsync(person, role, me, now);
            else
                await roles.TakeAsync(person, role, me, now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "admin.roles-set";
        return Redirect($"/admin/people/{id}");
    }

    private IQueryable<PersonRow> Rows(IQueryable<Account> accounts) =>
        accounts
            .AsNoTracking()
            .OrderBy(account => account.Name)
            .Select(account => new PersonRow(
                account.Id,
                account.Name,
                account.Email!,
                account.EmailConfirmed,
                account.TwoFactorEnabled,
                db.UserRoles.Where(given => given.UserId == account.Id)
                    .Join(db.Roles, given => given.RoleId, role => role.Id, (_, role) => role.Name!)
                    .ToList()
            ));

    [HttpGet("/admin/calls")]
    public async Task<IActionResult> Calls(CancellationToken cancellation)
    {
        var calls = await db
            .Calls.AsNoTracking()
            .OrderBy(call => call.Slug)
            .Select(call => new EntrustedCall(
                call.Id,
                call.Slug,
                call.Presentation,
                db.CallOfficers.Where(officer => officer.CallId == call.Id)
                    .Join(
                        db.Users,
                        officer => officer.Person.Value,
                        account => account.Id,
                        (_, account) => account.Name
                    )
                    .ToList()
            ))
            .ToListAsync(cancellation);
        var officers = await db
            .Users.Where(account =>
                db.UserRoles.Any(given =>
                    given.UserId == account.Id
                    && db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Officer))
                )
            )
            .OrderBy(account => account.Name)
            .Select(account => new { account.Id, account.Name })
            .ToListAsync(cancellation);
        return View(new EntrustPage(calls, [.. officers.Select(officer => (officer.Id, officer.Name))]));
    }

    [HttpPost("/admin/calls/{id:guid}/officers")]
    public async Task<IActionResult> Entrust(Guid id, Guid officer, CancellationToken cancellation)
    {
        var call = await db
            .Calls.Include(one => one.Officers)
            .SingleOrDefaultAsync(one => one.Id == new CallId(id), cancellation);
        if (
            call is null
            || !await db.UserRoles.AnyAsync(
                given =>
                    given.UserId == officer
                    && db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Officer)),
                cancellation
            )
        )
            return NotFound();
        call.Entrust(new PersonId(officer), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "admin.entrusted";
        return Redirect("/admin/calls");
    }
}
