using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call's criteria grid, whose published versions never change.</summary>
public sealed class GridController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/grid")]
    public Task<IActionResult> Grid(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, GridForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/grid")]
    public Task<IActionResult> PublishGrid(
        string slug,
        GridForm form,
        [FromServices] IValidator<GridForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, GridForm.Of, validator, form.Save, nameof(Grid), cancellation);
}
