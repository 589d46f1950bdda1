using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>An administrator chooses how long what is kept, for all calls or for one, and what is kept though its time is over.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class RetentionRulesController(PortalDbContext db) : Controller
{
    [HttpPost("/admin/retention/{kind}")]
    public async Task<IActionResult> Set(RetainedKind kind, int days, string? visa, CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(kind))
            return BadRequest();
        var rule = await db.RetentionRules.SingleOrDefaultAsync(one => one.Kind == kind, cancellation);
        if (rule is null)
            db.RetentionRules.Add(rule = RetentionRule.DefaultOf(kind));
        var now = await db.NowAsync(cancellation);
        rule.Set(days, User.Person(), now);
        if (visa is not null)
            rule.NoteVisa(visa, User.Person(), now);
        return await SaveAsync("retention.saved", cancellation);
    }

    /// <summary>Without a number of days, the call goes back to what holds for all.</summary>
    [HttpPost("/admin/retention/calls")]
    public async Task<IActionResult> SetOfCall(Guid call, RetainedKind kind, int? days, CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(kind))
            return BadRequest();
        var id = new CallId(call);
        if (!await db.Calls.AnyAsync(one => one.Id == id, cancellation))
            return NotFound();
        var own = await db.CallRetentions.SingleOrDefaultAsync(
            one => one.CallId == id && one.Kind == kind,
            cancellation
        );
        if (own is null)
            db.CallRetentions.Add(own = CallRetention.Of(id, kind));
        own.Set(days, User.Person(), await db.NowAsync(cancellation));
        return await SaveAsync("retention.saved", cancellation);
    }

    /// <summary>A dossier that the service still needs, by its number.</summary>
    [HttpPost("/admin/retention/keep")]
    public async Task<IActionResult> Keep(string? number, CancellationToken cancellation)
    {
        var typed = (number ?? "").Trim();
        if (await db.Dossiers.SingleOrDefaultAsync(one => one.Number == typed, cancellation) is not { } dossier)
        {
            TempData["Warned"] = "retention.no-such-number";
            return Redirect("/admin/retention");
        }
        dossier.KeepFiled(User.Person(), await db.NowAsync(cancellation));
        return await SaveAsync("retention.filed-kept", cancellation);
    }

    private async Task<IActionResult> SaveAsync(string said, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect("/admin/retention");
    }
}
