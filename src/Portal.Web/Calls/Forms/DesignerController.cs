using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Forms;

/// <summary>The draft of a call's form as a whole: begun, put in order, compared, published.</summary>
[Authorize(Policy = Policies.Officer)]
[Route("/staff/calls/{slug}/form")]
public sealed class DesignerController(DesignerReader pages, FormDrafts drafts, Texts texts) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string slug, CancellationToken cancellation) =>
        await pages.PageAsync(slug, User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("begin")]
    public async Task<IActionResult> Begin(
        string slug,
        bool empty,
        [FromServices] ProgrammeCache programme,
        CancellationToken cancellation
    )
    {
        var regions = programme.Terms.Regions.Select(region => new FieldOption(region.Key, region.Name));
        var common = empty ? StandardSections.Project([.. regions]) : null;
        return await drafts.BeginAsync(slug, User.Viewer(), common, cancellation) ? Back(slug) : NotFound();
    }

    [HttpPost("drop")]
    public async Task<IActionResult> Drop(string slug, int revision, CancellationToken cancellation)
    {
        if (!await drafts.DropAsync(slug, revision, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "designer.dropped";
        return Back(slug);
    }

    [HttpPost("put-back")]
    public Task<IActionResult> PutBack(string slug, int revision, CancellationToken cancellation) =>
        ActAsync(
            slug,
            revision,
            "designer.is-back",
            (draft, by, now) =>
            {
                var key = draft.Removals is [.., var last] ? last.Key : "";
                draft.PutBack(by, now);
                return key;
            },
            cancellation
        );

    [HttpPost("sections/{key}/move")]
    public Task<IActionResult> MoveSection(
        string slug,
        string key,
        int to,
        int revision,
        CancellationToken cancellation
    ) =>
        ActAsync(
            slug,
            revision,
            "designer.moved",
            (draft, by, now) =>
            {
                draft.MoveSection(key, to, by, now);
                return key;
            },
            cancellation
        );

    [HttpPost("sections/{key}/remove")]
    public Task<IActionResult> RemoveSection(string slug, string key, int revision, CancellationToken cancellation) =>
        ActAsync(
            slug,
            revision,
            "designer.removed",
            (draft, by, now) =>
            {
                draft.RemoveSection(key, by, now);
                return "";
            },
            cancellation
        );

    /// <param name="slug">The call.</param>
    /// <param name="path">A field, or a column of a table.</param>
    /// <param name="section">The section that it goes to; null where it stays among its like.</param>
    /// <param name="to">Its place then, counted from 0.</param>
    /// <param name="revision">Of the draft that the page showed.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("fields/{path}/move")]
    public Task<IActionResult> MoveField(
        string slug,
        string path,
        string? section,
        int to,
        int revision,
        CancellationToken cancellation
    ) =>
        ActAsync(
            slug,
            revision,
            "designer.moved",
            (draft, by, now) =>
            {
                draft.MoveField(path, section, to, by, now);
                return path;
            },
            cancellation
        );

    [HttpPost("fields/{path}/remove")]
    public Task<IActionResult> RemoveField(string slug, string path, int revision, CancellationToken cancellation) =>
        ActAsync(
            slug,
            revision,
            "designer.removed",
            (draft, by, now) =>
            {
                draft.RemoveField(path, by, now);
                return path.Split('.') is [var table, _] ? $"{table}." : "";
            },
            cancellation
        );

    [HttpPost("rules/{key}/remove")]
    public Task<IActionResult> RemoveRule(string slug, string key, int revision, CancellationToken cancellation) =>
        ActAsync(
            slug,
            revision,
            "designer.removed",
            (draft, by, now) =>
            {
                draft.RemoveRule(key, by, now);
                return "";
            },
            cancellation
        );

    /// <summary>What two versions ask differently; 0 is the draft.</summary>
    [HttpGet("difference")]
    public async Task<IActionResult> Difference(string slug, int? from, int? to, CancellationToken cancellation) =>
        await pages.DifferenceAsync(slug, from, to, User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("publish")]
    public async Task<IActionResult> Publish(string slug, int revision, CancellationToken cancellation)
    {
        if (!await drafts.PublishAsync(slug, revision, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "designer.published";
        return Back(slug);
    }

    /// <summary>Does something to a part, and comes back to where it stands then, which is told.</summary>
    private async Task<IActionResult> ActAsync(
        string slug,
        int revision,
        string said,
        Func<FormDraft, Domain.PersonId, DateTimeOffset, string> act,
        CancellationToken cancellation
    )
    {
        var (path, told) = ("", "");
        var found = await drafts.ChangeAsync(
            slug,
            revision,
            User.Viewer(),
            (draft, by, now) =>
            {
                path = act(draft, by, now);
                told = texts[said, PlaceOf(draft, path)];
            },
            cancellation
        );
        if (!found)
            return NotFound();
        TempData["Told"] = told;
        // A column is written on the page of its table.
        return path.Split('.') is [var table, _]
            ? Redirect($"/staff/calls/{slug}/form/fields/{table}#columns")
            : Redirect($"/staff/calls/{slug}/form{(path.Length > 0 ? $"#part-{path}" : "")}");
    }

    /// <summary>Where a part stands, in words.</summary>
    private string PlaceOf(FormDraft draft, string path)
    {
        if (draft.Section(path) is { } section)
            return texts[
                "designer.place",
                section.Title,
                draft.Sections.ToList().IndexOf(section) + 1,
                draft.Sections.Count
            ];
        if (path.Length == 0 || draft.FieldAt(path) is not { } field)
            return "";
        var (label, all) = path.Split('.') is [var table, _]
            ? (draft.FieldAt(table)!.Label, draft.FieldAt(table)!.Columns)
            : (draft.SectionOf(path)!.Title, draft.SectionOf(path)!.Fields);
        return texts["designer.place-in", field.Label, all.ToList().IndexOf(field) + 1, all.Count, label];
    }

    private RedirectResult Back(string slug) => Redirect($"/staff/calls/{slug}/form");
}
