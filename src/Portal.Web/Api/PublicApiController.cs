using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Api;

public sealed record ApiCall(
    string Slug,
    CallKind Kind,
    string Operator,
    LocalizedText Title,
    LocalizedText Summary,
    IReadOnlyList<string> Themes,
    IReadOnlyList<ApiWave> Waves
);

public sealed record ApiWave(
    int Number,
    WaveState State,
    DateTimeOffset OpensAt,
    IReadOnlyList<DateTimeOffset> CutOffs,
    int? AnnouncedWinners
);

public sealed record ApiWinner(
    string Call,
    int Wave,
    string Number,
    string Title,
    string Acronym,
    string Summary,
    string Lead,
    string Region,
    decimal AmountEuros,
    DateTimeOffset PublishedAt,
    bool IsDemonstration
);

public sealed record ApiDossier(
    Guid Id,
    string? Number,
    string Title,
    string Call,
    int Wave,
    DossierState State,
    DateTimeOffset? FiledAt
);

public sealed record ApiFigures(string Call, int Wave, int Filed, int Winners);

/// <summary>The open data of the portal, and what a token adds to it. Instants are UTC, amounts in euros,
/// names of states and kinds in kebab case.</summary>
[ApiController]
[Produces("application/json")]
public sealed class PublicApiController(PortalDbContext db, CallNewsReading reading) : ControllerBase
{
    private const string Token = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;
    private const int PageSize = 200;

    [HttpGet("/api/v1/calls"), AllowAnonymous]
    public async Task<IReadOnlyList<ApiCall>> Calls(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var calls = await reading.CallsAsync(theme: null, cancellation);
        return
        [
            .. calls.Select(one => new ApiCall(
                one.Call.Slug,
                one.Call.Kind,
                one.Call.Operator,
                one.Call.Presentation.Title,
                one.Call.Presentation.Summary,
                one.Call.Themes,
                [
                    .. one.Waves.Select(wave => new ApiWave(
                        wave.Number,
                        wave.StateAt(now),
                        wave.OpensAt,
                        [.. wave.CutOffs.Select(cutOff => cutOff.Deadline.At)],
                        wave.Announced?.Count
                    )),
                ]
            )),
        ];
    }

    /// <summary>Winners that are public, the newest lists first, 200 a page.</summary>
    [HttpGet("/api/v1/winners"), AllowAnonymous]
    public async Task<IReadOnlyList<ApiWinner>> Winners(int page = 1, CancellationToken cancellation = default)
    {
        var now = await db.NowAsync(cancellation);
        return await (
            from winner in db.WinnersPublicAt(now)
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby list.PublishAt descending, winner.Number
            select new ApiWinner(
                call.Slug,
                wave.Number,
                winner.Number,
                winner.Title,
                winner.Acronym,
                winner.Summary,
                winner.Lead,
                winner.Region,
                winner.Amount.Euros,
                list.PublishAt,
                winner.IsDemonstration
            )
        )
            .Skip((Math.Clamp(page, 1, 10_000) - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(cancellation);
    }

    /// <summary>The dossiers of the person that the client acts for.</summary>
    [HttpGet("/api/v1/me/dossiers"), Authorize(AuthenticationSchemes = Token)]
    public async Task<ActionResult<IReadOnlyList<ApiDossier>>> MyDossiers(CancellationToken cancellation)
    {
        if (
            !User.HasScope(OpenIdSetup.DossiersScope)
            || !Guid.TryParse(User.GetClaim(OpenIddictConstants.Claims.Subject), out var person)
        )
            return NotFound();
        var viewer = new Viewer(new PersonId(person), new HashSet<PortalRole>());
        var dossiers = await (
            from dossier in db.DossiersOf(viewer)
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves.IgnoreAutoIncludes() on dossier.WaveId equals wave.Id
            orderby dossier.StartedAt descending
            select new
            {
                Dossier = dossier,
                call.Slug,
                wave.Number,
            }
        )
            .AsNoTracking()
            .Take(PageSize)
            .ToListAsync(cancellation);
        return dossiers.ConvertAll(one => new ApiDossier(
            one.Dossier.Id.Value,
            one.Dossier.Number,
            one.Dossier.Title,
            one.Slug,
            one.Number,
            one.Dossier.State,
            one.Dossier.FiledAt
        ));
    }

    /// <summary>How many dossiers were filed in the waves that are closed, and how many winners are public.</summary>
    [HttpGet("/api/v1/figures"), Authorize(AuthenticationSchemes = Token)]
    public async Task<ActionResult<IReadOnlyList<ApiFigures>>> Figures(CancellationToken cancellation)
    {
        if (!User.HasScope(OpenIdSetup.FiguresScope))
            return NotFound();
        var now = await db.NowAsync(cancellation);
        return await (
            from wave in db.Waves.IgnoreAutoIncludes()
            where wave.EveryMonths == null && wave.CutOffs.All(cutOff => cutOff.Deadline.EndsAt <= now)
            join call in db.PublicCalls() on wave.CallId equals call.Id
            orderby call.Slug, wave.Number
            select new ApiFigures(
                call.Slug,
                wave.Number,
                db.Dossiers.Count(dossier =>
                    dossier.WaveId == wave.Id && dossier.FiledAt != null && dossier.Withdrawal == null
                ),
                db.WinnersPublicAt(now)
                    .Count(winner => db.WinnerLists.Any(list => list.Id == winner.ListId && list.WaveId == wave.Id))
            )
        ).ToListAsync(cancellation);
    }
}
