using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Decisions;

/// <summary>A winner list that is public.</summary>
public sealed record PublicList(string Slug, CallPresentation Call, int Wave, DateTimeOffset PublishedAt, int Winners)
{
    /// <summary>Public lists, the newest first.</summary>
    public static IQueryable<PublicList> Query(PortalDbContext db, DateTimeOffset now) =>
        from list in db.WinnerListsPublicAt(now)
        join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
        join call in db.Calls on wave.CallId equals call.Id
        orderby list.PublishAt descending
        select new PublicList(call.Slug, call.Presentation, wave.Number, list.PublishAt, list.Winners.Count);
}

/// <summary>A winner as the public reads it.</summary>
public sealed record WinnerRow(
    string Number,
    string Title,
    string Acronym,
    string Summary,
    string Lead,
    string Region,
    Money Amount,
    bool IsDemonstration
);

public sealed record WinnersPage(IReadOnlyList<PublicList> Lists, string? Search, IReadOnlyList<FoundWinner> Found);

public sealed record FoundWinner(WinnerRow Winner, string Slug, CallPresentation Call, int Wave);

public sealed record WaveWinnersPage(
    string Slug,
    CallPresentation Call,
    int Wave,
    DateTimeOffset PublishedAt,
    IReadOnlyList<WinnerRow> Winners
);
