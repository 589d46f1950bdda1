using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Events;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Events;

/// <summary>Officers write the page of a day: its programme, and what was announced with where it leads.</summary>
public sealed class StaffEventsController(PortalDbContext db, EventLinks links, Texts texts)
    : ContentController(db, texts)
{
    [HttpGet("/staff/events")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Events/StaffEvents.cshtml", await EventsController.RowsAsync(Db, cancellation));

    [HttpGet("/staff/events/new")]
    public async Task<IActionResult> New(CancellationToken cancellation)
    {
        var form = new EventForm();
        return Page(null, form, Fingerprint.Of(form), await links.OfferedAsync([], cancellation));
    }

    [HttpPost("/staff/events/new")]
    public async Task<IActionResult> Begin(
        EventForm form,
        [FromServices] IValidator<EventForm> validator,
        CancellationToken cancellation
    )
    {
        var (slug, offered) = (Typed.Of(form.Slug), await links.OfferedAsync([], cancellation));
        if (await Db.ProgrammeEvents.AnyAsync(one => one.Slug == slug, cancellation))
            ModelState.AddModelError(nameof(form.Slug), Texts.Of(EventRefusals.SlugTaken));
        return await SaveAsync(
            form,
            new EventForm(),
            validator,
            (typed, seen) => Page(null, typed, seen, offered),
            (by, now) => Db.ProgrammeEvents.Add(ProgrammeEvent.Begin(slug, Linked(form.Content, offered), by, now)),
            EventForm.FieldOf,
            $"/staff/events/{slug}",
            cancellation
        );
    }

    [HttpGet("/staff/events/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var form = EventForm.Of(one);
        return Page(slug, form, Fingerprint.Of(form), await OfferedAsync(one, cancellation));
    }

    [HttpPost("/staff/events/{slug}")]
    public async Task<IActionResult> Describe(
        string slug,
        EventForm form,
        [FromServices] IValidator<EventForm> validator,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var offered = await OfferedAsync(one, cancellation);
        return await SaveAsync(
            form,
            EventForm.Of(one),
            validator,
            (typed, seen) => Page(slug, typed, seen, offered),
            (by, now) => one.Describe(Linked(form.Content, offered), by, now),
            EventForm.FieldOf,
            $"/staff/events/{slug}",
            cancellation
        );
    }

    private ViewResult Page(string? slug, EventForm form, string seen, IReadOnlyList<SelectListItem> offered) =>
        View("/Events/EditEvent.cshtml", new EventEditPage(slug, form, seen, offered));

    private Task<ProgrammeEvent?> FindAsync(string slug, CancellationToken cancellation) =>
        Db.ProgrammeEvents.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private Task<IReadOnlyList<SelectListItem>> OfferedAsync(ProgrammeEvent one, CancellationToken cancellation) =>
        links.OfferedAsync(one.Content.Announcements.Select(it => it.Link), cancellation);

    /// <summary>An announcement leads to a page that there is.</summary>
    private static EventContent Linked(EventContent content, IReadOnlyList<SelectListItem> offered) =>
        content.Announcements.FirstOrDefault(one => offered.All(link => link.Value != one.Link)) is { } lost
            ? throw new RefusedException(EventRefusals.NoLink(lost.Link))
            : content;
}
