using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Juries;

/// <summary>
/// Reads the room of a sitting as one person sees it. Of an item that they must not hear of, there is neither title nor
/// vote nor result nor rank.
/// </summary>
public sealed class RoomReading(PortalDbContext db, PortalClock clock, SittingReading sittings)
{
    public async Task<RoomPage?> PageAsync(SittingId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from one in db.SittingsOf(viewer).Include(one => one.Items).Include(one => one.Attendances)
            where one.Id == id
            join its in db.Juries.Include(one => one.Members) on one.JuryId equals its.Id
            select new
            {
                Sitting = one,
                Jury = its,
                Leads = db.SittingsLedBy(viewer).Any(led => led.Id == one.Id),
                MustDeclare = db.AgendaItems.Any(item =>
                    item.SittingId == one.Id
                    && db.DossiersToDeclareOn(viewer).Any(dossier => dossier.Id == item.DossierId)
                ),
            }
        )
            .AsNoTracking()
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (sitting, jury, now) = (found.Sitting, found.Jury, clock.GetUtcNow());
        var agenda = await sittings.AgendaAsync(sitting, viewer, cancellation);
        var names = await db.NamesAsync(
            jury.Members.Select(one => one.Person).Union(sitting.Roll.Select(seat => seat.Person)),
            cancellation
        );
        var polls = await PollsAsync(sitting, agenda, now, cancellation);
        var present = sitting.PresentAt(now);
        return new RoomPage(
            id,
            now,
            jury.Id,
            jury.Name,
            sitting.Start,
            sitting.State,
            sitting.Opening,
            sitting.Closing,
            jury.MemberOf(viewer.Id!.Value)?.Role,
            found.Leads,
            found.MustDeclare,
            present.Contains(viewer.Id.Value),
            Members(sitting, jury, present.Contains, names),
            found.Leads ? Members(sitting, jury, person => !present.Contains(person), names) : [],
            agenda,
            Current(sitting, agenda),
            await QuorumAsync(sitting, jury, agenda, present, cancellation),
            polls.Find(poll => poll.ClosedAt is null) is { } open
                ? PollOf(open, sitting, viewer.Id.Value, present, names)
                : null,
            [.. polls.Where(poll => poll.ClosedAt is not null).Select(poll => ResultOf(poll, names))],
            await RankingAsync(sitting, agenda, polls, viewer, cancellation),
            sitting.Opening is null ? sitting.ObstaclesToOpening(jury) : []
        );
    }

    /// <summary>The votes on what the reader may hear of.</summary>
    private async Task<List<Poll>> PollsAsync(
        Sitting sitting,
        IReadOnlyList<AgendaRow> agenda,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var heard = agenda.Where(row => row.IsHeard).Select(row => row.Id).ToList();
        var polls = await db
            .Polls.AsNoTracking()
            .Include(poll => poll.Voters)
            .Where(poll => poll.SittingId == sitting.Id && heard.Contains(poll.ItemId))
            .OrderBy(poll => poll.OpenedAt)
            .ToListAsync(cancellation);
        // Its time over, a vote has ended, whether or not that is noted by now.
        foreach (var over in polls.Where(poll => poll.IsOverAt(now)))
            over.Close(sitting, by: null, now);
        return polls;
    }

    private static IReadOnlyList<PresentRow> Members(
        Sitting sitting,
        Jury jury,
        Func<PersonId, bool> which,
        IReadOnlyDictionary<PersonId, string> names
    )
    {
        var away = sitting.Current is { } current ? sitting.Item(current).Away : [];
        return
        [
            .. jury
                .Members.Where(member => which(member.Person))
                .OrderBy(member => member.Role)
                .ThenBy(member => names[member.Person], StringComparer.CurrentCulture)
                .Select(member => new PresentRow(
                    member.Person,
                    names[member.Person],
                    member.Role,
                    away.Contains(member.Person)
                )),
        ];
    }

    private static RoomItem? Current(Sitting sitting, IReadOnlyList<AgendaRow> agenda)
    {
        if (sitting.Current is not { } id)
            return null;
        var (row, item) = (agenda.Single(one => one.Id == id), sitting.Item(id));
        return row.IsHeard
            ? new RoomItem(row, item.Notes, item.Proposal, item.Revision)
            : new RoomItem(row, "", "", Revision: 0);
    }

    private async Task<Quorum?> QuorumAsync(
        Sitting sitting,
        Jury jury,
        IReadOnlyList<AgendaRow> agenda,
        IReadOnlySet<PersonId> present,
        CancellationToken cancellation
    ) =>
        sitting.Current is { } current && agenda.Single(row => row.Id == current) is { IsHeard: true } row
            ? jury.QuorumOf(present, await db.KeptFromAsync(row.Dossier!.Value, cancellation))
            : null;

    private static RoomPoll PollOf(
        Poll poll,
        Sitting sitting,
        PersonId person,
        IReadOnlySet<PersonId> present,
        IReadOnlyDictionary<PersonId, string> names
    )
    {
        var own = poll.Voters.FirstOrDefault(voter => voter.Person == person);
        return new RoomPoll(
            poll.Id,
            poll.Kind,
            poll.IsSecret,
            poll.Choices,
            poll.ClosesAt,
            poll.Cast,
            poll.Voters.Count,
            [
                .. poll
                    .Voters.Where(voter => !poll.IsSecret && !voter.HasVoted)
                    .Select(voter => names[voter.Person])
                    .Order(StringComparer.CurrentCulture),
            ],
            own is { HasVoted: false } && present.Contains(person),
            own is { HasVoted: true }
        );
    }

    private static RoomResult ResultOf(Poll poll, IReadOnlyDictionary<PersonId, string> names) =>
        new(
            poll.ItemId,
            poll.Kind,
            poll.IsSecret,
            MinutesCount.Of(poll),
            PollOutcome.Of(poll.Kind, poll.Told, poll.HadQuorum),
            [
                .. poll
                    .Voters.Where(voter => voter.Choice is not null)
                    .Select(voter => new MinutesChoice(names[voter.Person], voter.Choice!))
                    .OrderBy(one => one.Name, StringComparer.CurrentCulture),
            ]
        );

    /// <summary>The jury's own order so far, beside the experts' means: it moves with each vote on marks.</summary>
    private async Task<IReadOnlyList<RoomRank>> RankingAsync(
        Sitting sitting,
        IReadOnlyList<AgendaRow> agenda,
        IReadOnlyList<Poll> polls,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var heard = agenda.Where(row => row.IsHeard).ToList();
        var ids = heard.Select(row => row.Dossier!.Value).ToList();
        var scores = await db.ReviewsBeforeJury(viewer)
            .Where(review => ids.Contains(review.DossierId))
            .GroupBy(review => review.DossierId)
            .Select(group => new { group.Key, Mean = group.Average(review => review.Score) })
            .ToDictionaryAsync(one => one.Key, one => one.Mean, cancellation);
        var marks = polls
            .Where(poll => poll is { Kind: PollKind.Mark, ClosedAt: not null })
            .GroupBy(poll => poll.ItemId)
            .ToDictionary(
                group => group.Key,
                group => PollOutcome.Of(PollKind.Mark, group.Last().Told, group.Last().HadQuorum)?.Mean
            );
        var expected = await ExpectedAsync(sitting.WaveId, viewer, cancellation);
        var lines = heard
            .Select(row => (Row: row, Mark: marks.GetValueOrDefault(row.Id)))
            .OrderByDescending(line => line.Mark ?? decimal.MinValue)
            .ThenBy(line => line.Row.Place)
            .ToList();
        return
        [
            .. lines.Select(line => new RoomRank(
                line.Mark is { } mark ? 1 + lines.Count(other => other.Mark > mark) : null,
                line.Row.Number,
                line.Row.Title,
                line.Mark,
                scores.GetValueOrDefault(line.Row.Dossier!.Value),
                expected.TryGetValue(line.Row.Dossier.Value, out var rank) ? rank : null,
                line.Row.Id == sitting.Current
            )),
        ];
    }

    private async Task<IReadOnlyDictionary<DossierId, double>> ExpectedAsync(
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var latest = await db.RankingsBeforeJury(wave, viewer)
            .OrderByDescending(run => run.AskedAt)
            .Select(run => (RankingRunId?)run.Id)
            .FirstOrDefaultAsync(cancellation);
        return latest is not { } run || await db.HoldsConflictAsync(run, cancellation)
            ? new Dictionary<DossierId, double>()
            : await db.ExpectedRanksAsync(run, cancellation);
    }
}
