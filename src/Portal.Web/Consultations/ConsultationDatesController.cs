using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>Officers say when a consultation opens and ends, and put its end off while it is open.</summary>
public sealed class ConsultationDatesController(PortalDbContext db, PortalClock clock, Texts texts)
    : ContentController(db, texts)
{
    [HttpGet("/staff/consultations/{slug}/dates")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var form = DatesForm.Of(one);
        return Page(one, form, Fingerprint.Of(form), await CountAsync(one, cancellation));
    }

    [HttpPost("/staff/consultations/{slug}/dates")]
    public async Task<IActionResult> Schedule(
        string slug,
        DatesForm form,
        [FromServices] IValidator<DatesForm> validator,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var count = await CountAsync(one, cancellation);
        return await SaveAsync(
            form,
            DatesForm.Of(one),
            validator,
            (typed, seen) => Page(one, typed, seen, count),
            (by, now) => form.Save(one, by, now),
            DatesForm.FieldOf,
            $"/staff/consultations/{slug}/dates",
            cancellation
        );
    }

    private ViewResult Page(Consultation one, DatesForm form, string seen, int contributions) =>
        View(
            "/Consultations/Dates.cshtml",
            new DatesPage(
                one.Slug,
                one.Words.Title,
                one.StateAt(clock.GetUtcNow()),
                one.Closes,
                form,
                seen,
                contributions
            )
        );

    private Task<Consultation?> FindAsync(string slug, CancellationToken cancellation) =>
        Db.Consultations.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private Task<int> CountAsync(Consultation one, CancellationToken cancellation) =>
        Db.ConfirmedContributions().CountAsync(it => it.ConsultationId == one.Id, cancellation);
}
