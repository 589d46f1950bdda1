namespace Portal.Domain.Calls;

/// <summary>The kinds of calls that the programme runs.</summary>
public enum CallKind
{
    /// <summary>Appel à projets (AAP).</summary>
    CallForProjects,

    /// <summary>Appel à manifestation d'intérêt (AMI).</summary>
    CallForExpressionsOfInterest,

    /// <summary>Grand défi.</summary>
    Challenge,

    /// <summary>Cohorte d'un programme d'accélération.</summary>
    AcceleratorCohort,

    /// <summary>Prix par catégorie.</summary>
    AwardByCategory,

    /// <summary>Programme d'accompagnement.</summary>
    SupportProgramme,

    /// <summary>Référencement: it never closes.</summary>
    Referencing,
}
