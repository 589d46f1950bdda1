using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.OpenData;

/// <summary>Reads what is published as open data. The lists are chosen once; their winners are read by them.</summary>
public sealed class Editions(PortalDbContext db, ProgrammeTerms programme)
{
    /// <summary>All public lists, the newest last: who reads on finds what is new at the end.</summary>
    public Task<Edition> WholeAsync(CancellationToken cancellation) => ReadAsync(_ => true, cancellation);

    /// <returns>Null where the wave has no public list.</returns>
    public async Task<Edition?> OfWaveAsync(string slug, int wave, CancellationToken cancellation) =>
        await ReadAsync(list => list.Slug == slug && list.Wave == wave, cancellation) is { Lists.Count: > 0 } edition
            ? edition
            : null;

    private async Task<Edition> ReadAsync(Func<EditedList, bool> isAsked, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var found = await (
            from list in db.WinnerListsPublicAt(now)
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby list.PublishAt, list.Id
            select new
            {
                List = new EditedList(
                    list.Id,
                    call.Slug,
                    call.Presentation,
                    call.Operator,
                    call.Themes,
                    wave.Number,
                    list.PublishAt,
                    list.Source,
                    list.CorrectedAt
                ),
                ListVersion = EF.Property<uint>(list, "Version"),
                CallVersion = EF.Property<uint>(call, "Version"),
            }
        ).ToListAsync(cancellation);
        var asked = found.FindAll(one => isAsked(one.List));
        var versions = asked.Select(one => $"{one.List.Id.Value} {one.ListVersion} {one.CallVersion}");
        var lists = asked.ConvertAll(one => one.List);
        return new Edition(lists, TagOf(versions), WinnersAsync(lists, cancellation));
    }

    /// <summary>Names of operators and regions stand in the files as well.</summary>
    private EntityTagHeaderValue TagOf(IEnumerable<string> versions)
    {
        var names = programme
            .Operators.Concat(programme.Regions)
            .Select(term => $"{term.Key} {term.Name} {term.Siret}");
        var said = string.Join('\n', versions.Concat(names));
        return new EntityTagHeaderValue(
            $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32]}\""
        );
    }

    private async IAsyncEnumerable<PublishedWinner> WinnersAsync(
        IReadOnlyList<EditedList> lists,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var byId = lists.ToDictionary(list => list.Id);
        var ids = byId.Keys.ToList();
        var winners =
            from winner in db.Winners.AsNoTracking()
            where ids.Contains(winner.ListId)
            join list in db.WinnerLists on winner.ListId equals list.Id
            orderby list.PublishAt, list.Id, winner.Number
            select winner;
        await foreach (var winner in winners.AsAsyncEnumerable().WithCancellation(cancellation))
            yield return Of(byId[winner.ListId], winner);
    }

    private static PublishedWinner Of(EditedList list, Winner winner) =>
        new(
            list,
            winner.Number,
            winner.Title,
            winner.Acronym,
            winner.Summary,
            winner.Lead,
            winner.LeadSiret,
            winner.Partners,
            winner.Region,
            winner.Amount,
            winner.DurationMonths,
            winner.IsDemonstration
        )
        {
            Since = winner.Since,
            CorrectedAt = winner.CorrectedAt,
        };
}
