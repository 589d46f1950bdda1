namespace Portal.Domain.Reviews.Pool;

/// <summary>Who is invited when somebody of the wave declines, or lets their invitation expire.</summary>
public sealed partial class PoolExpert
{
    /// <summary>Their place on the wave's standby list, the least first; null where they aren't on it.</summary>
    public int? Standby { get; private set; }

    /// <summary>Puts them on the list, or takes them off where the place is null. The same place changes nothing.</summary>
    public void StandBy(int? place, PersonId? by, DateTimeOffset now)
    {
        if (Standby == place)
            return;
        if (place is not null && Email is null)
            throw new RefusedException(PoolRefusals.AddressErased);
        Standby = place;
        Tell(new StandbySet(Id, place, by, now));
    }

    /// <summary>Whom they suggest in their place: for the same role, and nothing else is known yet.</summary>
    public ExpertFacts FactsOf(Substitute named) =>
        new(
            named.Name,
            named.Email,
            Role,
            Organisation: "",
            Siren: null,
            Region: null,
            ExpertFacts.UsualDossiers,
            Language
        );

    public void ChangePlacesWith(PoolExpert other, PersonId by, DateTimeOffset now)
    {
        var own = Standby;
        StandBy(other.Standby, by, now);
        other.StandBy(own, by, now);
    }
}
