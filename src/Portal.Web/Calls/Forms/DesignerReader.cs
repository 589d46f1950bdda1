using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Calls.Forms;

/// <summary>Reads the designer's pages for those in charge of a call; for everybody else there is nothing.</summary>
public sealed class DesignerReader(PortalDbContext db)
{
    public async Task<(DesignerHead Head, Call Call)?> CallAsync(
        string slug,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await db.CallsInChargeOf(viewer)
            .Include(one => one.Forms)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Slug == slug, cancellation)
            is { } call
            ? (new DesignerHead(slug, call.Presentation.Title, call.Steps), call)
            : null;

    public async Task<(DesignerHead Head, FormDraft Draft)?> DraftAsync(
        string slug,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await db.FormDraftsInChargeOf(viewer)
            .AsNoTracking()
            .Join(
                db.Calls,
                draft => draft.CallId,
                call => call.Id,
                (draft, call) =>
                    new
                    {
                        draft,
                        call.Slug,
                        call.Presentation,
                        call.Steps,
                    }
            )
            .SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        return found is null ? null : (new DesignerHead(slug, found.Presentation.Title, found.Steps), found.draft);
    }

    public async Task<DesignerPage?> PageAsync(string slug, Viewer viewer, CancellationToken cancellation)
    {
        if (await CallAsync(slug, viewer, cancellation) is not var (head, call))
            return null;
        var inForce = call.Forms.MaxBy(form => form.Version);
        var found = await db
            .FormDrafts.AsNoTracking()
            .Where(draft => draft.CallId == call.Id)
            .Select(draft => new
            {
                draft,
                By = db.Users.Where(one => one.Id == draft.ChangedBy.Value).Select(one => one.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellation);
        return new DesignerPage(
            head,
            inForce is null ? null : new VersionPart(inForce.Version, inForce.PublishedAt),
            call.Forms.Count,
            found is null ? null : PartOf(found.draft, head.Steps.Count, found.By ?? ""),
            found is null || inForce is null ? 0 : FormDifference.Between(inForce, found.draft.AsForm()).Count
        );
    }

    public async Task<DifferencePage?> DifferenceAsync(
        string slug,
        int? from,
        int? to,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await CallAsync(slug, viewer, cancellation) is not var (head, call))
            return null;
        var draft = await db.FormDrafts.AsNoTracking().SingleOrDefaultAsync(one => one.CallId == call.Id, cancellation);
        var forms = call.Forms.ToDictionary(form => form.Version);
        if (draft is not null)
            forms[0] = draft.AsForm();
        var newest = call.Forms.Select(form => form.Version).DefaultIfEmpty().Max();
        var (before, after) = (from ?? (draft is null ? newest - 1 : newest), to ?? (draft is null ? newest : 0));
        var versions = forms.Keys.Order().ToList();
        return new DifferencePage(
            head,
            versions,
            before,
            after,
            forms.TryGetValue(before, out var old) && forms.TryGetValue(after, out var now)
                ? FormDifference.Between(old, now)
                : []
        );
    }

    private static DraftPart PartOf(FormDraft draft, int steps, string by) =>
        new(
            draft.Sections,
            draft.Rules,
            draft.FaultsIn(steps),
            draft.Removals.Count == 0 ? null : draft.Removals[^1],
            draft.From,
            draft.Revision,
            by,
            draft.ChangedAt
        );
}
