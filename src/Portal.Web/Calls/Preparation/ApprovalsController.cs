using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Decisions;
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
        var call = Db.Calls.Where(one => one.Slug == slug).Select(one => one.Id);
        var found = new List<StaffName>();
        foreach (var role in ApprovalStep.Signatories)
            found.AddRange(
                await Db.SignatoryAccounts(role, call)
                    .OrderBy(account => account.Name)
                    .Select(account => new StaffName(account.Id, account.Name, role))
                    .ToListAsync(cancellation)
            );
        return found;
    }
}
