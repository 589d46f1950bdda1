using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>When reminders go before the dates of a call, and to whom.</summary>
public sealed class RemindersController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/reminders")]
    public Task<IActionResult> Reminders(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, RemindersForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/reminders")]
    public Task<IActionResult> SaveReminders(
        string slug,
        RemindersForm form,
        [FromServices] IValidator<RemindersForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, RemindersForm.Of, validator, form.Save, nameof(Reminders), cancellation);
}
