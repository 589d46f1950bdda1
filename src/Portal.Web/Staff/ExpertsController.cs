using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>The experts of a wave: who was invited, who serves, what they have done.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class ExpertsController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/experts")]
    public async Task<IActionResult> Experts(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, new InviteForm(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/experts")]
    public async Task<IActionResult> Invite(
        Guid id,
        InviteForm form,
        [FromServices] IValidator<InviteForm> validator,
        [FromServices] Invitations invitations,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!ModelState.Take(await validator.ValidateAsync(form, cancellation)))
            return View(nameof(Experts), await PageAsync(id, form, cancellation));
        await invitations.InviteAsync(
            wave,
            form.Name!,
            EmailAddress.Parse(form.Email!),
            form.Organisation ?? "",
            form.Language!,
            User.Person(),
            cancellation
        );
        TempData["Said"] = "staff.invited";
        return Redirect($"/staff/waves/{id}/experts");
    }

    private async Task<ExpertsPage?> PageAsync(Guid id, InviteForm form, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return null;
        // Who is in a team would else count out who judges it.
        var others = db.ReviewsOfOthersDossiers(User.Viewer());
        var experts = await db
            .Experts.Where(expert => expert.WaveId == head.Id)
            .OrderBy(expert => expert.Name)
            .Select(expert => new ExpertRow(
                expert.Name,
                expert.Organisation,
                expert.CharterSignedAt != null,
                db.ExpertsWhoDeclaredAll().Any(one => one.Id == expert.Id),
                expert.Conflicts.Count,
                others.Count(review => review.ExpertId == expert.Id && review.Recusal == null),
                others.Count(review => review.ExpertId == expert.Id && review.SubmittedAt != null)
            ))
            .ToListAsync(cancellation);
        var invitations = await db
            .ExpertInvitations.AsNoTracking()
            .Where(one => one.WaveId == head.Id)
            .OrderByDescending(one => one.InvitedAt)
            .ToListAsync(cancellation);
        return new ExpertsPage(
            head,
            experts,
            [
                .. invitations.Select(one => new InvitationRow(
                    one.Name,
                    one.Email?.Value,
                    one.InvitedAt,
                    one.Answer?.Accepted,
                    one.Answer is null && one.ExpiresAt <= now
                )),
            ],
            form
        );
    }
}

public sealed class InviteValidator : AbstractValidator<InviteForm>
{
    public InviteValidator(Texts texts)
    {
        RuleFor(form => form.Name).NotEmpty().WithMessage(_ => texts["people.name-missing"]).MaximumLength(200);
        RuleFor(form => form.Organisation).MaximumLength(200);
        RuleFor(form => form.Email)
            .Must(email => EmailAddress.TryParse(email, out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Language)
            .Must(language => Texts.Languages.Contains(language))
            .WithMessage(_ => texts["people.language-wrong"]);
    }
}
