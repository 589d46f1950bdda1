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
            await ListsAsync(head, viewer, now, cancellation),
            ready.Count,
            ready.Count(outcome => outcome == Outcome.Funded),
            viewer.Is(PortalRole.Publisher),
            publishAt
        );
    }

    /// <summary>Who is in the team of a dossier learns what becomes of it when everybody does.</summary>
    private async Task<IReadOnlyList<ListPart>> ListsAsync(
        WaveHead wave,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await Found(wave.Id, viewer).AsNoTracking().AsSplitQuery().ToListAsync(cancellation);
        var others = await OthersAsync(wave.Id, cancellation);
        var corrections = await CorrectionsAsync(wave.Id, viewer, cancellation);
        var names = await NamesAsync(found, corrections, cancellation);
        var roles = SigningAccess.RolesOf(viewer, wave.MayAct);
        return
        [
            .. found
                .Where(one => !one.IsOwn || one.List.IsPublicAt(now))
                .Select(one =>
                    ListPart.Of(one.List, names, others[one.List.Id], viewer, roles, now) with
                    {
                        Corrections =
                        [
                            .. corrections
                                .Where(correction => correction.ListId == one.List.Id)
                                .Select(correction => CorrectionPart.Of(correction, names, viewer, roles)),
                        ],
                    }
                ),
        ];
    }

    /// <summary>Of all who had a hand in the lists, or are to sign them; and the numbers of dossiers that were decided anew.</summary>
    private async Task<ListNames> NamesAsync(
        IReadOnlyList<FoundList> found,
        IReadOnlyList<Correction> corrections,
        CancellationToken cancellation
    )
    {
        var lists = found.Select(one => one.List).ToList();
        var people = lists
            .SelectMany(list => list.Signatures.Select(one => one.By))
            .Concat(lists.Select(list => list.PreparedBy))
            .Concat(lists.SelectMany(list => list.Changes.Select(change => change.By)))
            .Concat(lists.SelectMany(list => list.Steps.Select(step => step.Person).OfType<PersonId>()))
            .Concat(corrections.SelectMany(one => one.Signatures.Select(signed => signed.By).Prepend(one.PreparedBy)))
            .Concat(corrections.SelectMany(one => one.Steps.Select(step => step.Person).OfType<PersonId>()))
            .Select(person => person.Value)
            .ToHashSet();
        var dossiers = lists
            .SelectMany(list => list.Changes.Select(change => change.Dossier).OfType<DossierId>())
            .ToHashSet();
        return new ListNames(
            await db
                .Users.Where(account => people.Contains(account.Id))
                .ToDictionaryAsync(account => account.Person, account => account.Name, cancellation),
            await db
                .Dossiers.IgnoreAutoIncludes()
                .Where(one => dossiers.Contains(one.Id))
                .Select(one => new { one.Id, one.Number })
                .ToDictionaryAsync(one => one.Id, one => one.Number!, cancellation)
        );
    }

    /// <summary>The last first. Who is in the team of a dossier learns of what is corrected on it when everybody does.</summary>
    private async Task<IReadOnlyList<Correction>> CorrectionsAsync(
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await db
            .Corrections.AsNoTracking()
            .Where(one => one.WaveId == wave)
            .OrderByDescending(one => one.PreparedAt)
            .ToListAsync(cancellation);
        if (found.TrueForAll(one => one.PublishedAt is not null))
            return found;
        var own = await db
            .Members.Where(member => member.Person == viewer.Id)
            .Select(member => member.DossierId)
            .ToHashSetAsync(cancellation);
        return found.FindAll(one => one.PublishedAt is not null || !one.Items.Any(item => own.Contains(item.Dossier)));
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
                decision.DossierId,
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
        return from list in db.WinnerLists.Include(one => one.Winners).Include(one => one.Signatures)
            where list.WaveId == wave
            orderby list.PreparedAt descending
            select new FoundList
            {
                List = list,
                IsOwn = db.Decisions.Count(one => one.ListId == list.Id) > others.Count(one => one.ListId == list.Id),
            };
    }

    private sealed class FoundList
    {
        public required WinnerList List { get; init; }

        /// <summary>Whether it holds a dossier of the viewer's own team.</summary>
        public required bool IsOwn { get; init; }
    }
}
