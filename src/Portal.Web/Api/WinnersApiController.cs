using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Api;

public sealed record ApiWinner(
    string Call,
    int Wave,
    [property: Description("The number of the dossier.")] string Number,
    string Title,
    string Acronym,
    string Summary,
    [property: Description("The organisation that leads the project.")] string Lead,
    string Region,
    decimal AmountEuros,
    DateTimeOffset PublishedAt,
    bool IsDemonstration,
    [property: Description("Where the winners of an edition that had no dossiers here were announced; null otherwise.")]
        string? Source
);

/// <summary>Winners that are public, the newest lists first.</summary>
[AllowAnonymous, Tags("winners")]
public sealed class WinnersApiController(PortalDbContext db) : ApiController
{
    private const int AtATime = 1_000;

    [HttpGet("/api/v1/winners", Name = "listWinners"), Tagged]
    [ProducesResponseType<ApiPage<ApiWinner>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiWinner>> List(
        [FromQuery] ApiWinnerFilter filter,
        [FromQuery] Paging paging,
        CancellationToken cancellation
    )
    {
        var rows = await Read(filter, paging.From, await db.NowAsync(cancellation))
            .Take(paging.Limit + 1)
            .ToListAsync(cancellation);
        return ApiPage<ApiWinner>.Of(rows, paging.Limit, one => one, one => new Cursor(one.PublishedAt, one.Number));
    }

    /// <summary>All of them, one a line, written while they are read.</summary>
    [HttpGet("/api/v1/winners.jsonl", Name = "exportWinners"), Produces(JsonLines.Type, Type = typeof(ApiWinner))]
    public async Task<IActionResult> Lines([FromQuery] ApiWinnerFilter filter, CancellationToken cancellation) =>
        JsonLines.Of(AllAsync(filter, await db.NowAsync(cancellation), cancellation));

    /// <summary>Some at a time, so that who reads slowly keeps nobody's connection to the database.</summary>
    private async IAsyncEnumerable<ApiWinner> AllAsync(
        ApiWinnerFilter filter,
        DateTimeOffset now,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var last = Cursor.Newest; ; )
        {
            var some = await Read(filter, last, now).Take(AtATime).ToListAsync(cancellation);
            foreach (var one in some)
                yield return one;
            if (some.Count < AtATime)
                yield break;
            last = new Cursor(some[^1].PublishedAt, some[^1].Number);
        }
    }

    private IQueryable<ApiWinner> Read(ApiWinnerFilter filter, Cursor last, DateTimeOffset now) =>
        from winner in db.WinnersPublicAt(now)
        join list in db.WinnerLists on winner.ListId equals list.Id
        join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
        join call in db.Calls on wave.CallId equals call.Id
        where filter.Call == null || call.Slug == filter.Call
        where filter.Wave == null || wave.Number == filter.Wave
        where filter.Region == null || winner.Region == filter.Region
        where list.PublishAt < last.At || list.PublishAt == last.At && string.Compare(winner.Number, last.Key) > 0
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
            winner.IsDemonstration,
            list.Source
        );
}

public sealed class ApiWinnerFilter
{
    private const string Key = "[a-z0-9-]{1,100}";

    /// <summary>The slug of a call.</summary>
    [FromQuery(Name = "call"), RegularExpression(Key)]
    public string? Call { get; set; }

    /// <summary>The number of a wave.</summary>
    [FromQuery(Name = "wave")]
    public int? Wave { get; set; }

    /// <summary>The key of a region.</summary>
    [FromQuery(Name = "region"), RegularExpression(Key)]
    public string? Region { get; set; }
}
