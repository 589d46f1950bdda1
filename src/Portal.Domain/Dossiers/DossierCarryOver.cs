using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

/// <summary>
/// A dossier that can't be filed any more goes on as a new one: team, answers and files are carried over to a cut-off to
/// come. A dossier belongs to one wave for good, so the earlier one stays as it ended, with what was said of it.
/// </summary>
public sealed partial class Dossier
{
    /// <summary>The dossier with whose team, answers and files this one began; null where it began with nothing.</summary>
    public DossierId? CarriedFrom { get; private set; }

    /// <summary>The dossier as which it goes on; null while it doesn't.</summary>
    public DossierId? CarriedTo { get; private set; }

    /// <summary>The wave in which it would go on: its own while that is open, else the one whose cut-off comes first.</summary>
    public Wave? NextWave(IEnumerable<Wave> wavesOfCall, DateTimeOffset now) =>
        wavesOfCall
            .Where(wave => wave.CutOffFor(now) is not null)
            .OrderBy(wave => wave.Id != WaveId)
            .ThenBy(wave => wave.CutOffFor(now)!.Deadline.At)
            .FirstOrDefault();

    /// <summary>Why it can't be carried over now; null where it can.</summary>
    /// <param name="own">Its wave.</param>
    /// <param name="told">What was decided, as far as its team knows.</param>
    /// <param name="now">UTC.</param>
    public Refusal? ObstacleToCarryingOver(Wave own, Outcome? told, DateTimeOffset now) =>
        CarriedTo is not null ? DossierRefusals.CarriedOver
        : HasEnded(own, told, now) ? null
        : DossierRefusals.NotEnded;

    /// <summary>Goes on as a new dossier of its call's form in force, with the same team in the same roles.</summary>
    /// <param name="call">Its call.</param>
    /// <param name="waves">All waves of the call.</param>
    /// <param name="told">What was decided, as far as its team knows.</param>
    /// <param name="by">Its coordinator.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null where it goes on already.</returns>
    /// <exception cref="RefusedException">It has not ended, no wave is open, or somebody else than the coordinator does it.</exception>
    public Dossier? CarryOver(Call call, IReadOnlyList<Wave> waves, Outcome? told, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (CarriedTo is not null)
            return null;
        if (ObstacleToCarryingOver(waves.Single(wave => wave.Id == WaveId), told, now) is { } obstacle)
            throw new RefusedException(obstacle);
        if (NextWave(waves, now) is not { } to)
            throw new RefusedException(DossierRefusals.NoWaveToCarryOver);
        var next = Start(call, to, Title, by, now);
        next.CarriedFrom = Id;
        next._members.Clear();
        next._members.AddRange(
            _members.Select(member => new Member(next.Id, member.Person, member.Role, member.Partner))
        );
        next.IsDemonstration = IsDemonstration;
        CarriedTo = next.Id;
        Tell(new DossierGoesOn(Id, next.Id, by, now));
        next.Tell(new DossierCarriedOver(next.Id, Id, by, now));
        return next;
    }

    private bool HasEnded(Wave own, Outcome? told, DateTimeOffset now) =>
        this switch
        {
            { Withdrawal: not null } or { Exclusion: not null } or { Eligibility.IsEligible: false } => true,
            { Dismissal: not null } => ObstacleToTakingUp(own, now) is not null,
            { FiledAt: null } or { Reopening: not null } => TermAt(own, now) is null,
            _ => told is Outcome.Rejected or Outcome.Declined,
        };
}
