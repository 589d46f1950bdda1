using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions;

/// <summary>A winner list that is public.</summary>
/// <param name="Operator">The key of the operator, which grants the aid.</param>
/// <param name="Themes">Keys of the call's themes.</param>
/// <param name="PublishedAt">UTC.</param>
/// <param name="Winners">How many there are.</param>
/// <param name="Source">Where they were announced, of an edition that had no dossiers here; null otherwise.</param>
public sealed record PublicList(
    WinnerListId Id,
    string Slug,
    CallPresentation Call,
    string Operator,
    IReadOnlyList<string> Themes,
    int Wave,
    DateTimeOffset PublishedAt,
    int Winners,
    string? Source
)
{
    /// <summary>Of the publication, in Paris.</summary>
    public int Year { get; } = Dates.Civil(PublishedAt).Year;

    /// <summary>The page of its wave's winners.</summary>
    public string Path => PathOf(Slug, Wave);

    public static string PathOf(string slug, int wave) => $"/calls/{slug}/waves/{wave}/winners";

    /// <summary>The page of one project.</summary>
    public static string PathOf(string slug, int wave, string number) =>
        $"{PathOf(slug, wave)}/{Uri.EscapeDataString(number)}";

    /// <summary>Public lists, the newest first.</summary>
    public static IQueryable<PublicList> Query(PortalDbContext db, DateTimeOffset now) =>
        from list in db.WinnerListsPublicAt(now)
        join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
        join call in db.Calls on wave.CallId equals call.Id
        orderby list.PublishAt descending, list.Id
        select new PublicList(
            list.Id,
            call.Slug,
            call.Presentation,
            call.Operator,
            call.Themes,
            wave.Number,
            list.PublishAt,
            list.Winners.Count,
            list.Source
        );
}

/// <summary>Whose winners a page shows: all, those of a call, those of one of its waves.</summary>
/// <param name="Call">Null where it shows all.</param>
/// <param name="Wave">Null where it shows a whole call.</param>
public sealed record WinnerScope(string? Slug, CallPresentation? Call, int? Wave)
{
    public static WinnerScope All { get; } = new(null, null, null);

    public string Path =>
        (Slug, Wave) switch
        {
            (null, _) => "/winners",
            ({ } slug, null) => $"/calls/{slug}/winners",
            ({ } slug, { } wave) => PublicList.PathOf(slug, wave),
        };

    /// <summary>The folder of its files of open data.</summary>
    public string Data => Slug is not null && Wave is not null ? $"/data/{Slug}/{Wave}" : "/data";
}

/// <summary>A winner in a list.</summary>
public sealed record WinnerRow(
    PublicList List,
    string Number,
    string Title,
    string Acronym,
    string Lead,
    string Region,
    Money Amount,
    bool IsDemonstration
)
{
    public string Path => PublicList.PathOf(List.Slug, List.Wave, Number);
}

/// <param name="Lists">The public lists of the scope, the newest first.</param>
/// <param name="Count">How many winners are found; the rows are one page of them.</param>
public sealed record WinnersPage(
    WinnerScope Scope,
    WinnerFilter Filter,
    IReadOnlyList<PublicList> Lists,
    int Count,
    IReadOnlyList<WinnerRow> Rows
)
{
    public int Pages => Math.Max(1, (Count + WinnerFilter.PageSize - 1) / WinnerFilter.PageSize);
}

/// <summary>A project that won, as its own page tells it.</summary>
/// <param name="Months">How long it lasts; null where its dossier doesn't say.</param>
/// <param name="Version">Changes whenever the list or the call does.</param>
public sealed record ProjectPage(
    PublicList List,
    string Number,
    string Title,
    string Acronym,
    string Summary,
    string Lead,
    Siret? LeadSiret,
    IReadOnlyList<WinnerPartner> Partners,
    string Region,
    Money Amount,
    int? Months,
    bool IsDemonstration,
    string Version
)
{
    public string Path => PublicList.PathOf(List.Slug, List.Wave, Number);

    public string PicturePath(string language) => $"{Path}/picture.png?lang={language}&v={Version}";
}

/// <summary>What other sites show of a page that is shared (Open Graph).</summary>
/// <param name="Path">From the portal's root on.</param>
/// <param name="Picture">From the portal's root on; null where there is none.</param>
public sealed record ShareTags(string Title, string Description, string Path, string? Picture = null);
