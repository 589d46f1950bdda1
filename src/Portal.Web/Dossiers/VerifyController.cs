using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>
/// Tells anybody whether the portal received exactly what they hold. Who asks knows the number and the hash already:
/// an answer says yes or no, and when, and nothing else of any dossier.
/// </summary>
[AllowAnonymous]
public sealed class VerifyController(PortalDbContext db, Texts texts) : Controller
{
    private const long LongestCopy = 16L * 1024 * 1024;

    [HttpGet("/verify")]
    public IActionResult Show(string? number) =>
        View("Verify", new VerifyPage(new VerifyForm { Number = number }, Answer: null));

    [HttpPost("/verify"), EnableRateLimiting(WebHygiene.SignInLimit), RequestSizeLimit(LongestCopy)]
    public async Task<IActionResult> Verify(VerifyForm form, IFormFile? copy, CancellationToken cancellation)
    {
        var number = form.Number?.Trim().ToUpperInvariant() ?? "";
        if (number.Length == 0)
            ModelState.AddModelError(nameof(form.Number), texts["verify.number-missing"]);
        var hash = copy is { Length: > 0 } ? await HashAsync(copy, cancellation) : form.Hash?.Trim().ToLowerInvariant();
        if (hash is not { Length: 2 * SHA256.HashSizeInBytes } || !hash.All(char.IsAsciiHexDigitLower))
            ModelState.AddModelError(nameof(form.Hash), texts["verify.hash-wrong"]);
        return View(
            "Verify",
            new VerifyPage(form, ModelState.IsValid ? await AnswerAsync(number, hash!, cancellation) : null)
        );
    }

    private async Task<VerifyAnswer> AnswerAsync(string number, string hash, CancellationToken cancellation) =>
        new(
            await db
                .Filings.Where(filing =>
                    filing.Sha256 == hash
                    && db.Dossiers.Any(dossier => dossier.Id == filing.DossierId && dossier.Number == number)
                )
                .Select(filing => (DateTimeOffset?)filing.FiledAt)
                .FirstOrDefaultAsync(cancellation)
        );

    private static async Task<string> HashAsync(IFormFile copy, CancellationToken cancellation)
    {
        await using var content = copy.OpenReadStream();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
    }
}

public sealed class VerifyForm
{
    public string? Number { get; set; }

    public string? Hash { get; set; }
}

/// <param name="Answer">Null until something was asked.</param>
public sealed record VerifyPage(VerifyForm Form, VerifyAnswer? Answer);

/// <param name="ReceivedAt">When the portal received exactly this; null where it did not.</param>
public sealed record VerifyAnswer(DateTimeOffset? ReceivedAt);
