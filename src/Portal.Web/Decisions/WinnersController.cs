using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Decisions;

/// <summary>The winners that are public: all, by call, by wave, and each project by itself.</summary>
[AllowAnonymous, PublicPage]
public sealed class WinnersController(PublicWinners winners, SharePictures pictures) : Controller
{
    [HttpGet("/winners")]
    public Task<IActionResult> Index(WinnerFilter filter, CancellationToken cancellation) =>
        ShowAsync(null, null, filter, cancellation);

    [HttpGet("/calls/{slug}/winners")]
    public Task<IActionResult> Call(string slug, WinnerFilter filter, CancellationToken cancellation) =>
        ShowAsync(slug, null, filter with { Call = null }, cancellation);

    [HttpGet("/calls/{slug}/waves/{number:int}/winners")]
    public Task<IActionResult> Wave(string slug, int number, WinnerFilter filter, CancellationToken cancellation) =>
        ShowAsync(slug, number, filter with { Call = null, Wave = null }, cancellation);

    [HttpGet("/calls/{slug}/waves/{wave:int}/winners/{number}")]
    public async Task<IActionResult> Project(string slug, int wave, string number, CancellationToken cancellation) =>
        await winners.ProjectAsync(slug, wave, number, cancellation) is { } page ? View(page) : NotFound();

    /// <summary>What is shown where the project's address is shared.</summary>
    [HttpGet("/calls/{slug}/waves/{wave:int}/winners/{number}/picture.png")]
    public async Task<IActionResult> Picture(
        string slug,
        int wave,
        string number,
        string? lang,
        CancellationToken cancellation
    )
    {
        if (await winners.ProjectAsync(slug, wave, number, cancellation) is not { } page)
            return NotFound();
        var picture = pictures.Of(page, lang == "en" ? "en" : "fr");
        return File(picture.Png, "image/png", lastModified: null, picture.Tag);
    }

    private async Task<IActionResult> ShowAsync(
        string? slug,
        int? wave,
        WinnerFilter filter,
        CancellationToken cancellation
    ) => await winners.FindAsync(slug, wave, filter, cancellation) is { } page ? View(nameof(Index), page) : NotFound();
}
