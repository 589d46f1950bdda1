using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The criteria and places of a call whose applications don't compete.</summary>
public sealed class AdmissionController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/admission")]
    public async Task<IActionResult> Admission(string slug, CancellationToken cancellation)
    {
        var isFiledFor = await IsFiledForAsync(slug, cancellation);
        return await ShowAsync(slug, call => AdmissionForm.Of(call, isFiledFor), cancellation);
    }

    [HttpPost("/staff/calls/{slug}/admission")]
    public async Task<IActionResult> SaveAdmission(
        string slug,
        AdmissionForm form,
        [FromServices] IValidator<AdmissionForm> validator,
        CancellationToken cancellation
    )
    {
        var isFiledFor = await IsFiledForAsync(slug, cancellation);
        return await SaveAsync(
            slug,
            form,
            call => AdmissionForm.Of(call, isFiledFor),
            validator,
            form.Save,
            nameof(Admission),
            cancellation
        );
    }

    private Task<bool> IsFiledForAsync(string slug, CancellationToken cancellation) =>
        Db.Dossiers.AnyAsync(
            one => one.FiledAt != null && Db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug),
            cancellation
        );
}
