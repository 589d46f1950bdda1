using Portal.Domain.Waves;

namespace Portal.Domain.Decisions;

public sealed partial class WinnerList
{
    /// <summary>Where winners were announced that the portal only took over; null for its own lists.</summary>
    public string? Source { get; private set; }

    /// <summary>
    /// Takes over the winners of an edition that had no dossiers here. They have been public since they were announced:
    /// there is no minute to wait for, nobody to write to, and nothing to approve.
    /// </summary>
    /// <exception cref="RefusedException">No winner, one reference twice, or no such announcement yet.</exception>
    public static WinnerList Import(
        Wave wave,
        IReadOnlyList<PastWinner> winners,
        PastAnnouncement announced,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (winners.Count == 0)
            throw new RefusedException(PastWinnerRefusals.NoWinner);
        if (winners.DistinctBy(winner => winner.Number).Count() < winners.Count)
            throw new RefusedException(PastWinnerRefusals.NumberTwice);
        if (announced.ObstaclesAt(now) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles]);
        var list = new WinnerList
        {
            Id = WinnerListId.New(),
            WaveId = wave.Id,
            PreparedBy = by,
            PreparedAt = now,
            PublishAt = announced.At,
            ApprovedAt = now,
            PublishedAt = announced.At,
            Source = announced.Source.Trim(),
        };
        list._winners.AddRange(winners.Select(winner => Winner.Of(list.Id, winner)));
        list.Tell(new WinnerListImported(list.Id, wave.Id, winners.Count, list.Source, by, now));
        return list;
    }

    /// <summary>Takes back what was imported: it is public no more, and another file can take its place.</summary>
    /// <exception cref="RefusedException">The list was decided here.</exception>
    public void TakeBackImport(PersonId by, DateTimeOffset now)
    {
        if (Source is null)
            throw new RefusedException(PastWinnerRefusals.DecidedHere);
        EnsureNotDropped();
        (ApprovedAt, DroppedAt) = (null, now);
        Tell(new WinnerListImportTakenBack(Id, WaveId, by, now));
    }
}
