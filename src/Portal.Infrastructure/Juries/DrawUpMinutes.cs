using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>Draws up the minutes of a sitting that is over, out of what happened in it.</summary>
public sealed class DrawUpMinutes(PortalDbContext db)
{
    public static MinutesContent Read(string content) =>
        JsonSerializer.Deserialize<MinutesContent>(content, Conventions.Json)!;

    /// <summary>Makes the next version, as the sitting is written down by now.</summary>
    public async Task RunAsync(SittingNow at, PersonId by, CancellationToken cancellation)
    {
        var last = await db
            .SittingMinutes.Where(one => one.SittingId == at.Sitting.Id)
            .Select(one => (int?)one.Version)
            .MaxAsync(cancellation);
        if (at.Sitting.Closing is null)
            throw new RefusedException(JuryRefusals.StillSitting);
        var content = JsonSerializer.Serialize(await ContentAsync(at, cancellation), Conventions.Json);
        db.SittingMinutes.Add(Minutes.DrawUp(at.Sitting, (last ?? 0) + 1, content, by, at.Now));
    }

    private async Task<MinutesContent> ContentAsync(SittingNow at, CancellationToken cancellation)
    {
        var (sitting, jury) = (at.Sitting, at.Jury);
        var head = await (
            from wave in db.Waves
            where wave.Id == jury.WaveId
            join call in db.Calls on wave.CallId equals call.Id
            select new { wave.Number, call.Presentation }
        )
            .AsNoTracking()
            .SingleAsync(cancellation);
        var noted = await NotedAsync(sitting.Id, cancellation);
        var people = sitting.Roll.Select(seat => seat.Person).Union(noted.Values);
        var names = await db.NamesAsync(people, cancellation);
        return new MinutesContent(
            jury.Name,
            head.Presentation.Title,
            head.Number,
            sitting.Start.At,
            sitting.Place,
            sitting.Opening!.At,
            sitting.Closing!.At,
            jury.QuorumPercent,
            [
                .. sitting
                    .Roll.OrderBy(seat => seat.Role)
                    .ThenBy(seat => names[seat.Person], StringComparer.Ordinal)
                    .Select(seat => new MinutesMember(
                        names[seat.Person],
                        seat.Role,
                        Presences(sitting, seat.Person, noted.ToDictionary(one => one.Key, one => names[one.Value]))
                    )),
            ],
            await ItemsAsync(sitting, names, cancellation)
        );
    }

    private static IReadOnlyList<MinutesPresence> Presences(
        Sitting sitting,
        PersonId person,
        IReadOnlyDictionary<Passage, string> noted
    ) =>
        [
            .. sitting
                .Attendances.Where(one => one.Person == person)
                .OrderBy(one => one.From)
                .Select(one => new MinutesPresence(
                    one.From,
                    one.Until!.Value,
                    noted.GetValueOrDefault(new Passage(person, one.From)),
                    noted.GetValueOrDefault(new Passage(person, one.Until.Value))
                )),
        ];

    /// <summary>Who came in or left by another's word, and by whose: the history knows.</summary>
    private async Task<Dictionary<Passage, PersonId>> NotedAsync(SittingId sitting, CancellationToken cancellation)
    {
        var passages = await db
            .History.Where(entry => entry.SubjectKind == "sitting" && entry.SubjectId == sitting.Value)
            .Where(entry => entry.Name == "sitting.member-entered" || entry.Name == "sitting.member-left")
            .Select(entry => entry.Data)
            .ToListAsync(cancellation);
        return passages
            .Select(data => JsonSerializer.Deserialize<NotedPassage>(data, Conventions.Json)!)
            .Where(one => one.By is { } by && one.Person is { } person && by != person)
            .ToDictionary(one => new Passage(one.Person!.Value, one.At), one => one.By!.Value);
    }

    /// <summary>A person at the door at a moment.</summary>
    private sealed record Passage(PersonId Person, DateTimeOffset At);

    /// <param name="Person">Null in lines from before anybody but themselves could say so.</param>
    private sealed record NotedPassage(PersonId? Person, PersonId? By, DateTimeOffset At);

    private async Task<IReadOnlyList<MinutesItem>> ItemsAsync(
        Sitting sitting,
        IReadOnlyDictionary<PersonId, string> names,
        CancellationToken cancellation
    )
    {
        var ids = sitting.Items.Select(item => item.DossierId).ToList();
        var filed = await (
            from dossier in db.Dossiers
            where ids.Contains(dossier.Id)
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                dossier.Id,
                dossier.Number,
                filing.Title,
            }
        ).ToDictionaryAsync(one => one.Id, cancellation);
        var polls = (
            await db
                .Polls.AsNoTracking()
                .Include(poll => poll.Voters)
                .Where(poll => poll.SittingId == sitting.Id)
                .OrderBy(poll => poll.OpenedAt)
                .ToListAsync(cancellation)
        ).ToLookup(poll => poll.ItemId);
        return
        [
            .. sitting.Items.Select(item => new MinutesItem(
                item.DossierId.Value,
                item.Place,
                filed[item.DossierId].Number!,
                filed[item.DossierId].Title,
                item.CalledAt,
                [.. item.Away.Select(person => names[person]).Order(StringComparer.Ordinal)],
                [.. polls[item.Id].Select(poll => PollOf(poll, names))],
                item.Notes,
                item.Proposal
            )),
        ];
    }

    private static MinutesPoll PollOf(Poll poll, IReadOnlyDictionary<PersonId, string> names) =>
        new(
            poll.Kind,
            poll.IsSecret,
            poll.OpenedAt,
            poll.ClosedAt!.Value,
            poll.Voters.Count,
            poll.Required,
            poll.HadQuorum!.Value,
            MinutesCount.Of(poll),
            [
                .. poll
                    .Voters.Where(voter => voter.Choice is not null)
                    .Select(voter => new MinutesChoice(names[voter.Person], voter.Choice!))
                    .OrderBy(one => one.Name, StringComparer.Ordinal),
            ]
        );
}
