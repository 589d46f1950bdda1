namespace Portal.Domain.Calls;

/// <summary>The kinds of calls that the programme runs.</summary>
public enum CallKind
{
    /// <summary>Appel à projets (AAP).</summary>
    CallForProjects,

    /// <summary>Appel à manifestation d'intérêt (AMI).</summary>
    CallForExpressionsOfInterest,
}
