using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Staff;

/// <summary>Reads the winner lists of a wave, and what is ready for the next one.</summary>
public sealed class WinnerListReading(PortalDbContext db)
{
    /// <param name="publishAt">What was typed.</param>
    /// <returns>Null where the viewer can't see the wave.</returns>
    public async Task<ListsPage?> PageOfAsync(
        Guid wave,
        Viewer viewer,
        string? publishAt,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, wave, viewer, now, cancellation) is not { } head)
            return null;
        var ready = await db.DecisionsOnOthersDossiers(viewer)
            .Where(decision => decision.WaveId == head.Id && decision.ListId == null)
            .Select(decision => decision.Outcome)
            .ToListAsync(cancellation);
        return new ListsPage(
            head,
            await ListsAsync(head.Id, viewer, now, cancellation),
            ready.Count,
            ready.Count(outcome => outcome == Outcome.Funded),
            viewer.Is(PortalRole.Publisher),
            publishAt
        );
    }

    /// <summary>Who is in the team of a dossier learns what becomes of it when everybody does.</summary>
    private async Task<IReadOnlyList<ListPart>> ListsAsync(
        WaveId wave,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await Found(wave, viewer).AsNoTracking().ToListAsync(cancellation);
        var others = await OthersAsync(wave, cancellation);
        return
        [
            .. found
                .Where(one => !one.IsOwn || one.List.IsPublicAt(now))
                .Select(one => PartOf(one, others[one.List.Id], viewer, now)),
        ];
    }

    /// <summary>The reserve in its order, then those who wait for the next cut-off, then the others.</summary>
    private async Task<ILookup<WinnerListId, ListedOther>> OthersAsync(WaveId wave, CancellationToken cancellation)
    {
        var found = await (
            from decision in db.Decisions
            where decision.WaveId == wave && decision.ListId != null && decision.Outcome != Outcome.Funded
            join dossier in db.Dossiers on decision.DossierId equals dossier.Id
            orderby decision.ReserveRank, dossier.Number
            select new ListedOther(
                decision.ListId!.Value,
                decision.Outcome,
                decision.ReserveRank,
                dossier.Number!,
                dossier.Title
            )
        ).ToListAsync(cancellation);
        return found.OrderBy(one => OrderOf(one.Outcome)).ToLookup(one => one.List);
    }

    private static int OrderOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Reserve => 0,
            Outcome.NextCutOff => 1,
            _ => 2,
        };

    private IQueryable<FoundList> Found(WaveId wave, Viewer viewer)
    {
        var others = db.DecisionsOnOthersDossiers(viewer);
        return from list in db.WinnerLists.Include(one => one.Winners)
            where list.WaveId == wave
            orderby list.PreparedAt descending
            select new FoundList
            {
                List = list,
                PreparedBy = db.Users.First(account => account.Id == list.PreparedBy.Value).Name,
                ApprovedBy = db
                    .Users.Where(account => account.Id == list.ApprovedBy!.Value.Value)
                    .Select(account => account.Name)
                    .FirstOrDefault(),
                IsOwn = db.Decisions.Count(one => one.ListId == list.Id) > others.Count(one => one.ListId == list.Id),
            };
    }

    private static ListPart PartOf(FoundList one, IEnumerable<ListedOther> others, Viewer viewer, DateTimeOffset now) =>
        new(
            one.List.Id,
            one.PreparedBy,
            one.List.PreparedAt,
            one.List.PublishAt,
            one.ApprovedBy,
            one.List.ApprovedAt,
            one.List.PublishedAt,
            one.List.DroppedAt,
            one.List.IsPublicAt(now),
            one.List.PreparedBy == viewer.Id,
            [
                .. one
                    .List.Winners.OrderBy(winner => winner.Number, StringComparer.Ordinal)
                    .Select(winner => new ListedWinner(winner.Number, winner.Title, winner.Lead, winner.Amount)),
            ],
            [.. others]
        );

    private sealed class FoundList
    {
        public required WinnerList List { get; init; }

        public required string PreparedBy { get; init; }

        public required string? ApprovedBy { get; init; }

        /// <summary>Whether it holds a dossier of the viewer's own team.</summary>
        public required bool IsOwn { get; init; }
    }
}
