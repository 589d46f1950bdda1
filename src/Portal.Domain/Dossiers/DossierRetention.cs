using Portal.Domain.Retention;

namespace Portal.Domain.Dossiers;

/// <summary>
/// A draft that nobody files is erased after a while, and so is what a dossier that got no aid says; its team is told
/// before.
/// </summary>
public sealed partial class Dossier
{
    /// <summary>When its team was last told that it will be erased; null if never.</summary>
    public DateTimeOffset? ErasureAnnouncedAt { get; private set; }

    /// <summary>When its team, or of what was filed the service, last said that it is to be kept, so that its time runs anew.</summary>
    public DateTimeOffset? KeptAt { get; private set; }

    /// <summary>When what was filed was erased: what is left counts, and leads to nobody. Null where it wasn't.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Tells its team from when on it will be erased. What was filed meanwhile isn't.</summary>
    public void AnnounceErasure(DateTimeOffset due, DateTimeOffset now)
    {
        if (Number is not null || Removal is not null)
            return;
        ErasureAnnouncedAt = now;
        Tell(new ErasureAnnounced(Id, due, now));
    }

    /// <summary>Tells the team of what was filed, and got no aid, from when on it will be erased.</summary>
    public void AnnounceFiledErasure(DateTimeOffset due, DateTimeOffset now)
    {
        if (Number is null || ErasedAt is not null)
            return;
        ErasureAnnouncedAt = now;
        Tell(new FiledErasureAnnounced(Id, due, now));
    }

    /// <summary>The service still needs what was filed, as where a court has been called upon (GDPR, art. 17(3)(e)): its time runs anew.</summary>
    /// <exception cref="RefusedException">It is erased.</exception>
    public void KeepFiled(PersonId by, DateTimeOffset now)
    {
        if (ErasedAt is not null)
            throw new RefusedException(DossierRefusals.Erased);
        KeptAt = now;
        Tell(new FiledKept(Id, by, now));
    }

    /// <summary>Its time runs anew.</summary>
    /// <exception cref="RefusedException">The person only reads it.</exception>
    public void Keep(PersonId by, DateTimeOffset now)
    {
        if (!Writes(by))
            throw new RefusedException(DossierRefusals.MayNotWrite);
        if (Number is not null)
            return;
        KeptAt = now;
        Tell(new DraftKept(Id, by, now));
    }
}

/// <param name="Due">From when on it is erased.</param>
public sealed record ErasureAnnounced(DossierId Dossier, DateTimeOffset Due, DateTimeOffset At)
    : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.erasure-announced";
}

public sealed record DraftKept(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.kept";
}

/// <summary>What went, under which rule; nothing of what it said.</summary>
public sealed record DraftErased(DossierId Dossier, RetainedKind Kind, int Days, int Files, DateTimeOffset At)
    : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.erased";
}

/// <param name="Due">From when on it is erased.</param>
public sealed record FiledErasureAnnounced(DossierId Dossier, DateTimeOffset Due, DateTimeOffset At)
    : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.filed-erasure-announced";
}

public sealed record FiledKept(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.filed-kept";
}

/// <summary>That what was filed was erased, under which rule; nothing of what it said.</summary>
public sealed record FiledErased(DossierId Dossier, int Days, int Files, DateTimeOffset At)
    : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.filed-erased";
}
