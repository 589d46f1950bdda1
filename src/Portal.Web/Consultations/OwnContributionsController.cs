using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>
/// What one address contributed, by the link that went to it. The link shows buttons: programs that follow links confirm
/// and take back nothing.
/// </summary>
[AllowAnonymous]
public sealed class OwnContributionsController(ConsultationReading reading, Contribute contribute) : Controller
{
    private const long LargestForm = (ContributedFile.MaxMegabytes + 1) * 1024L * 1024;

    [HttpGet("/contributions/{key:length(64)}")]
    public async Task<IActionResult> Show(string key, CancellationToken cancellation) =>
        await reading.OwnAsync(key, cancellation) is { } page ? View("/Consultations/Own.cshtml", page) : NotFound();

    [HttpPost("/contributions/{key:length(64)}/confirm"), EnableRateLimiting(WebHygiene.StrangerLimit)]
    public async Task<IActionResult> Confirm(string key, Guid[] ids, CancellationToken cancellation)
    {
        if (!await contribute.ConfirmAsync(key, [.. ids.Select(id => new ContributionId(id))], cancellation))
            return NotFound();
        TempData["Said"] = "consultations.confirmed";
        return Redirect($"/contributions/{key}");
    }

    [HttpPost("/contributions/{key:length(64)}/{id:guid}/file"), EnableRateLimiting(WebHygiene.StrangerLimit)]
    [RequestSizeLimit(LargestForm), RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
    public async Task<IActionResult> Enclose(
        string key,
        Guid id,
        IFormFile? file,
        [FromServices] EncloseFile enclose,
        CancellationToken cancellation
    )
    {
        if (file is null)
            throw new RefusedException(FileRefusals.Empty);
        await using var content = file.OpenReadStream();
        if (!await enclose.RunAsync(key, new ContributionId(id), file.FileName, content, cancellation))
            return NotFound();
        TempData["Said"] = "consultations.enclosed";
        return Redirect($"/contributions/{key}");
    }

    [HttpPost("/contributions/{key:length(64)}/{id:guid}/take-back"), EnableRateLimiting(WebHygiene.StrangerLimit)]
    public async Task<IActionResult> TakeBack(string key, Guid id, CancellationToken cancellation)
    {
        if (!await contribute.TakeBackAsync(key, new ContributionId(id), cancellation))
            return NotFound();
        TempData["Said"] = "consultations.taken-back";
        var isLast = await reading.OwnAsync(key, cancellation) is null;
        return Redirect(isLast ? "/challenges" : $"/contributions/{key}");
    }
}
