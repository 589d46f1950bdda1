using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>What a writer sends of a section.</summary>
/// <param name="Revision">The revision that they began with.</param>
/// <param name="Read">Reads the answers and tells which fields were written, from the questions that the section asks.</param>
public sealed record SectionDraft(int Revision, Func<FormSection, SectionPost> Read)
{
    /// <summary>When it came, where it had to wait since: by that it is in time.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>Whether it is refused, rather than merged, where somebody saved since.</summary>
    public bool IsExact { get; init; }
}

/// <summary>What was sent of a section.</summary>
/// <param name="Written">The answers.</param>
/// <param name="Fields">The fields that were written.</param>
public sealed record SectionPost(Answers Written, IReadOnlyList<string> Fields)
{
    /// <summary>By the key of a budget, the ids of the rows that were sent, the emptied ones among them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Rows { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>What saving a section came to.</summary>
/// <param name="Section">The section as it stands now.</param>
/// <param name="Form">The form that it belongs to.</param>
/// <param name="Origin">The answers that the writer began with.</param>
/// <param name="Known">The answers that the writer has before them.</param>
/// <param name="Sight">What the writer sees of it.</param>
/// <param name="Clashes">What was set aside, since somebody else changed the same answer otherwise.</param>
public sealed record SavedSection(
    Section Section,
    Form Form,
    Answers Origin,
    Answers Known,
    Sight Sight,
    IReadOnlyList<FieldVersion> Clashes
);

/// <summary>
/// Saves one section: what carriers do most. One read, one transaction with the section, the versions of the answers
/// that changed and its history line; what others saved since the writer read it is merged.
/// </summary>
public sealed class SaveSection(PortalDbContext db, FormCache forms, PortalClock clock)
{
    /// <summary>How often a save that another one overtook is merged anew before it gives up.</summary>
    private const int MaxTries = 8;

    /// <returns>What was saved; null where the viewer may not write there.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Others saved the section again and again in the same moment.</exception>
    public async Task<SavedSection?> RunAsync(
        DossierId dossier,
        string key,
        SectionDraft draft,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        for (var tries = 1; ; tries++)
            try
            {
                return await TryAsync(dossier, key, draft, viewer, cancellation);
            }
            catch (DbUpdateConcurrencyException) when (tries < MaxTries)
            {
                // Somebody saved between our reading and our writing.
                db.ChangeTracker.Clear();
            }
    }

    private async Task<SavedSection?> TryAsync(
        DossierId dossier,
        string key,
        SectionDraft draft,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var found = await db.SectionsWritableBy(viewer, draft.Received ?? now)
            .Where(one => one.DossierId == dossier && one.Key == key)
            .Join(
                db.Dossiers,
                one => one.DossierId,
                one => one.Id,
                (section, of) =>
                    new
                    {
                        section,
                        of.FormId,
                        of.Step,
                        Seat = db
                            .Members.Where(member => member.DossierId == of.Id && member.Person == viewer.Id)
                            .Select(member => new { member.Role, member.Partner })
                            .First(),
                        Asked = db
                            .ComplementRequests.Where(request => request.Id == of.ComplementsAsked)
                            .Select(request => request.Items)
                            .FirstOrDefault(),
                    }
            )
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var section = found.section;
        var form = (await forms.GetAsync(db, found.FormId, cancellation)).UpTo(found.Step);
        // The form may have been changed for a newer one meanwhile.
        if (form.Section(key) is not { } its)
            return null;
        if (draft.IsExact && draft.Revision != section.Revision)
            throw new RefusedException(DossierRefusals.SectionOvertaken(section.Revision));
        var (post, sight) = (draft.Read(its), Sight.Of(found.Seat.Role, found.Seat.Partner));
        if (its.Fields.SelectMany(field => FormObstacles.BeyondKeeping(field, post.Written)).ToList() is [_, ..] beyond)
            throw new RefusedException([.. beyond]);
        // Where complements are asked for, the rest of the section stays as it is.
        var fields = post.Fields.Where(ComplementAccess.FieldsOf(found.Asked).Include).ToList();
        var origin =
            draft.Revision >= section.Revision
                ? section.Answers
                : await db.AnswersAtAsync(dossier, key, draft.Revision, cancellation);
        var written = its
            .Fields.Where(field => field.Budget is not null && fields.Contains(field.Key))
            .Aggregate(post.Written, (all, field) => WithBudget(field, origin, post, all, sight));
        var title = section.Answers.Text(CommonFields.Title);
        var clashes = section.Save(new SectionEdit(origin, written, fields), viewer.Id!.Value, now);
        await db.KeepWorkingTitleAsync(section, title, viewer.Id!.Value, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        var known = fields.Aggregate(origin, (all, field) => all.WithJson(field, written.Json(field)));
        return new SavedSection(section, form, origin, known, sight, clashes);
    }

    /// <summary>Of a budget only the rows that were sent are written, and only one's own where the call says so.</summary>
    private static Answers WithBudget(
        FormField budget,
        Answers origin,
        SectionPost post,
        Answers written,
        Sight sight
    ) =>
        written.WithJson(
            budget.Key,
            sight.Over(budget, origin, post.Written, post.Rows.GetValueOrDefault(budget.Key) ?? []).Json(budget.Key)
        );
}
