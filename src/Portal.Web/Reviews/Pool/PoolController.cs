using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>The pool of a wave: its experts, invited or not, and how more come in.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PoolController(
    PortalDbContext db,
    PortalClock clock,
    PoolReading reading,
    PoolDesk desk,
    Texts texts
) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/experts")]
    public async Task<IActionResult> Index(Guid id, PoolFilter filter, CancellationToken cancellation) =>
        await PageAsync(id, filter, new InviteForm(), cancellation) is { } page ? View(page) : NotFound();

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
            return View(nameof(Index), await PageAsync(id, new PoolFilter(), form, cancellation));
        await invitations.InviteAsync(wave, form.Facts(), User.Person(), form.Days ?? 0, cancellation);
        TempData["Said"] = "staff.invited";
        return Redirect($"/staff/waves/{id}/experts");
    }

    [HttpGet("/staff/waves/{id:guid}/experts/new")]
    public async Task<IActionResult> New(Guid id, CancellationToken cancellation) =>
        await desk.EditAsync(id, expert: null, new PoolExpertForm(), User.Viewer(), cancellation) is { } page
            ? View("Edit", page)
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/experts/new")]
    public async Task<IActionResult> Add(
        Guid id,
        PoolExpertForm form,
        [FromServices] IValidator<PoolExpertForm> validator,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (await desk.EditAsync(id, expert: null, form, User.Viewer(), cancellation) is not { } page)
            return NotFound();
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!page.Profile.Offers(ModelState, texts))
            return View("Edit", page);
        var expert = await desk.AddAsync(wave.Id, form.Facts(), User.Person(), cancellation);
        TempData["Said"] = "pool.added";
        return Redirect($"/staff/experts/{expert.Value}");
    }

    private async Task<PoolPage?> PageAsync(Guid id, PoolFilter filter, InviteForm form, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return null;
        var rows = await reading.RowsAsync(head.Id, User.Viewer(), now, cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        return new PoolPage(head, filter, [.. rows.Where(filter.Takes)], rows.Count, programme.Regions, form)
        {
            Standby = [.. rows.Where(row => row.Standby is not null).OrderBy(row => row.Standby)],
        };
    }
}

public sealed class InviteForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public ExpertRole? Role { get; set; } = ExpertRole.Other;

    public string? Organisation { get; set; }

    public string? Language { get; set; } = "fr";

    /// <summary>For how many the invitation can be answered.</summary>
    public int? Days { get; set; } = ExpertInvitation.UsualDays;

    /// <summary>What a form says that was found right.</summary>
    public ExpertFacts Facts() =>
        new(
            Name!,
            EmailAddress.Parse(Email!),
            Role ?? ExpertRole.Other,
            Organisation ?? "",
            Siren: null,
            Region: null,
            ExpertFacts.UsualDossiers,
            Language!
        );
}

public sealed class InviteValidator : AbstractValidator<InviteForm>
{
    public InviteValidator(Texts texts)
    {
        RuleFor(form => form.Name)
            .NotEmpty()
            .WithMessage(_ => texts["people.name-missing"])
            .MaximumLength(ExpertFacts.NameLength);
        RuleFor(form => form.Organisation).MaximumLength(ExpertFacts.NameLength);
        RuleFor(form => form.Email)
            .Must(email => EmailAddress.TryParse(email, out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Days)
            .Must(days => days is >= ExpertInvitation.FewestDays and <= ExpertInvitation.MostDays)
            .WithMessage(_ =>
                texts["refusal.review.validity-out-of-range", ExpertInvitation.FewestDays, ExpertInvitation.MostDays]
            );
        RuleFor(form => form.Language)
            .Must(language => Texts.Languages.Contains(language))
            .WithMessage(_ => texts["people.language-wrong"]);
    }
}
