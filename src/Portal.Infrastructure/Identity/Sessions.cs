using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>A session that its person ended.</summary>
public sealed class EndedSession
{
    public required Guid Id { get; init; }

    public required DateTimeOffset EndedAt { get; init; }
}

/// <summary>Sessions have an id in their cookie, so that signing out ends them wherever the cookie was copied to.</summary>
public sealed class Sessions(PortalDbContext db, PortalClock clock)
{
    /// <summary>The claim that holds a session's id.</summary>
    public const string Id = "sid";

    public async Task EndAsync(ClaimsPrincipal user)
    {
        if (!Guid.TryParse(user.FindFirstValue(Id), out var id) || await db.EndedSessions.AnyAsync(one => one.Id == id))
            return;
        db.EndedSessions.Add(new EndedSession { Id = id, EndedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    /// <summary>Gives a session its id as it begins; one that goes on under a new cookie keeps it.</summary>
    internal static async Task BeginAsync(CookieSigningInContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        var present = context.HttpContext.User;
        var goesOn =
            present.FindFirstValue(ClaimTypes.NameIdentifier) == identity.FindFirst(ClaimTypes.NameIdentifier)?.Value;
        identity.AddClaim(
            new Claim(Id, (goesOn ? present.FindFirstValue(Id) : null) ?? Guid.CreateVersion7().ToString())
        );
        if (!goesOn && Guid.TryParse(identity.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var person))
            await context.HttpContext.RequestServices.GetRequiredService<NoteSignIn>().RunAsync(new PersonId(person));
    }
}

/// <summary>Looks, now and then, whether a session still counts: its account's secrets are the same, and nobody ended it.</summary>
internal sealed class SessionValidator(
    IOptions<SecurityStampValidatorOptions> options,
    SignInManager<Account> signIn,
    ILoggerFactory logs,
    PortalDbContext db
) : SecurityStampValidator<Account>(options, signIn, logs)
{
    protected override async Task<Account?> VerifySecurityStamp(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(Sessions.Id), out var id)
        && await db.EndedSessions.AnyAsync(one => one.Id == id)
            ? null
            : await base.VerifySecurityStamp(principal);
}
