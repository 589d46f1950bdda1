using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Forms;

/// <summary>Writing the parts of a draft form: sections, questions, columns and rules.</summary>
[Authorize(Policy = Policies.Officer)]
[Route("/staff/calls/{slug}/form")]
public sealed class PartsController(
    DesignerReader pages,
    FormDrafts drafts,
    DesignerParts parts,
    FieldSettings fields,
    Texts texts
) : Controller
{
    [HttpGet("sections/new")]
    public Task<IActionResult> NewSection(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, (_, draft) => parts.NewSection(), cancellation);

    [HttpPost("sections/new"), TakesForms]
    public Task<IActionResult> AddSection(string slug, int revision, CancellationToken cancellation) =>
        SaveAsync(
            slug,
            revision,
            (_, draft) => parts.NewSection(),
            (draft, typed, by, now) =>
            {
                var key = KeyOf(typed, draft.Places);
                draft.Add(new FormSection(key, Settings.LabelOf(typed), []), by, now);
                return $"#part-{key}";
            },
            cancellation
        );

    [HttpGet("sections/{key}")]
    public Task<IActionResult> Section(string slug, string key, CancellationToken cancellation) =>
        ShowAsync(slug, (head, draft) => parts.Section(head, draft, key), cancellation);

    [HttpPost("sections/{key}"), TakesForms]
    public Task<IActionResult> SaveSection(string slug, string key, int revision, CancellationToken cancellation) =>
        SaveAsync(
            slug,
            revision,
            (head, draft) => parts.Section(head, draft, key),
            (draft, typed, by, now) =>
            {
                draft.Revise(key, section => SectionSettings.Read(section, typed), by, now);
                return $"#part-{key}";
            },
            cancellation
        );

    /// <param name="slug">The call.</param>
    /// <param name="place">The section that gets a question, or the table that gets a column.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("fields/new")]
    public Task<IActionResult> NewField(string slug, string? place, CancellationToken cancellation) =>
        ShowAsync(slug, (_, draft) => parts.NewField(draft, place ?? ""), cancellation);

    [HttpPost("fields/new"), TakesForms]
    public Task<IActionResult> AddField(string slug, string? place, int revision, CancellationToken cancellation) =>
        SaveAsync(
            slug,
            revision,
            (_, draft) => parts.NewField(draft, place ?? ""),
            (draft, typed, by, now) =>
            {
                var table = draft.Section(place!) is null ? draft.FieldAt(place!) : null;
                var taken = table?.Columns.Select(one => one.Key) ?? draft.Places;
                var type = Enum.Parse<FieldType>(typed.Text(FieldSettings.Type));
                var field = fields.New(KeyOf(typed, taken), type, Settings.LabelOf(typed));
                draft.AddField(place!, field, by, now);
                return $"/fields/{(table is null ? field.Key : $"{table.Key}.{field.Key}")}";
            },
            cancellation
        );

    /// <param name="slug">The call.</param>
    /// <param name="path">A field, or a column of a table.</param>
    /// <param name="type">Another type, whose settings are to be written; null for its own.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("fields/{path}")]
    public Task<IActionResult> Field(string slug, string path, FieldType? type, CancellationToken cancellation) =>
        ShowAsync(slug, (_, draft) => parts.Field(draft, path, type), cancellation);

    [HttpPost("fields/{path}"), TakesForms]
    public Task<IActionResult> SaveField(
        string slug,
        string path,
        FieldType? type,
        int revision,
        CancellationToken cancellation
    ) =>
        SaveAsync(
            slug,
            revision,
            (_, draft) => parts.Field(draft, path, type),
            (draft, typed, by, now) =>
            {
                var asked = fields.For(parts.OfType(draft.FieldAt(path)!, type), draft, DesignerParts.IsColumn(path));
                draft.ReviseField(path, field => fields.Read(parts.OfType(field, type), typed, asked), by, now);
                if (DesignerParts.IsColumn(path))
                    return $"/fields/{path.Split('.')[0]}#columns";
                if (draft.SectionOf(path)!.Key != typed.Text(FieldSettings.Section))
                    draft.MoveField(path, typed.Text(FieldSettings.Section), int.MaxValue, by, now);
                return $"#part-{path}";
            },
            cancellation
        );

    [HttpGet("rules/new")]
    public Task<IActionResult> NewRule(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, (_, draft) => parts.NewRule(), cancellation);

    [HttpPost("rules/new"), TakesForms]
    public Task<IActionResult> AddRule(string slug, int revision, CancellationToken cancellation) =>
        SaveAsync(
            slug,
            revision,
            (_, draft) => parts.NewRule(),
            (draft, typed, by, now) =>
            {
                var key = KeyOf(typed, draft.Rules.Select(one => one.Key));
                var kind = Enum.Parse<RuleKind>(typed.Text(RuleSettingFields.Kind));
                draft.Add(RuleParts.Make(kind, key, Settings.LabelOf(typed), RuleSettings.None), by, now);
                return $"/rules/{key}";
            },
            cancellation
        );

    [HttpGet("rules/{key}")]
    public Task<IActionResult> Rule(string slug, string key, CancellationToken cancellation) =>
        ShowAsync(slug, (_, draft) => parts.Rule(draft, key), cancellation);

    [HttpPost("rules/{key}"), TakesForms]
    public Task<IActionResult> SaveRule(string slug, string key, int revision, CancellationToken cancellation) =>
        SaveAsync(
            slug,
            revision,
            (_, draft) => parts.Rule(draft, key),
            (draft, typed, by, now) =>
            {
                var kind = RuleParts.KindOf(draft.Rule(key)!);
                draft.ReviseRule(key, RuleSettingFields.Read(kind, key, typed), by, now);
                return $"#part-{key}";
            },
            cancellation
        );

    private async Task<IActionResult> ShowAsync(
        string slug,
        Func<DesignerHead, FormDraft, DesignerPart?> part,
        CancellationToken cancellation
    ) =>
        await pages.DraftAsync(slug, User.Viewer(), cancellation) is var (head, draft) && part(head, draft) is { } its
            ? View("Part", PageOf(head, draft, its))
            : NotFound();

    /// <summary>Saves a part; where something is wrong with what was typed, it is shown again as typed.</summary>
    /// <param name="slug">The call.</param>
    /// <param name="revision">Of the draft that the page showed.</param>
    /// <param name="part">What is asked.</param>
    /// <param name="save">Changes the draft, and tells where to go on under the designer's root.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<IActionResult> SaveAsync(
        string slug,
        int revision,
        Func<DesignerHead, FormDraft, DesignerPart?> part,
        Func<FormDraft, Answers, PersonId, DateTimeOffset, string> save,
        CancellationToken cancellation
    )
    {
        if (
            await pages.DraftAsync(slug, User.Viewer(), cancellation) is not var (head, draft)
            || part(head, draft) is not { } its
        )
            return NotFound();
        var asked = new FormSection("settings", new LocalizedText("", ""), its.Settings);
        var typed = FormReader.Read(asked, await Request.ReadFormAsync(cancellation)).Written;
        var wrong = WrongIn(its, typed);
        if (wrong.Count == 0)
            try
            {
                var next = "";
                var found = await drafts.ChangeAsync(
                    slug,
                    revision,
                    User.Viewer(),
                    (current, by, now) => next = save(current, typed, by, now),
                    cancellation
                );
                if (!found)
                    return NotFound();
                TempData["Said"] = "designer.saved";
                return Redirect(head.Root + next);
            }
            catch (RefusedException refused) when (!WantsProblem.Is(Request))
            {
                wrong[""] = string.Join(' ', refused.Refusals.Select(texts.Of));
            }
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Part", PageOf(head, draft, its) with { Answers = typed, Wrong = wrong });
    }

    private Dictionary<string, string> WrongIn(DesignerPart part, Answers typed) =>
        part
            .Settings.Select(field =>
                (field.Key, Said: string.Join(' ', FormObstacles.InField(field, typed).Select(texts.Of)))
            )
            .Where(one => one.Said.Length > 0)
            .ToDictionary(one => one.Key, one => one.Said, StringComparer.Ordinal);

    private static PartPage PageOf(DesignerHead head, FormDraft draft, DesignerPart part) =>
        new(
            head,
            part.Title,
            head.Root + part.Address,
            draft.Revision,
            part.Settings,
            part.Answers,
            new Dictionary<string, string>()
        )
        {
            Key = part.Key,
            Faults =
            [
                .. draft.FaultsIn(head.Steps.Count).Where(fault => part.Key is not null && fault.Place == part.Key),
            ],
            Table = part.Table,
            Types = part.Types,
            Paths = part.ReadsPaths ? Settings.Paths(draft.Fields) : [],
        };

    /// <summary>The key that was typed, or a free one made from the label.</summary>
    private static string KeyOf(Answers typed, IEnumerable<string> taken) =>
        typed.Has(Settings.Key)
            ? typed.Text(Settings.Key)
            : Keys.Free(typed.Text(Settings.LabelFr), taken.ToHashSet(StringComparer.Ordinal));
}
