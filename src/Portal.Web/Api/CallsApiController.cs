using System.ComponentModel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Api;

public sealed record ApiCall(
    string Slug,
    CallKind Kind,
    [property: Description("The key of the body that runs the call.")] string Operator,
    LocalizedText Title,
    LocalizedText Summary,
    IReadOnlyList<string> Themes,
    IReadOnlyList<ApiWave> Waves
)
{
    internal static ApiCall Of(CallInWaves one, DateTimeOffset now) =>
        new(
            one.Call.Slug,
            one.Call.Kind,
            one.Call.Operator,
            one.Call.Presentation.Title,
            one.Call.Presentation.Summary,
            one.Call.Themes,
            [.. one.Waves.Select(wave => ApiWave.Of(wave, now))]
        );
}

public sealed record ApiWave(
    int Number,
    WaveState State,
    DateTimeOffset OpensAt,
    [property: Description("The moments until which dossiers can be filed, in their order.")]
        IReadOnlyList<DateTimeOffset> CutOffs,
    [property: Description("How many winners were announced elsewhere, for waves that were not run here.")]
        int? AnnouncedWinners
)
{
    internal static ApiWave Of(Wave wave, DateTimeOffset now) =>
        new(
            wave.Number,
            wave.StateAt(now),
            wave.OpensAt,
            [.. wave.CutOffs.Select(cutOff => cutOff.Deadline.At)],
            wave.Announced?.Count
        );
}

/// <summary>The public calls, their waves, and what each asks of a dossier.</summary>
[AllowAnonymous, Tags("calls")]
public sealed class CallsApiController(PortalDbContext db, CallNewsReading reading) : ApiController
{
    [HttpGet("/api/v1/calls", Name = "listCalls"), Tagged]
    [ProducesResponseType<ApiPage<ApiCall>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiCall>> List(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var calls = await reading.CallsAsync(theme: null, cancellation);
        return new ApiPage<ApiCall>([.. calls.Select(one => ApiCall.Of(one, now))], Next: null);
    }

    [HttpGet("/api/v1/calls/{slug}", Name = "readCall"), Tagged]
    [ProducesResponseType<ApiCall>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<ActionResult<ApiCall>> Read(string slug, CancellationToken cancellation)
    {
        var call = await db.PublicCalls().AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (call is null)
            return NotFound();
        var waves = await db
            .Waves.AsNoTracking()
            .Where(wave => wave.CallId == call.Id)
            .OrderBy(wave => wave.Number)
            .ToListAsync(cancellation);
        return ApiCall.Of(new CallInWaves(call, waves), await db.NowAsync(cancellation));
    }

    /// <summary>The newest published version: what a dossier that is started now will be asked.</summary>
    [HttpGet("/api/v1/calls/{slug}/form", Name = "readForm"), Tagged]
    [ProducesResponseType<ApiForm>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<ActionResult<ApiForm>> Form(string slug, CancellationToken cancellation)
    {
        var found = await db.FormsAskedBy(slug).AsNoTracking().FirstOrDefaultAsync(cancellation);
        return found is null ? NotFound() : ApiForm.Of(found.Form);
    }
}
