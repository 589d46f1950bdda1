using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>
/// What the pages of a call's parts have in common: the call is one's own; rows are added and moved without being
/// saved; what somebody else saved meanwhile is never overwritten unseen; what is refused comes back as it was typed.
/// </summary>
[Authorize(Policy = Policies.Officer)]
public abstract class PartController(PortalDbContext db, Texts texts) : Controller
{
    protected PortalDbContext Db => db;

    /// <summary>A call of one's own charge, with all that belongs to it.</summary>
    protected Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        db.CallsInChargeOf(User.Viewer())
            .Include(call => call.Forms)
            .Include(call => call.Grids)
            .AsSplitQuery()
            .SingleOrDefaultAsync(call => call.Slug == slug, cancellation);

    protected async Task<IActionResult> ShowAsync<T>(string slug, Func<Call, T?> formOf, CancellationToken cancellation)
        where T : PartForm =>
        await CallAsync(slug, cancellation) is { } call && formOf(call) is { } form
            ? View(new PartPage<T>(CallHead.Of(call), form, Fingerprint.Of(form)))
            : NotFound();

    protected async Task<IActionResult> SaveAsync<T>(
        string slug,
        T form,
        Func<Call, T?> formOf,
        IValidator<T> validator,
        Action<Call, PersonId, DateTimeOffset> save,
        string view,
        CancellationToken cancellation
    )
        where T : PartForm
    {
        if (await CallAsync(slug, cancellation) is not { } call || formOf(call) is not { } saved)
            return NotFound();
        form.Complete(saved);
        var (page, seen) = (new PartPage<T>(CallHead.Of(call), form, Fingerprint.Of(saved)), form.Seen);
        if (form.Act is not null)
        {
            form.Rearrange();
            ModelState.Clear();
            return View(view, page with { Seen = seen ?? page.Seen });
        }
        if (seen != page.Seen)
            ModelState.AddModelError("", texts["preparation.overtaken"]);
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!ModelState.IsValid || !await TryAsync(call, save, cancellation))
            return View(view, page);
        TempData["Said"] = "preparation.saved";
        return Redirect(CallHead.Of(call).Root);
    }

    /// <summary>The same, where what is refused follows from what the waves of the call hold.</summary>
    /// <param name="read">Reads that of the waves in one's charge.</param>
    /// <param name="save">Saves with it.</param>
    protected async Task<IActionResult> SaveAsync<T, TMatter>(
        string slug,
        T form,
        Func<Call, T?> formOf,
        IValidator<T> validator,
        Func<IQueryable<Wave>, Task<TMatter>> read,
        Action<Call, TMatter, PersonId, DateTimeOffset> save,
        string view,
        CancellationToken cancellation
    )
        where T : PartForm
    {
        var matter = await read(
            db.WavesInChargeOf(User.Viewer())
                .Where(wave => db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug))
        );
        return await SaveAsync(
            slug,
            form,
            formOf,
            validator,
            (call, by, now) => save(call, matter, by, now),
            view,
            cancellation
        );
    }

    private async Task<bool> TryAsync(
        Call call,
        Action<Call, PersonId, DateTimeOffset> save,
        CancellationToken cancellation
    )
    {
        try
        {
            save(call, User.Person(), await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, field: "", texts);
            return false;
        }
    }
}
