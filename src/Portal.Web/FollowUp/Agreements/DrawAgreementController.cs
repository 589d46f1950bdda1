using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>An officer draws up an agreement or an amendment, reads it as it will be signed, sends it or gives it up.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class DrawAgreementController(
    PortalDbContext db,
    AgreementDesk desk,
    AgreementReading reading,
    AgreementText text,
    ProjectReading projects,
    Texts texts
) : Controller
{
    private const string Tranche = "Tranche.";
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    [HttpGet("/staff/projects/{id:guid}/agreement")]
    public async Task<IActionResult> Draw(Guid id, bool takesPlan, CancellationToken cancellation) =>
        await reading.MatterAsync(new ProjectId(id), takesPlan, User.Viewer(), cancellation) is { } matter
            ? await PageAsync(matter, FormOf(matter), cancellation)
            : NotFound();

    /// <summary>Keeps the draft, or only writes the text anew from the template with the terms as they are typed.</summary>
    [HttpPost("/staff/projects/{id:guid}/agreement"), TakesForms]
    public async Task<IActionResult> Keep(Guid id, DrawForm form, bool rewrite, CancellationToken cancellation)
    {
        var (project, by) = (new ProjectId(id), User.Viewer());
        if (await reading.MatterAsync(project, form.TakesPlan, by, cancellation) is not { } matter)
            return NotFound();
        var typed = form with { Tranches = TranchesTyped(await Request.ReadFormAsync(cancellation)) };
        if (TermsOf(matter, typed) is not { } terms)
            return await PageAsync(matter, typed, cancellation);
        try
        {
            if (rewrite)
                return await RewriteAsync(matter, typed, terms, cancellation);
            var words = WordsOf(matter, typed, terms);
            if (!await desk.DrawAsync(project, terms, words, typed.TakesPlan, typed.Seen, by, cancellation))
                return NotFound();
            if (words != text.Propose(matter.Agreement, terms))
                TempData["Warned"] = "agreements.written-by-hand";
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(form.Aid), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(matter, typed, cancellation);
        }
        return Done(id, "agreements.kept-done");
    }

    /// <summary>As typed; where nobody changed what the template said, it says what is agreed by now.</summary>
    private string WordsOf(DrawMatter matter, DrawForm typed, AgreementTerms terms)
    {
        var words = (typed.Text ?? "").ReplaceLineEndings("\n");
        var isProposed = words.Trim() == text.Propose(matter.Agreement, matter.Terms).Trim();
        return isProposed && terms.Obstacles.Count == 0 ? text.Propose(matter.Agreement, terms) : words;
    }

    /// <exception cref="RefusedException">Nothing can be agreed so.</exception>
    private async Task<IActionResult> RewriteAsync(
        DrawMatter matter,
        DrawForm typed,
        AgreementTerms terms,
        CancellationToken cancellation
    )
    {
        if (terms.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        // Else the page would show what was typed.
        ModelState.Remove(nameof(typed.Text));
        return await PageAsync(matter, typed with { Text = text.Propose(matter.Agreement, terms) }, cancellation);
    }

    [HttpPost("/staff/projects/{id:guid}/agreement/send")]
    public async Task<IActionResult> Send(Guid id, Guid agreement, CancellationToken cancellation) =>
        await desk.SendAsync(new ProjectId(id), new AgreementId(agreement), User.Viewer(), cancellation)
            ? Done(id, "agreements.sent-done")
            : NotFound();

    [HttpPost("/staff/projects/{id:guid}/agreement/drop")]
    public async Task<IActionResult> Drop(Guid id, Guid agreement, CancellationToken cancellation) =>
        await desk.DropAsync(new ProjectId(id), new AgreementId(agreement), User.Viewer(), cancellation)
            ? Done(id, "agreements.dropped-done")
            : NotFound();

    private RedirectResult Done(Guid id, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/projects/{id}");
    }

    private async Task<IActionResult> PageAsync(DrawMatter matter, DrawForm typed, CancellationToken cancellation)
    {
        var project = (await projects.OfStaffAsync(matter.Project.Id, User.Viewer(), cancellation))!;
        var inForce = await db.Agreements.CountAsync(
            one => one.ProjectId == matter.Project.Id && one.ByService != null,
            cancellation
        );
        // Until somebody writes, the text is the template's.
        var shown = string.IsNullOrWhiteSpace(typed.Text)
            ? typed with
            {
                Text = text.Propose(matter.Agreement, matter.Terms),
            }
            : typed;
        return View("Draw", new DrawPage(project, inForce + 1, shown, matter.Terms.Tranches, matter.OffersPlan));
    }

    private static Dictionary<string, string> TranchesTyped(IFormCollection form) =>
        form
            .Keys.Where(key => key.StartsWith(Tranche, StringComparison.Ordinal))
            .ToDictionary(key => key[Tranche.Length..], key => form[key].ToString(), StringComparer.Ordinal);

    /// <returns>Null where something isn't read as it should be; the model state says what.</returns>
    private AgreementTerms? TermsOf(DrawMatter matter, DrawForm typed)
    {
        if (TypedRuling.AmountOf(typed.Aid) is not { } aid)
            ModelState.AddModelError(nameof(typed.Aid), texts["agreements.amount-wrong"]);
        if (
            !DateOnly.TryParse(typed.StartsOn, CultureInfo.InvariantCulture, out var start)
            || start.Year is < FirstYear or > LastYear
        )
            ModelState.AddModelError(nameof(typed.StartsOn), texts["staff.date-wrong"]);
        var tranches = new List<Tranche>();
        foreach (var one in matter.Terms.Tranches)
            if (TypedRuling.TryAmount(typed.Tranches.GetValueOrDefault(one.Key), out var amount))
                tranches.Add(one with { Amount = amount ?? Money.Zero });
            else
                ModelState.AddModelError(Tranche + one.Key, texts["agreements.amount-wrong"]);
        return ModelState.IsValid
            ? new AgreementTerms(
                TypedRuling.AmountOf(typed.Aid)!.Value,
                start,
                typed.Months ?? 0,
                tranches,
                (typed.Conditions ?? "").ReplaceLineEndings("\n").Trim()
            )
            : null;
    }

    private static DrawForm FormOf(DrawMatter matter)
    {
        var terms = matter.Terms;
        return new DrawForm(
            Typed(terms.Aid),
            terms.StartsOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            terms.Months,
            terms.Conditions,
            // The text of another plan isn't this one's.
            matter.TakesPlan
                ? null
                : matter.Draft?.Text,
            matter.Draft?.DrawnAt,
            matter.TakesPlan
        )
        {
            Tranches = terms.Tranches.ToDictionary(one => one.Key, one => Typed(one.Amount), StringComparer.Ordinal),
        };
    }

    private static string Typed(Money amount) => amount.Euros.ToString("0.##", CultureInfo.InvariantCulture);
}
