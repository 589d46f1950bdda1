namespace Portal.Domain.Calls;

/// <summary>What a call says of a dossier whose complements don't come by the date set for them.</summary>
public enum MissedComplements
{
    /// <summary>It counts for the wave's next cut-off; where none is left, it is excluded.</summary>
    NextCutOff,

    /// <summary>It is excluded, whatever cut-offs are left.</summary>
    Exclude,
}
