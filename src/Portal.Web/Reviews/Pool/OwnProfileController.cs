using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Pool;

/// <summary>What the portal holds of an expert: they read it, and correct what is theirs to say.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class OwnProfileController(PortalDbContext db, OwnProfileReading reading, PoolDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/reviews/profile")]
    public async Task<IActionResult> Show(CancellationToken cancellation) =>
        View("OwnProfiles", new OwnProfilesPage(await reading.ReadAsync(User.Viewer(), only: null, cancellation)));

    [HttpGet("/reviews/panels/{id:guid}/profile")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellation) =>
        await LoadAsync(id, cancellation) is { Facts: { } facts } record
            ? View("OwnProfile", await PageAsync(id, record.WaveId, PoolExpertForm.Of(facts), false, cancellation))
            : NotFound();

    [HttpPost("/reviews/panels/{id:guid}/profile")]
    public async Task<IActionResult> Describe(
        Guid id,
        PoolExpertForm form,
        [FromServices] IValidator<PoolExpertForm> validator,
        CancellationToken cancellation
    )
    {
        if (await LoadAsync(id, cancellation) is not { Facts: { } facts } record)
            return NotFound();
        KeepWhatStaffSays(form, facts);
        var page = await PageAsync(id, record.WaveId, form, isOvertaken: false, cancellation);
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!page.Profile.Offers(ModelState, texts))
            return View("OwnProfile", page);
        try
        {
            await desk.DescribeAsync(record, form.Facts(), form.Revision ?? 0, User.Person(), cancellation);
        }
        catch (DbUpdateConcurrencyException) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("OwnProfile", await PageAsync(id, record.WaveId, form, isOvertaken: true, cancellation));
        }
        TempData["Said"] = "profile.corrected";
        return Redirect("/reviews/profile");
    }

    /// <summary>Who they are, where they are written to and what they are asked for isn't read from their form.</summary>
    private void KeepWhatStaffSays(PoolExpertForm form, ExpertFacts facts)
    {
        (form.Name, form.Email, form.Role) = (facts.Name, facts.Email.Value, facts.Role);
        foreach (var kept in new[] { nameof(form.Name), nameof(form.Email), nameof(form.Role) })
            ModelState.Remove(kept);
    }

    private Task<PoolExpert?> LoadAsync(Guid id, CancellationToken cancellation) =>
        db.PoolRecordsOf(User.Viewer())
            .SingleOrDefaultAsync(
                one =>
                    db.Experts.Any(expert =>
                        expert.Id == new ExpertId(id) && expert.PoolExpertId == one.Id && expert.Person == User.Person()
                    ),
                cancellation
            );

    private async Task<OwnProfileEditPage> PageAsync(
        Guid id,
        WaveId wave,
        PoolExpertForm form,
        bool isOvertaken,
        CancellationToken cancellation
    ) =>
        new(
            (await reading.ReadAsync(User.Viewer(), new ExpertId(id), cancellation)).Single(),
            await desk.ProfileAsync(wave, form, isOwn: true, cancellation),
            isOvertaken
        );
}
