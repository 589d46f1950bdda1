using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>Reads a section to be written: as a page, and as what a page that is open must learn.</summary>
public sealed class SectionPages(PortalDbContext db, PortalClock clock, FormCache forms, FilingDesk desk)
{
    /// <returns>The page; null where the viewer can't see the dossier, or the form has no such section.</returns>
    public async Task<SectionPage?> ReadAsync(DossierId id, string key, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await DossierRows.ReadAsync(db, viewer, now, id, cancellation) is not [var row])
            return null;
        var form = await FormOfAsync(id, cancellation);
        if (form.Section(key) is not { } section)
            return null;
        var stored = await db
            .Sections.AsNoTracking()
            .SingleAsync(one => one.DossierId == id && one.Key == key, cancellation);
        var dossier = await db.DossiersOf(viewer).AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        var draft = await Drafts.ReadAsync(db, id, form, [.. matter.Obstacles()], cancellation);
        var files = await FilePart
            .Query(
                db.Attachments.Where(file => file.DossierId == id && file.SectionKey == key && file.RemovedAt == null)
                    .OrderBy(file => file.UploadedAt)
            )
            .ToListAsync(cancellation);
        var task = draft.Tasks.FirstOrDefault(one => one.Key == key);
        var page = new SectionPage(
            row,
            section,
            Shown(draft, section, stored.Answers),
            stored.Revision,
            stored.SavedAt,
            task?.SavedBy,
            files,
            [.. draft.Obstacles.Where(obstacle => obstacle.Section == key && row.Sight.Sees(obstacle))],
            section.Fields.Select(field => field.Key).Where(draft.Asked.Contains).ToHashSet(StringComparer.Ordinal),
            await ClashesAsync(id, form, section, stored.Answers, draft.Typed, row.Sight, cancellation),
            draft.Tasks,
            await WritersAsync(id, cancellation),
            stored.Author,
            viewer.Id!.Value.Value,
            await db.SectionsWritableBy(viewer, now)
                .AnyAsync(one => one.DossierId == id && one.Key == key, cancellation)
        )
        {
            Earlier = await EarlierAsync(stored, section, cancellation),
        };
        return Seen(row.Asked is { } asked ? await AskedAsync(page, asked, cancellation) : page, draft);
    }

    /// <summary>What was saved once has no version before.</summary>
    private async Task<IReadOnlySet<string>> EarlierAsync(
        Section stored,
        FormSection section,
        CancellationToken cancellation
    )
    {
        var keys = section.Fields.Select(field => field.Key).ToList();
        return stored.Revision < 2
            ? new HashSet<string>()
            : await db
                .FieldVersions.Where(one => one.DossierId == stored.DossierId && keys.Contains(one.FieldKey))
                .GroupBy(one => one.FieldKey)
                .Where(versions => versions.Count() > 1)
                .Select(versions => versions.Key)
                .ToHashSetAsync(StringComparer.Ordinal, cancellation);
    }

    /// <summary>What others answer for themselves is left out; budgets are laid out by partner.</summary>
    private static SectionPage Seen(SectionPage page, Draft draft)
    {
        var (fields, sight) = (page.Section.Fields, page.Dossier.Sight);
        var budgets = fields
            .Where(field => field.Budget is not null)
            .ToDictionary(
                field => field.Key,
                field =>
                    BudgetGrid.Of(
                        draft.Form,
                        field,
                        draft.Typed.WithJson(field.Key, page.Answers.Json(field.Key)),
                        sight
                    ),
                StringComparer.Ordinal
            );
        var partners = Consortium.Of(draft.Form, draft.Typed).Select((partner, place) => (partner, place + 1));
        return page with
        {
            Answers = sight.In(fields, page.Answers),
            Files = FilePart.SeenBy(sight, draft.Form, page.Files),
            Partners = [.. partners.Where(one => sight.Sees(one.partner))],
            Budgets = budgets,
        };
    }

    /// <summary>What an open page must learn: the revision, what others wrote since, what is computed now, and clashes.</summary>
    /// <param name="section">The section as it stands.</param>
    /// <param name="form">Its form.</param>
    /// <param name="known">The answers that the page has.</param>
    /// <param name="sight">What its reader sees.</param>
    /// <param name="clashes">Answers that were set aside, since two people wrote at once.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SectionState> StateAsync(
        Section section,
        Form form,
        Answers known,
        Sight sight,
        IEnumerable<SectionClash> clashes,
        CancellationToken cancellation
    )
    {
        var its = form.Section(section.Key)!;
        var (seen, before) = (sight.In(its.Fields, section.Answers), sight.In(its.Fields, known));
        var theirs = its.Fields.Where(field => field.IsTyped && !seen.Same(field.Key, before));
        return new SectionState(
            section.Revision,
            Dates.Time(section.SavedAt ?? clock.GetUtcNow()),
            theirs.ToDictionary(field => field.Key, field => seen.Json(field.Key), StringComparer.Ordinal),
            await ComputedAsync(section, form, its, cancellation),
            [.. clashes]
        );
    }

    /// <summary>The same, for a page that began with an earlier revision and has saved nothing since.</summary>
    /// <returns>Null where the viewer can't see the dossier, or it has no such section.</returns>
    public async Task<SectionState?> StateAsync(
        DossierId id,
        string key,
        int since,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var section = await db
            .Sections.AsNoTracking()
            .SingleOrDefaultAsync(
                one => one.DossierId == id && one.Key == key && db.DossiersOf(viewer).Any(mine => mine.Id == id),
                cancellation
            );
        if (section is null)
            return null;
        if (await db.SightAsync(id, viewer, cancellation) is not { } sight)
            return null;
        var known = since >= section.Revision ? section.Answers : await db.AnswersAtAsync(id, key, since, cancellation);
        var form = await FormOfAsync(id, cancellation);
        if (form.Section(key) is not { } its)
            return null;
        var clashes = await ClashesAsync(id, form, its, section.Answers, section.Answers, sight, cancellation);
        return await StateAsync(
            section,
            form,
            known,
            sight,
            clashes.Select(clash => new SectionClash(clash.Field.Key, clash.Id.Value)),
            cancellation
        );
    }

    /// <summary>Computed fields read answers of other sections too: only where there are some are those read.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ComputedAsync(
        Section section,
        Form form,
        FormSection its,
        CancellationToken cancellation
    )
    {
        var computed = its.Fields.Where(field => field.Type == FieldType.Computed).ToList();
        if (computed.Count == 0)
            return new Dictionary<string, string>();
        var others = await db
            .Sections.Where(one => one.DossierId == section.DossierId && one.Key != section.Key)
            .Select(one => one.Answers)
            .ToListAsync(cancellation);
        var derived = Derivation.Of(form, Answers.Merge(others.Append(section.Answers)));
        return computed.ToDictionary(field => field.Key, field => derived.Text(field.Key), StringComparer.Ordinal);
    }

    /// <summary>Where complements are asked for, these fields are open, and all others read as they were filed.</summary>
    private async Task<SectionPage> AskedAsync(SectionPage page, AskedComplements asked, CancellationToken cancellation)
    {
        var fields = ComplementAccess.FieldsOf(asked.Items);
        var filed = await db
            .Filings.Where(filing => db.Dossiers.Any(one => one.Id == page.Dossier.Id && one.FilingId == filing.Id))
            .Select(filing => filing.Answers)
            .SingleAsync(cancellation);
        return page with
        {
            Fields = fields,
            Answers = fields.Over(filed, page.Answers),
            Obstacles = [.. page.Obstacles.Where(obstacle => fields.Include(obstacle.Field ?? ""))],
            Tasks = [.. page.Tasks.Where(task => asked.AskIn(task.Key))],
        };
    }

    private static Answers Shown(Draft draft, FormSection section, Answers stored)
    {
        var derived = Derivation.Of(draft.Form, draft.Typed);
        return section
            .Fields.Where(field => field.Type == FieldType.Computed)
            .Aggregate(stored, (all, field) => all.With(field.Key, derived.Text(field.Key)));
    }

    /// <summary>The clashes in what one sees; budgets are shown with their partners' names.</summary>
    private async Task<IReadOnlyList<ClashPart>> ClashesAsync(
        DossierId id,
        Form form,
        FormSection section,
        Answers standing,
        Answers typed,
        Sight sight,
        CancellationToken cancellation
    )
    {
        var keys = section.Fields.Select(field => field.Key).ToList();
        var open = await db.OpenConflictsOf(id)
            .Where(version => keys.Contains(version.FieldKey))
            .OrderBy(version => version.At)
            .Join(
                db.Users,
                version => version.By.Value,
                account => account.Id,
                (version, by) => new { version, by.Name }
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. from one in open
            let field = section.Field(one.version.FieldKey)
            where field is not null
            let aside = sight.In(field, one.version.Answers)
            where !field.PerPartner || !aside.Same(field.Key, sight.In(field, standing))
            select new ClashPart(
                one.version.Id,
                field,
                Budget.Named(form, field, typed, aside),
                Budget.Named(form, field, typed, sight.In(field, standing)),
                one.Name,
                one.version.At
            ),
        ];
    }

    private async Task<IReadOnlyList<TeamMember>> WritersAsync(DossierId id, CancellationToken cancellation) =>
        await db
            .Members.Where(member => member.DossierId == id && member.Role != MemberRole.Reader)
            .Join(
                db.Users,
                member => member.Person.Value,
                account => account.Id,
                (member, account) => new { member, account }
            )
            .OrderBy(one => one.account.Name)
            .Select(one => new TeamMember(
                one.account.Name,
                one.account.Email!,
                one.member.Role,
                IsInvited: false,
                one.member.Person
            ))
            .ToListAsync(cancellation);

    private ValueTask<Form> FormOfAsync(DossierId id, CancellationToken cancellation) =>
        forms.OfAsync(db, id, cancellation);
}

/// <param name="Revision">Upon which the page goes on.</param>
/// <param name="SavedAt">Paris time, to the second.</param>
/// <param name="Theirs">What others wrote, by field; null where they emptied it.</param>
/// <param name="Computed">What is computed now, by field.</param>
/// <param name="Clashes">Fields that two people wrote at once and nobody has chosen between.</param>
public sealed record SectionState(
    int Revision,
    string SavedAt,
    IReadOnlyDictionary<string, JsonNode?> Theirs,
    IReadOnlyDictionary<string, string> Computed,
    IReadOnlyList<SectionClash> Clashes
);

/// <param name="Version">The version that was set aside.</param>
public sealed record SectionClash(string Field, Guid Version);
