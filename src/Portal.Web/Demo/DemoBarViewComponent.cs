using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Demo;

/// <summary>The bar on top of a demonstration: its date, moves of its clock, the mailbox, and who one is.</summary>
public sealed class DemoBarViewComponent(PortalDbContext db, PortalClock clock, DemoMode demo) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var people = await db
            .Users.AsNoTracking()
            .Where(account => account.IsDemonstration)
            .OrderBy(account => account.Id)
            .Select(account => new DemoPerson(
                account.Id,
                account.Name,
                db.UserRoles.Where(given => given.UserId == account.Id)
                    .Join(db.Roles, given => given.RoleId, role => role.Id, (_, role) => role.Name!)
                    .ToList(),
                db.ContactBodies.Any(body => body.People.Any(one => one.Person.Value == account.Id))
            ))
            .ToListAsync();
        return View(
            "/Demo/DemoBar.cshtml",
            new DemoBarPage(clock.GetUtcNow(), people, DemoController.Moves, demo.Mailbox)
        );
    }
}

public sealed record DemoBarPage(
    DateTimeOffset Now,
    IReadOnlyList<DemoPerson> People,
    IReadOnlyList<string> Moves,
    string? Mailbox
);

/// <param name="IsContact">Whether they work for a contact body of a region.</param>
public sealed record DemoPerson(Guid Id, string Name, IReadOnlyList<string> Roles, bool IsContact)
{
    /// <summary>Everybody can be a carrier: it is told of who is nothing else.</summary>
    public IEnumerable<string> Shown =>
        Roles.Count > 1 || IsContact ? Roles.Where(role => role != nameof(PortalRole.Carrier)) : Roles;
}
