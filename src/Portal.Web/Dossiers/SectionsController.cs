using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Writing one section of a dossier.</summary>
[Authorize]
public sealed class SectionsController(PortalDbContext db, SectionPages pages, PortalClock clock) : Controller
{
    /// <summary>A budget of many partners has some thousands of cells; a page without scripts sends them all.</summary>
    private const int MostValues = 20_000;

    /// <summary>In the last minute before a deadline drafts are saved by the thousand, and filings must get through.</summary>
    private const int SavesPerProcessor = 16;

    /// <summary>The controller is made before a save waits for its turn.</summary>
    private readonly DateTimeOffset _received = clock.GetUtcNow();

    /// <param name="id">The dossier.</param>
    /// <param name="key">The section.</param>
    /// <param name="check">Whether to tell what is missing as well.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("/dossiers/{id:guid}/sections/{key}")]
    public async Task<IActionResult> Show(Guid id, string key, bool check, CancellationToken cancellation) =>
        await PageAsync(new DossierId(id), key, cancellation) switch
        {
            null => NotFound(),
            { Dossier.IsSettled: true } page when page.Dossier.Asked?.AskIn(key) != true => Redirect(
                $"/dossiers/{id}/check"
            ),
            { Asked.Count: 0 } => Redirect($"/dossiers/{id}"),
            // What is only missing yet is told when somebody asks.
            var page => View(
                "Section",
                check ? page : page with { Obstacles = [.. page.Obstacles.Where(obstacle => !obstacle.IsMissing)] }
            ),
        };

    /// <summary>
    /// Saves what was typed, right or wrong, merged with what others saved meanwhile. Scripts get what changed, pages go
    /// on to the next section.
    /// </summary>
    /// <param name="id">The dossier.</param>
    /// <param name="key">The section.</param>
    /// <param name="revision">The revision that the writer began with.</param>
    /// <param name="then">Where to go on: a section, <c>here</c>, or the dossier.</param>
    /// <param name="save">Does it.</param>
    /// <param name="desk">Tells those who are in the dossier.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("/dossiers/{id:guid}/sections/{key}"), TakesForms, RequestFormLimits(ValueCountLimit = MostValues)]
    [InTurn(SavesPerProcessor)]
    public async Task<IActionResult> Save(
        Guid id,
        string key,
        int revision,
        string? then,
        [FromServices] SaveSection save,
        [FromServices] DeskPresence desk,
        CancellationToken cancellation
    )
    {
        var form = await Request.ReadFormAsync(cancellation);
        var draft = new SectionDraft(revision, section => FormReader.Read(section, form)) { Received = _received };
        var saved = await save.RunAsync(new DossierId(id), key, draft, User.Viewer(), cancellation);
        if (saved is null)
            return NotFound();
        await desk.TellSavedAsync(saved.Section, User);
        return WantsProblem.Is(Request)
            ? Json(
                await pages.StateAsync(
                    saved.Section,
                    saved.Form,
                    saved.Known,
                    saved.Sight,
                    ClashesOf(saved),
                    cancellation
                )
            )
            : await GoOnAsync(saved, then, cancellation);
    }

    /// <summary>What a section holds by now, for a page that began with an earlier revision.</summary>
    [HttpGet("/dossiers/{id:guid}/sections/{key}/state")]
    public async Task<IActionResult> State(Guid id, string key, int since, CancellationToken cancellation) =>
        await pages.StateAsync(new DossierId(id), key, since, User.Viewer(), cancellation) is { } state
            ? Json(state)
            : NotFound();

    /// <summary>Who goes on would not learn that something can't stay as it is, or that more is asked by now.</summary>
    private async Task<IActionResult> GoOnAsync(SavedSection saved, string? then, CancellationToken cancellation)
    {
        var id = saved.Section.DossierId;
        var here = $"/dossiers/{id.Value}/sections/{saved.Section.Key}";
        var draft = await Drafts.ReadAsync(db, id, saved.Form, known: null, cancellation);
        var (said, stays) = saved switch
        {
            { Clashes.Count: > 0 } => ("dossiers.section-clashes", true),
            _ when IsWrong(draft, saved.Section.Key) => ("dossiers.section-saved-wrong", true),
            _ when AsksMore(draft, saved) => ("dossiers.section-asks-more", true),
            _ => ("dossiers.section-saved", false),
        };
        TempData["Said"] = said;
        return Redirect(
            then switch
            {
                _ when stays => here,
                null or "" => $"/dossiers/{id.Value}",
                "here" => here,
                var next => $"/dossiers/{id.Value}/sections/{Uri.EscapeDataString(next)}",
            }
        );
    }

    private static IEnumerable<SectionClash> ClashesOf(SavedSection saved) =>
        saved.Clashes.Select(aside => new SectionClash(aside.FieldKey, aside.Id.Value));

    private static bool IsWrong(Draft draft, string section) =>
        draft.Tasks.FirstOrDefault(task => task.Key == section) is { Wrong: > 0 };

    /// <summary>Whether an answer of this section opened questions of the same section that were not there before.</summary>
    private static bool AsksMore(Draft draft, SavedSection saved)
    {
        var fields = saved.Form.Section(saved.Section.Key)!.Fields;
        var typed = fields.Aggregate(
            draft.Typed,
            (all, field) => all.WithJson(field.Key, saved.Origin.Json(field.Key))
        );
        var before = Derivation.AskedOf(saved.Form, typed);
        return fields.Any(field => draft.Asked.Contains(field.Key) && !before.Contains(field));
    }

    private Task<SectionPage?> PageAsync(DossierId id, string key, CancellationToken cancellation) =>
        pages.ReadAsync(id, key, User.Viewer(), cancellation);
}
