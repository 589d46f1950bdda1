using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Wishes;

/// <summary>What an expert would like to review, said while staff ask for it. They see nobody else's wishes.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class WishesController(WishReading reading, SayWishes say) : Controller
{
    private const string Field = "wish.";

    /// <summary>Of what the page showed, beside each wish: what the person left as it was shown isn't said anew.</summary>
    private const string Shown = "shown.";

    [HttpGet("/reviews/panels/{id:guid}/wishes")]
    public async Task<IActionResult> Index(Guid id, WishFilter filter, CancellationToken cancellation)
    {
        if (await reading.FindAsync(id, User.Viewer(), cancellation) is not var (expert, wave))
            return NotFound();
        // Titles are confidential: they are shown once the charter is signed.
        if (expert.CharterSignedAt is null)
            return Redirect($"/reviews/panels/{id}/charter");
        return await reading.PageOfAsync(expert, wave, filter, User.Viewer(), cancellation) is { } page
            ? View(page)
            : Redirect("/reviews");
    }

    /// <summary>One wish by a click, or those of a page by its button.</summary>
    [HttpPost("/reviews/panels/{id:guid}/wishes"), TakesForms]
    public async Task<IActionResult> Say(Guid id, WishFilter filter, CancellationToken cancellation)
    {
        var said = SaidIn(await Request.ReadFormAsync(cancellation));
        if (await say.RunAsync(new ExpertId(id), said, User.Viewer(), cancellation) is not { } left)
            return NotFound();
        if (WantsProblem.Is(Request))
            return left == 0 ? NoContent() : throw new RefusedException(WishRefusals.NotOffered);
        TempData["Said"] = left == 0 ? "wishes.saved" : "wishes.saved-but";
        return Redirect(PathOf(id, filter));
    }

    private static Dictionary<DossierId, WishKind?> SaidIn(IFormCollection form)
    {
        var said = new Dictionary<DossierId, WishKind?>();
        foreach (var (name, value) in form.Where(one => one.Key.StartsWith(Field, StringComparison.Ordinal)))
        {
            var dossier = name[Field.Length..];
            var isLeft = form.TryGetValue(Shown + dossier, out var shown) && KindOf(shown) == KindOf(value);
            if (!isLeft && Guid.TryParse(dossier, out var id))
                said[new DossierId(id)] = KindOf(value);
        }
        return said;
    }

    /// <summary>The button is in the page's form: what else was chosen on it is saved as well.</summary>
    [HttpPost("/reviews/panels/{id:guid}/wishes/conflict"), TakesForms]
    public async Task<IActionResult> Declare(Guid id, Guid dossier, WishFilter filter, CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        var reason = form[$"reason.{dossier}"].ToString().Shortened(500);
        var own = new DossierId(dossier);
        var said = SaidIn(form);
        said.Remove(own);
        if (await say.RunAsync(new ExpertId(id), said, User.Viewer(), cancellation) is null)
            return NotFound();
        if (!await say.DeclareConflictAsync(new ExpertId(id), own, reason, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "wishes.conflict-declared";
        return Redirect(PathOf(id, filter));
    }

    private static WishKind? KindOf(string? value) =>
        Enum.TryParse<WishKind>(value, out var kind) && Enum.IsDefined(kind) ? kind : null;

    private static string PathOf(Guid id, WishFilter filter) =>
        $"/reviews/panels/{id}/wishes?search={Uri.EscapeDataString(filter.Search ?? "")}&unsaid={(filter.Unsaid ? "true" : "false")}&page={filter.Page}";
}
