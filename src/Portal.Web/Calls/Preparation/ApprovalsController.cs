using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The steps of the approval of a call's winner lists.</summary>
public sealed class ApprovalsController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/approvals")]
    public async Task<IActionResult> Approvals(string slug, CancellationToken cancellation)
    {
        var staff = await StaffAsync(slug, cancellation);
        return await ShowAsync(slug, call => ApprovalsForm.Of(call, staff), cancellation);
    }

    [HttpPost("/staff/calls/{slug}/approvals")]
    public async Task<IActionResult> SaveApprovals(
        string slug,
        ApprovalsForm form,
        [FromServices] IValidator<ApprovalsForm> validator,
        CancellationToken cancellation
    )
    {
        var staff = await StaffAsync(slug, cancellation);
        return await SaveAsync(
            slug,
            form,
            call => ApprovalsForm.Of(call, staff),
            validator,
            form.Save,
            nameof(Approvals),
            cancellation
        );
    }

    /// <summary>The officers of the call, and those who may publish.</summary>
    private async Task<IReadOnlyList<StaffName>> StaffAsync(string slug, CancellationToken cancellation)
    {
        var found = await (
            from account in Db.Users
            join given in Db.UserRoles on account.Id equals given.UserId
            join role in Db.Roles on given.RoleId equals role.Id
            where
                role.Name == nameof(PortalRole.Publisher)
                || (
                    role.Name == nameof(PortalRole.Officer)
                    && Db.CallOfficers.Any(officer =>
                        officer.Person.Value == account.Id
                        && Db.Calls.Any(call => call.Id == officer.CallId && call.Slug == slug)
                    )
                )
            orderby account.Name
            select new
            {
                account.Id,
                account.Name,
                Role = role.Name,
            }
        ).ToListAsync(cancellation);
        return [.. found.Select(one => new StaffName(one.Id, one.Name, Enum.Parse<PortalRole>(one.Role!)))];
    }
}
