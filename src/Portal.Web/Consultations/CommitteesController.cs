using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>The expert committee of a challenge: who sits in it, and what they declared.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CommitteesController(PortalDbContext db, Texts texts) : Controller
{
    [HttpGet("/staff/challenges/{slug}/committee")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await FindAsync(slug, cancellation) is { } challenge
            ? Page(challenge, new MemberForm(null, null, null, null))
            : NotFound();

    [HttpPost("/staff/challenges/{slug}/committee")]
    public async Task<IActionResult> Seat(string slug, MemberForm form, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } challenge)
            return NotFound();
        if (TypedFields.DayOf(form.DeclaredOn) is not { } day)
        {
            ModelState.AddModelError(nameof(form.DeclaredOn), texts["consultations.day-wrong"]);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page(challenge, form);
        }
        try
        {
            var member = new CommitteeMember(Typed(form.Name), Typed(form.Body), Typed(form.Declaration), day);
            challenge.Seat(member, User.Person(), await db.NowAsync(cancellation));
        }
        catch (RefusedException refused)
        {
            ModelState.Take(
                refused,
                one =>
                    one.Code == "consultation.declaration-missing" ? nameof(form.Declaration)
                    : Typed(form.Name).Length is 0 or > CommitteeMember.NameLength ? nameof(form.Name)
                    : one.Code == "consultation.name-missing" ? nameof(form.Body)
                    : nameof(form.Name),
                texts
            );
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page(challenge, form);
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "consultations.seated";
        return Redirect($"/staff/challenges/{slug}/committee");
    }

    [HttpPost("/staff/challenges/{slug}/committee/unseat")]
    public async Task<IActionResult> Unseat(string slug, string? name, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } challenge)
            return NotFound();
        challenge.Unseat(name ?? "", User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "consultations.unseated";
        return Redirect($"/staff/challenges/{slug}/committee");
    }

    private Task<Challenge?> FindAsync(string slug, CancellationToken cancellation) =>
        db.Challenges.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private ViewResult Page(Challenge challenge, MemberForm form) =>
        View(
            "/Consultations/Committee.cshtml",
            new CommitteePage(challenge.Slug, challenge.Words.Title, challenge.Committee, form)
        );

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
