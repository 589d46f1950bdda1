using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

/// <summary>What officers do with the draft of a form, each act in one transaction.</summary>
public sealed class FormDrafts(PortalDbContext db, PortalClock clock)
{
    /// <summary>Begins a draft; one that is there already stays.</summary>
    /// <param name="slug">The call.</param>
    /// <param name="viewer">Who begins.</param>
    /// <param name="common">What every form asks; null to begin with the form in force.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the viewer isn't in charge of such a call.</returns>
    public async Task<bool> BeginAsync(string slug, Viewer viewer, FormSection? common, CancellationToken cancellation)
    {
        var call = await db.CallsInChargeOf(viewer)
            .Include(one => one.Forms)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (call is null)
            return false;
        if (await db.FormDrafts.AnyAsync(one => one.CallId == call.Id, cancellation))
            return true;
        var (by, now) = (viewer.Id!.Value, clock.GetUtcNow());
        db.FormDrafts.Add(
            common is null ? FormDraft.Of(call.CurrentForm, by, now) : FormDraft.Anew(call.Id, common, by, now)
        );
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Changes a draft, as the page showed it.</summary>
    /// <param name="slug">The call.</param>
    /// <param name="revision">Which revision the page showed.</param>
    /// <param name="viewer">Who changes it.</param>
    /// <param name="change">What is done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the viewer has no such draft in charge.</returns>
    /// <exception cref="RefusedException">Somebody changed it since, or the change is refused.</exception>
    public async Task<bool> ChangeAsync(
        string slug,
        int revision,
        Viewer viewer,
        Action<FormDraft, PersonId, DateTimeOffset> change,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, viewer, cancellation) is not { } draft)
            return false;
        if (draft.Revision != revision)
            throw new RefusedException(FormRefusals.DraftOvertaken);
        change(draft, viewer.Id!.Value, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    public async Task<bool> DropAsync(string slug, int revision, Viewer viewer, CancellationToken cancellation)
    {
        if (await FindAsync(slug, viewer, cancellation) is not { } draft)
            return false;
        if (draft.Revision != revision)
            throw new RefusedException(FormRefusals.DraftOvertaken);
        draft.Drop(viewer.Id!.Value, clock.GetUtcNow());
        db.FormDrafts.Remove(draft);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Puts the draft in force; what was begun on an earlier version keeps it.</summary>
    public async Task<bool> PublishAsync(string slug, int revision, Viewer viewer, CancellationToken cancellation)
    {
        if (await FindAsync(slug, viewer, cancellation) is not { } draft)
            return false;
        if (draft.Revision != revision)
            throw new RefusedException(FormRefusals.DraftOvertaken);
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Id == draft.CallId, cancellation);
        draft.PublishTo(call, viewer.Id!.Value, clock.GetUtcNow());
        db.FormDrafts.Remove(draft);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private Task<FormDraft?> FindAsync(string slug, Viewer viewer, CancellationToken cancellation) =>
        db.FormDraftsInChargeOf(viewer)
            .SingleOrDefaultAsync(
                draft => db.Calls.Any(call => call.Id == draft.CallId && call.Slug == slug),
                cancellation
            );
}
