using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>Officers announce a consultation, and write its words and its plan.</summary>
public sealed class ConsultationWordsController(PortalDbContext db, PortalClock clock, Texts texts)
    : ContentController(db, texts)
{
    [HttpGet("/staff/consultations/new")]
    public async Task<IActionResult> New(string? challenge, CancellationToken cancellation)
    {
        var form = new ConsultationForm();
        var seen = Fingerprint.Of(form);
        form.Challenge = challenge;
        return Page(null, form, seen, await ChallengesAsync(cancellation));
    }

    [HttpPost("/staff/consultations/new")]
    public async Task<IActionResult> Announce(
        ConsultationForm form,
        [FromServices] IValidator<ConsultationForm> validator,
        CancellationToken cancellation
    )
    {
        var (slug, challenges) = (Typed.Of(form.Slug), await ChallengesAsync(cancellation));
        if (await Db.Consultations.AnyAsync(one => one.Slug == slug, cancellation))
            ModelState.AddModelError(nameof(form.Slug), Texts.Of(ConsultationRefusals.SlugTaken));
        return await SaveAsync(
            form,
            new ConsultationForm(),
            validator,
            (typed, seen) => Page(null, typed, seen, challenges),
            (by, now) =>
                Db.Consultations.Add(
                    Consultation.Announce(slug, ChallengeOf(form, challenges), form.Words, form.Articles(), by, now)
                ),
            ConsultationForm.FieldOf,
            $"/staff/consultations/{slug}/dates",
            cancellation
        );
    }

    [HttpGet("/staff/consultations/{slug}/words")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var form = ConsultationForm.Of(one, clock.GetUtcNow());
        return Page(one, form, Fingerprint.Of(form), []);
    }

    [HttpPost("/staff/consultations/{slug}/words")]
    public async Task<IActionResult> Describe(
        string slug,
        ConsultationForm form,
        [FromServices] IValidator<ConsultationForm> validator,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        form.Slug = one.Slug;
        return await SaveAsync(
            form,
            ConsultationForm.Of(one, clock.GetUtcNow()),
            validator,
            (typed, seen) => Page(one, typed, seen, []),
            (by, now) => one.Describe(form.Words, form.Articles(), by, now),
            ConsultationForm.FieldOf,
            $"/staff/consultations/{slug}/words",
            cancellation
        );
    }

    private ViewResult Page(
        Consultation? one,
        ConsultationForm form,
        string seen,
        IReadOnlyList<ChallengeName> challenges
    ) =>
        View(
            "/Consultations/EditConsultation.cshtml",
            new ConsultationEditPage(one?.Slug, one?.Words.Title, one?.AnsweredAt is not null, form, seen, challenges)
        );

    private Task<Consultation?> FindAsync(string slug, CancellationToken cancellation) =>
        Db.Consultations.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private async Task<IReadOnlyList<ChallengeName>> ChallengesAsync(CancellationToken cancellation) =>
        await Db
            .Challenges.OrderBy(one => one.Slug)
            .Select(one => new ChallengeName(one.Id, one.Slug, one.Words))
            .ToListAsync(cancellation);

    private static ChallengeId? ChallengeOf(ConsultationForm form, IReadOnlyList<ChallengeName> challenges) =>
        Typed.OrNull(form.Challenge) is not { } slug ? null
        : challenges.FirstOrDefault(one => one.Slug == slug) is { } found ? found.Id
        : throw new RefusedException(ConsultationRefusals.NoSuchChallenge);
}
