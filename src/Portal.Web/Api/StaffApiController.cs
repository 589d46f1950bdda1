using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Exports;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Decisions.Rankings;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Api;

public sealed record ApiStaffWave(Guid Id, string Call, int Number, WaveState State);

/// <summary>A filed dossier as staff reads it in a list.</summary>
public sealed record ApiFiledDossier(
    Guid Id,
    string Number,
    string Title,
    string Lead,
    DateTimeOffset FiledAt,
    DossierState State,
    [property: Description("Reviews that were given and count.")] int Reviews,
    int Submitted,
    [property: Description("The mean of the submitted reviews.")] decimal? Score
);

/// <summary>A dossier that was given to an expert.</summary>
public sealed record ApiGivenReview(
    Guid Review,
    string Number,
    Guid Expert,
    string Name,
    DateTimeOffset AssignedAt,
    bool Recused,
    DateTimeOffset? SubmittedAt
);

public sealed record ApiRankedDossier(
    [property: Description("Null while it has no score; shared where scores are equal.")] int? Rank,
    Guid Id,
    string Number,
    string Title,
    decimal? Score
);

public sealed record ApiNewAssignment(
    Guid Dossier,
    Guid Expert,
    [property: Description("Why the expert gets more than they can take; empty where they don't.")]
    [StringLength(1_000)]
        string? Reason
);

/// <summary>Waves, assignments and rankings, as the officers of a call read them.</summary>
[Tags("staff")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
public sealed class StaffApiController(PortalDbContext db) : ApiController
{
    [HttpGet("/api/v1/staff/waves", Name = "listStaffWaves"), NeedsScope(ApiScopes.Staff), Tagged]
    [ProducesResponseType<ApiPage<ApiStaffWave>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiStaffWave>> Waves([FromQuery] Paging paging, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var (at, key) = paging.From;
        var rows = await (
            from wave in db.WavesStaffedBy(User.Viewer())
            join call in db.Calls on wave.CallId equals call.Id
            where wave.OpensAt < at || wave.OpensAt == at && string.Compare(call.Slug, key) > 0
            orderby wave.OpensAt descending, call.Slug
            select new { Wave = wave, call.Slug }
        )
            .AsNoTracking()
            .Take(paging.Limit + 1)
            .ToListAsync(cancellation);
        return ApiPage<ApiStaffWave>.Of(
            rows,
            paging.Limit,
            one => new ApiStaffWave(one.Wave.Id.Value, one.Slug, one.Wave.Number, one.Wave.StateAt(now)),
            one => new Cursor(one.Wave.OpensAt, one.Slug)
        );
    }

    /// <summary>The filed dossiers of a wave, one a line; noted in the history, as every list that is fetched.</summary>
    [
        HttpGet("/api/v1/staff/waves/{id:guid}/dossiers.jsonl", Name = "exportFiledDossiers"),
        NeedsScope(ApiScopes.Staff)
    ]
    [Produces(JsonLines.Type, Type = typeof(ApiFiledDossier))]
    public async Task<IActionResult> Dossiers(Guid id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return NotFound();
        await NoteAsync(head.Id, now, cancellation);
        return JsonLines.Of(FiledAsync(head.Id, cancellation));
    }

    /// <summary>Who was given which dossier of a wave, one a line; noted in the history as well.</summary>
    [
        HttpGet("/api/v1/staff/waves/{id:guid}/assignments.jsonl", Name = "exportAssignments"),
        NeedsScope(ApiScopes.Staff)
    ]
    [Produces(JsonLines.Type, Type = typeof(ApiGivenReview))]
    public async Task<IActionResult> Assignments(Guid id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return NotFound();
        await NoteAsync(head.Id, now, cancellation);
        var given =
            from review in db.ReviewsStaffedBy(User.Viewer())
            where review.WaveId == head.Id && review.SetAsideAt == null
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join expert in db.Experts on review.ExpertId equals expert.Id
            orderby dossier.Number, expert.Name
            select new ApiGivenReview(
                review.Id.Value,
                dossier.Number!,
                expert.Id.Value,
                expert.Name,
                review.AssignedAt,
                review.Recusal != null,
                review.SubmittedAt
            );
        return JsonLines.Of(given.AsAsyncEnumerable());
    }

    [HttpPost("/api/v1/staff/assignments", Name = "assignReview"), NeedsScope(ApiScopes.StaffWrite), Idempotent]
    [Consumes("application/json")]
    [ProducesResponseType<ApiStartedReview>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Assign(
        ApiNewAssignment wanted,
        [FromServices] AssignReview assign,
        CancellationToken cancellation
    )
    {
        var pair = new AssignedPair(new DossierId(wanted.Dossier), new ExpertId(wanted.Expert));
        var review = await assign.RunAsync(pair, wanted.Reason ?? "", User.Viewer(), cancellation);
        return review is null
            ? NotFound()
            : StatusCode(StatusCodes.Status201Created, new ApiStartedReview(review.Id.Value));
    }

    /// <summary>The dossiers of a wave by the mean of their reviews, as they stand now.</summary>
    [HttpGet("/api/v1/staff/waves/{id:guid}/ranking", Name = "readRanking"), NeedsScope(ApiScopes.Staff), Tagged]
    [ProducesResponseType<ApiPage<ApiRankedDossier>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Ranking(
        Guid id,
        [FromServices] RankingReading reading,
        CancellationToken cancellation
    )
    {
        var page = await reading.PageOfAsync(id, User.Viewer(), byMean: true, cancellation);
        // Each place tells of all others: who is in a team of the wave reads none.
        if (page is null || page.IsKeptFrom)
            return NotFound();
        return Ok(
            new ApiPage<ApiRankedDossier>(
                [
                    .. page.Lines.Select(one => new ApiRankedDossier(
                        one.Rank,
                        one.Line.Id,
                        one.Line.Number,
                        one.Line.Title,
                        one.Line.Score
                    )),
                ],
                Next: null
            )
        );
    }

    /// <summary>Noted before it is read: who breaks off has read some of it all the same.</summary>
    private async Task NoteAsync(WaveId wave, DateTimeOffset now, CancellationToken cancellation)
    {
        var count = await db.DossiersStaffedBy(User.Viewer()).CountAsync(one => one.WaveId == wave, cancellation);
        db.History.Add(HistoryEntry.Of(new ListFetched(wave, count, User.Person(), now)));
        await db.SaveChangesAsync(cancellation);
    }

    private async IAsyncEnumerable<ApiFiledDossier> FiledAsync(
        WaveId wave,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // Scores of all the others would tell one's own.
        var isKeptFrom = await db.HasOwnDossierInAsync(wave, User.Viewer(), cancellation);
        await foreach (var line in db.FiledInAsync(wave, User.Viewer()).WithCancellation(cancellation))
            yield return new ApiFiledDossier(
                line.Id,
                line.Number,
                line.Title,
                line.Lead,
                line.FiledAt,
                line.State,
                line.Reviews,
                line.Submitted,
                isKeptFrom ? null : line.Score
            );
    }
}

public sealed record ApiStartedReview(Guid Review);
