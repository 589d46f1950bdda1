using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>Officers begin a challenge, and write its words, its roadmap and the calls under it.</summary>
public sealed class ChallengeDeskController(PortalDbContext db, Texts texts) : ContentController(db, texts)
{
    [HttpGet("/staff/challenges/new")]
    public async Task<IActionResult> New(CancellationToken cancellation)
    {
        var form = new ChallengeForm();
        return Page(null, form, Fingerprint.Of(form), await CallsAsync([], cancellation));
    }

    [HttpPost("/staff/challenges/new")]
    public async Task<IActionResult> Begin(
        ChallengeForm form,
        [FromServices] IValidator<ChallengeForm> validator,
        CancellationToken cancellation
    )
    {
        var (slug, calls) = (Typed.Of(form.Slug), await CallsAsync([], cancellation));
        if (await Db.Challenges.AnyAsync(one => one.Slug == slug, cancellation))
            ModelState.AddModelError(nameof(form.Slug), Texts.Of(ConsultationRefusals.SlugTaken));
        return await SaveAsync(
            form,
            new ChallengeForm(),
            validator,
            (typed, seen) => Page(null, typed, seen, calls),
            (by, now) =>
                Db.Challenges.Add(Domain.Consultations.Challenge.Begin(slug, Known(form.Content, calls), by, now)),
            ChallengeForm.FieldOf,
            $"/staff/challenges/{slug}",
            cancellation
        );
    }

    [HttpGet("/staff/challenges/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var form = ChallengeForm.Of(one);
        return Page(slug, form, Fingerprint.Of(form), await CallsAsync(one.Calls, cancellation));
    }

    [HttpPost("/staff/challenges/{slug}")]
    public async Task<IActionResult> Describe(
        string slug,
        ChallengeForm form,
        [FromServices] IValidator<ChallengeForm> validator,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var calls = await CallsAsync(one.Calls, cancellation);
        return await SaveAsync(
            form,
            ChallengeForm.Of(one),
            validator,
            (typed, seen) => Page(slug, typed, seen, calls),
            (by, now) => one.Describe(Known(form.Content, calls), by, now),
            ChallengeForm.FieldOf,
            $"/staff/challenges/{slug}",
            cancellation
        );
    }

    private ViewResult Page(string? slug, ChallengeForm form, string seen, IReadOnlyList<SelectListItem> calls) =>
        View("/Consultations/EditChallenge.cshtml", new ChallengeEditPage(slug, form, seen, calls));

    private Task<Challenge?> FindAsync(string slug, CancellationToken cancellation) =>
        Db.Challenges.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    /// <summary>Those that are public, and those that stand under it already.</summary>
    private async Task<IReadOnlyList<SelectListItem>> CallsAsync(
        IReadOnlyList<string> under,
        CancellationToken cancellation
    )
    {
        var calls = await Db.PublicCalls()
            .OrderBy(call => call.Slug)
            .Select(call => new { call.Slug, call.Presentation })
            .ToListAsync(cancellation);
        return
        [
            .. calls.Select(one => new SelectListItem(one.Presentation.Title.In(Texts.Language), one.Slug)),
            .. under
                .Where(slug => calls.TrueForAll(one => one.Slug != slug))
                .Select(slug => new SelectListItem(slug, slug)),
        ];
    }

    private static ChallengeContent Known(ChallengeContent content, IReadOnlyList<SelectListItem> calls) =>
        content.Calls.FirstOrDefault(slug => calls.All(one => one.Value != slug)) is { } unknown
            ? throw new RefusedException(ConsultationRefusals.NoSuchCall(unknown))
            : content;
}
