using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Demo;

/// <summary>What only a demonstration has: its clock can be moved, and its people entered as by one click.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class DemoController(
    DemoMode demo,
    PortalDbContext db,
    PortalClock clock,
    Sweeps sweeps,
    SignInManager<Account> signIn,
    UserManager<Account> users
) : Controller
{
    /// <summary>The moves that the bar offers.</summary>
    public static IReadOnlyList<string> Moves { get; } =
    ["hour", "day", "week", "deadline", "after", "publication", "start"];

    /// <summary>Moves the clock and lets everything that is now due happen at once.</summary>
    [HttpPost("/demo/clock")]
    public async Task<IActionResult> Move(string? move, string? to, string? back, CancellationToken cancellation)
    {
        if (!demo.IsOn)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        if (await TargetAsync(move, to, now, cancellation) is { } target)
        {
            await DemoTime.SetAsync(db, target, cancellation);
            await clock.RefreshAsync(db, cancellation);
            await sweeps.RunAllAsync(cancellation);
            TempData["Said"] = "demo.moved";
        }
        return Redirect(Url.IsLocalUrl(back) ? back : "/");
    }

    [HttpPost("/demo/sign-in")]
    public async Task<IActionResult> SignIn(Guid id, string? back)
    {
        if (!demo.IsOn || await users.FindByIdAsync(id.ToString()) is not { IsDemonstration: true } person)
            return NotFound();
        await signIn.SignOutAsync();
        await signIn.SignInWithClaimsAsync(
            person,
            isPersistent: false,
            [new Claim(SecondFactorGate.Method, SecondFactorGate.Demonstration)]
        );
        return Redirect(Url.IsLocalUrl(back) ? back : Homes.Of(await users.GetRolesAsync(person)));
    }

    private async Task<DateTimeOffset?> TargetAsync(
        string? move,
        string? to,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        move switch
        {
            "hour" => now.AddHours(1),
            "day" => now.AddDays(1),
            "week" => now.AddDays(7),
            "deadline" => (await NextDeadlineAsync(now.AddDays(1), cancellation))?.AddDays(-1),
            "after" => (await NextEndAsync(now, cancellation))?.AddMinutes(1),
            "publication" => await NextPublicationAsync(now, cancellation),
            "start" => DemoTime.Start,
            "to" when CivilTimes.TryRead(to, out var civil) => Portal.Domain.Deadline.InstantOf(civil),
            _ => null,
        };

    private Task<DateTimeOffset?> NextDeadlineAsync(DateTimeOffset after, CancellationToken cancellation) =>
        db
            .CutOffs.Where(cutOff =>
                cutOff.Deadline.At > after && db.Waves.Any(wave => wave.Id == cutOff.WaveId && wave.OpensAt <= after)
            )
            .MinAsync(cutOff => (DateTimeOffset?)cutOff.Deadline.At, cancellation);

    /// <summary>With its grace: what isn't filed then no longer can be.</summary>
    private Task<DateTimeOffset?> NextEndAsync(DateTimeOffset after, CancellationToken cancellation) =>
        db
            .CutOffs.Where(cutOff =>
                cutOff.Deadline.EndsAt > after
                && db.Waves.Any(wave => wave.Id == cutOff.WaveId && wave.OpensAt <= after)
            )
            .MinAsync(cutOff => (DateTimeOffset?)cutOff.Deadline.EndsAt, cancellation);

    private Task<DateTimeOffset?> NextPublicationAsync(DateTimeOffset now, CancellationToken cancellation) =>
        db
            .WinnerLists.Where(list => list.ApprovedAt != null && list.PublishAt > now)
            .MinAsync(list => (DateTimeOffset?)list.PublishAt, cancellation);
}
