namespace Portal.Domain.Dossiers;

/// <summary>A draft that was begun by mistake is removed by its coordinator, who can bring it back for a while.</summary>
public sealed partial class Dossier
{
    /// <summary>How long a removed draft can be brought back.</summary>
    public static readonly TimeSpan Restorable = TimeSpan.FromDays(30);

    /// <summary>That nobody sees it any more; null where it was not removed.</summary>
    public DraftRemoval? Removal { get; private set; }

    /// <summary>Why a person can't remove it; null where they can. What was filed, or is bound to another one, stays.</summary>
    public Refusal? ObstacleToRemoving(PersonId by) =>
        this switch
        {
            _ when RoleOf(by) != MemberRole.Coordinator => DossierRefusals.OnlyCoordinator,
            { Number: not null } => DossierRefusals.OnceFiled,
            { CarriedFrom: not null } or { CarriedTo: not null } => DossierRefusals.PartOfCarryOver,
            _ => null,
        };

    /// <summary>Removes the draft. Doing it twice changes nothing.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator does it, or it must stay.</exception>
    public void RemoveDraft(PersonId by, DateTimeOffset now)
    {
        if (ObstacleToRemoving(by) is { } obstacle)
            throw new RefusedException(obstacle);
        if (Removal is not null)
            return;
        Removal = new DraftRemoval(by, now);
        Tell(new DraftRemoved(Id, by, now));
    }

    /// <summary>Brings a removed draft back as it was. Doing it twice changes nothing.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator does it, or it is too late.</exception>
    public void RestoreDraft(PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (Removal is not { } removal)
            return;
        if (removal.RestorableUntil <= now)
            throw new RefusedException(DossierRefusals.Removed);
        Removal = null;
        Tell(new DraftRestored(Id, by, now));
    }
}

public sealed record DraftRemoval(PersonId By, DateTimeOffset At)
{
    public DateTimeOffset RestorableUntil => At + Dossier.Restorable;
}
