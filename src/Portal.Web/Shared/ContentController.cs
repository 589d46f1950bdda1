using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Shared;

/// <summary>
/// What the pages have in common on which officers write what the public reads beside the calls: rows are added and moved
/// without being saved; what somebody else saved meanwhile is never overwritten unseen; what is refused comes back as it
/// was typed.
/// </summary>
[Authorize(Policy = Policies.Officer)]
public abstract class ContentController(PortalDbContext db, Texts texts) : Controller
{
    protected PortalDbContext Db => db;

    protected Texts Texts => texts;

    /// <param name="form">What was typed.</param>
    /// <param name="saved">What the page would show of what is saved.</param>
    /// <param name="validator">Whether it can be read.</param>
    /// <param name="page">Shows a form, with the fingerprint of what is saved.</param>
    /// <param name="save">Tells the domain.</param>
    /// <param name="fieldOf">At which field a refusal is told.</param>
    /// <param name="done">Where the page that shows what was saved lies.</param>
    /// <param name="cancellation">Ends it.</param>
    protected async Task<IActionResult> SaveAsync<T>(
        T form,
        T saved,
        IValidator<T> validator,
        Func<T, string, IActionResult> page,
        Action<PersonId, DateTimeOffset> save,
        Func<Refusal, string> fieldOf,
        string done,
        CancellationToken cancellation
    )
        where T : PartForm
    {
        form.Complete(saved);
        var (seen, now) = (form.Seen, Fingerprint.Of(saved));
        if (form.Act is not null)
        {
            form.Rearrange();
            ModelState.Clear();
            return page(form, seen ?? now);
        }
        if (seen != now)
            ModelState.AddModelError("", texts["shared.saved-meanwhile"]);
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!ModelState.IsValid || !await TryAsync(save, fieldOf, cancellation))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return page(form, now);
        }
        TempData["Said"] = "shared.saved-content";
        return Redirect(done);
    }

    private async Task<bool> TryAsync(
        Action<PersonId, DateTimeOffset> save,
        Func<Refusal, string> fieldOf,
        CancellationToken cancellation
    )
    {
        try
        {
            save(User.Person(), await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, fieldOf, texts);
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", texts["shared.saved-meanwhile"]);
        }
        return false;
    }
}
