using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Api;

/// <summary>The dossiers of the teams of the person that the client acts for.</summary>
[Tags("dossiers")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
public sealed class DossiersApiController(PortalDbContext db, DossierReading reading) : ApiController
{
    [HttpGet("/api/v1/me/dossiers", Name = "listDossiers"), NeedsScope(ApiScopes.Dossiers), Tagged]
    [ProducesResponseType<ApiPage<ApiDossier>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiDossier>> List([FromQuery] Paging paging, CancellationToken cancellation)
    {
        var last = paging.From;
        var rows = await (
            from dossier in db.DossiersOf(User.Viewer())
            where dossier.StartedAt < last.At || dossier.StartedAt == last.At && dossier.Id.Value.CompareTo(last.Id) > 0
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves.IgnoreAutoIncludes() on dossier.WaveId equals wave.Id
            orderby dossier.StartedAt descending, dossier.Id
            select new
            {
                Dossier = dossier,
                call.Slug,
                wave.Number,
            }
        )
            .AsNoTracking()
            .Take(paging.Limit + 1)
            .ToListAsync(cancellation);
        return ApiPage<ApiDossier>.Of(
            rows,
            paging.Limit,
            one => DossierReading.Line(one.Dossier, one.Slug, one.Number),
            one => new Cursor(one.Dossier.StartedAt, $"{one.Dossier.Id.Value}")
        );
    }

    [HttpPost("/api/v1/me/dossiers", Name = "startDossier"), NeedsScope(ApiScopes.DossiersWrite), Idempotent]
    [Consumes("application/json")]
    [ProducesResponseType<ApiDossierDetails>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Start(
        ApiNewDossier wanted,
        [FromServices] StartDossier start,
        CancellationToken cancellation
    )
    {
        var wave = await db
            .Waves.Where(one =>
                one.Number == wanted.Wave
                && db.PublicCalls().Any(call => call.Id == one.CallId && call.Slug == wanted.Call)
            )
            .Select(one => (WaveId?)one.Id)
            .SingleOrDefaultAsync(cancellation);
        if (wave is null)
            return NotFound();
        var started = await start.RunAsync(wave.Value, wanted.Title, User.Person(), TokenOfKey(), cancellation);
        if (started is null)
            return NotFound();
        return Created(
            $"/api/v1/dossiers/{started.Id.Value}",
            await reading.OfAsync(started.Id, User.Viewer(), cancellation)
        );
    }

    [HttpGet("/api/v1/dossiers/{id:guid}", Name = "readDossier"), NeedsScope(ApiScopes.Dossiers), Tagged]
    [ProducesResponseType<ApiDossierDetails>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ApiDossierDetails>> Read(Guid id, CancellationToken cancellation) =>
        await reading.OfAsync(new DossierId(id), User.Viewer(), cancellation) is { } dossier ? dossier : NotFound();

    /// <summary>Files the dossier as it is saved; filed again before the cut-off, the new version counts.</summary>
    [HttpPost("/api/v1/dossiers/{id:guid}/filings", Name = "fileDossier")]
    [NeedsScope(ApiScopes.DossiersWrite), Idempotent, Consumes("application/json")]
    [ProducesResponseType<ApiFiling>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> File(
        Guid id,
        ApiFilingRequest wanted,
        [FromServices] FileDossier file,
        CancellationToken cancellation
    )
    {
        var dossier = new DossierId(id);
        CutOffId? announced = null;
        if (wanted.CutOff?.ToUniversalTime() is { } moment)
        {
            announced = await db
                .CutOffs.Where(one =>
                    one.Deadline.At == moment
                    && db.DossiersOf(User.Viewer()).Any(own => own.Id == dossier && own.WaveId == one.WaveId)
                )
                .Select(one => (CutOffId?)one.Id)
                .SingleOrDefaultAsync(cancellation);
            if (announced is null)
                return NotFound();
        }
        if (await file.RunAsync(dossier, User.Viewer(), announced, cancellation) is null)
            return NotFound();
        // Filed it is, whether or not somebody still waits for the answer.
        var filed = (await reading.OfAsync(dossier, User.Viewer(), CancellationToken.None))!.Filing;
        return Created($"/api/v1/dossiers/{id}", filed);
    }

    /// <summary>Of one key comes one dossier, even where the first answer was lost before it was kept.</summary>
    private Guid TokenOfKey() =>
        new(
            SHA256.HashData(Encoding.UTF8.GetBytes($"api {Request.Headers[IdempotentAttribute.Header]}")).AsSpan(0, 16)
        );
}
