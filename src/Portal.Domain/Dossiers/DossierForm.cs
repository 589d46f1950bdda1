using Portal.Domain.Calls;
using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

/// <summary>The version of the form that a dossier answers.</summary>
public sealed partial class Dossier
{
    /// <summary>Why the dossier can't take up another version of the form now; null where it can.</summary>
    public Refusal? ObstacleToMoving(Wave wave, DateTimeOffset now) => ObstacleOfTime(wave, now);

    /// <summary>
    /// The draft answers another version of the call's form from now on; what becomes of its answers is said by
    /// <see cref="FormMove"/>. What was filed counts as it is, on its own version, until the newer one is filed.
    /// </summary>
    public void MoveTo(Form form, Wave wave, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (form.Id == FormId)
            return;
        if (form.CallId != CallId)
            throw new RefusedException(DossierRefusals.FormOfAnotherCall);
        if (ObstacleToMoving(wave, now) is { } obstacle)
            throw new RefusedException(obstacle);
        TakeUp(form, by, now);
    }

    /// <summary>
    /// The draft answers the version that was filed again: complements are asked of that, and a newer one that was
    /// begun and not filed in time goes no further.
    /// </summary>
    /// <returns>Whether it had been moved.</returns>
    public bool ReturnTo(Form filed, PersonId by, DateTimeOffset now)
    {
        if (filed.Id == FormId)
            return false;
        TakeUp(filed, by, now);
        return true;
    }

    private void TakeUp(Form form, PersonId by, DateTimeOffset now)
    {
        var from = FormId;
        FormId = form.Id;
        Tell(new DossierMovedToForm(Id, from, form.Id, form.Version, by, now));
    }
}

/// <summary>A dossier answers another version of its call's form from now on.</summary>
public sealed record DossierMovedToForm(
    DossierId Dossier,
    FormId From,
    FormId To,
    int Version,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.moved-to-form";
}
