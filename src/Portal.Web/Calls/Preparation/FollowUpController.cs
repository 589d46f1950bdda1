using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp.Agreements;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>What becomes of a call's winners: the agreement, what is reported, how the aid is paid.</summary>
public sealed class FollowUpController(
    PortalDbContext db,
    AgreementReading agreements,
    AgreementText text,
    ProgrammeTerms programme,
    Texts texts
) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/follow-up")]
    public async Task<IActionResult> FollowUp(string slug, CancellationToken cancellation)
    {
        var matter = await MatterAsync(slug, withSample: false, cancellation);
        return await ShowAsync(slug, call => FollowUpForm.Of(call, matter), cancellation);
    }

    [HttpPost("/staff/calls/{slug}/follow-up")]
    public async Task<IActionResult> SaveFollowUp(
        string slug,
        FollowUpForm form,
        [FromServices] IValidator<FollowUpForm> validator,
        CancellationToken cancellation
    )
    {
        var matter = await MatterAsync(slug, withSample: form.Act == PreviewAct, cancellation);
        return await SaveAsync(
            slug,
            form,
            call => FollowUpForm.Of(call, matter),
            validator,
            form.Save,
            nameof(FollowUp),
            cancellation
        );
    }

    internal const string PreviewAct = "preview";

    private async Task<FollowUpMatter> MatterAsync(string slug, bool withSample, CancellationToken cancellation)
    {
        var projects = Db.ProjectsInChargeOf(User.Viewer())
            .Where(one => one.Ending == null && Db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug));
        return new FollowUpMatter(
            programme,
            await projects.CountAsync(one => one.StartsOn != null, cancellation),
            await projects.CountAsync(one => one.StartsOn == null, cancellation),
            withSample ? await SampleAsync(projects, cancellation) : null,
            text
        );
    }

    /// <summary>Rather one that will sign the text than one that has.</summary>
    private async Task<DrawMatter?> SampleAsync(IQueryable<Project> projects, CancellationToken cancellation)
    {
        var found = await projects
            .OrderBy(one => one.StartsOn != null)
            .ThenByDescending(one => one.OpenedAt)
            .FirstOrDefaultAsync(cancellation);
        return found is null
            ? null
            : await agreements.MatterAsync(found.Id, takesPlan: true, User.Viewer(), cancellation);
    }
}
