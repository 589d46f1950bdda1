using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>A plan that is put to the public: read, contributed to without an account, answered.</summary>
[AllowAnonymous]
public sealed class ConsultationsController(
    PortalDbContext db,
    ConsultationReading reading,
    Contribute contribute,
    Texts texts
) : Controller
{
    [HttpGet("/consultations/{slug}"), PublicPage]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await reading.FindAsync(slug, cancellation) is { } page
            ? View("/Consultations/Consultation.cshtml", page)
            : NotFound();

    /// <summary>What others say; the empty article stands for the plan as a whole.</summary>
    [HttpGet("/consultations/{slug}/contributions"), PublicPage]
    public async Task<IActionResult> Contributions(
        string slug,
        string? article,
        int page,
        CancellationToken cancellation
    )
    {
        var only = Request.Query.ContainsKey("article") ? article ?? "" : null;
        return await reading.FindAsync(slug, cancellation) is { } found
            ? View(
                "/Consultations/Contributions.cshtml",
                await reading.ContributionsAsync(found, only, page, cancellation)
            )
            : NotFound();
    }

    [HttpGet("/consultations/{slug}/synthesis"), PublicPage]
    public async Task<IActionResult> Synthesis(
        string slug,
        [FromServices] SynthesisReading synthesis,
        CancellationToken cancellation
    ) =>
        await synthesis.FindAsync(slug, texts.Language, cancellation) is { } page
            ? View("/Consultations/Synthesis.cshtml", page)
            : NotFound();

    [HttpGet("/consultations/{slug}/contributions/{id:guid}/file")]
    public async Task<IActionResult> Enclosed(
        string slug,
        Guid id,
        [FromServices] IFileStore store,
        CancellationToken cancellation
    )
    {
        if (await reading.FileAsync(slug, new ContributionId(id), cancellation) is not { } file)
            return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(await store.OpenAsync(file.StoredAs, cancellation), "application/octet-stream", file.Name);
    }

    [HttpGet("/consultations/{slug}/contribute")]
    public Task<IActionResult> Contribute(string slug, string? article, CancellationToken cancellation) =>
        FormAsync(slug, new ContributionForm(article, null, null, null, false, null), cancellation);

    /// <summary>Answers alike whether the address is known or not.</summary>
    [HttpPost("/consultations/{slug}/contribute"), EnableRateLimiting(WebHygiene.StrangerLimit), TakesEvenTime]
    public async Task<IActionResult> Contribute(string slug, ContributionForm form, CancellationToken cancellation)
    {
        var to = await db.Consultations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (to is null)
            return NotFound();
        if (ContributorOf(form) is not { } from)
            return await FormAsync(slug, form, cancellation);
        try
        {
            await SendAsync(to, form, from, cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.Text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await FormAsync(slug, form, cancellation);
        }
        var page = await reading.FindAsync(slug, cancellation);
        return View("/Consultations/Sent.cshtml", new SentPage(page!.Card, from.Email.Value));
    }

    private async Task SendAsync(
        Consultation to,
        ContributionForm form,
        Contributor from,
        CancellationToken cancellation
    )
    {
        var article = string.IsNullOrEmpty(form.Article) ? null : form.Article;
        var said = Typed(form.Text).ReplaceLineEndings("\n");
        await contribute.SendAsync(to, article, from, said, texts.Language, cancellation);
    }

    /// <returns>Null where something is missing, which the model state then says.</returns>
    private Contributor? ContributorOf(ContributionForm form)
    {
        var (name, organisation) = (OneLine(form.Name), OneLine(form.Organisation));
        if (name.Length is 0 or > Contributor.NameLength)
            ModelState.AddModelError(
                nameof(form.Name),
                texts.Of(ConsultationRefusals.NameMissing(Contributor.NameLength))
            );
        if (organisation.Length > Contributor.NameLength)
            ModelState.AddModelError(
                nameof(form.Organisation),
                texts.Of(ConsultationRefusals.TooLong(Contributor.NameLength))
            );
        if (!EmailAddress.TryParse(form.Email, out var email))
            ModelState.AddModelError(nameof(form.Email), texts.Of(ConsultationRefusals.EmailMissing));
        if (Typed(form.Text).Length is 0 or > Contribution.TextLength)
            ModelState.AddModelError(
                nameof(form.Text),
                texts.Of(ConsultationRefusals.TextMissing(Contribution.TextLength))
            );
        return ModelState.IsValid ? new Contributor(name, email!, organisation, form.Named) : null;
    }

    /// <summary>Names are lists' and mails' to show.</summary>
    private static string OneLine(string? text) =>
        string.Join(' ', Typed(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without what no database can hold.</summary>
    private static string Typed(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();

    private async Task<IActionResult> FormAsync(string slug, ContributionForm form, CancellationToken cancellation)
    {
        if (await reading.FindAsync(slug, cancellation) is not { Card.State: ConsultationState.Open } page)
            return NotFound();
        var article = page.Plan.FirstOrDefault(one => one.Key == form.Article);
        return View("/Consultations/Contribute.cshtml", new ContributePage(page.Card, article, form));
    }
}
