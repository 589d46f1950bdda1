namespace Portal.Domain.Reviews.Pool;

/// <summary>Whom a dossier ties to its fate: the organisations that it names, its team, and who helped to write it.</summary>
public sealed record DossierTies(
    DossierId Dossier,
    string Number,
    IReadOnlyList<TiedOrganisation> Organisations,
    IReadOnlyList<TiedPerson> Team
)
{
    /// <summary>Contacts of a region that commented on the draft.</summary>
    public IReadOnlyList<TiedAdviser> Advisers { get; init; } = [];
}

/// <param name="Siren">Null where only the name is known.</param>
public sealed record TiedOrganisation(string Name, Siren? Siren);

public sealed record TiedPerson(PersonId Person, string Name, EmailAddress Address);

/// <param name="Body">For which they spoke.</param>
public sealed record TiedAdviser(PersonId Person, string Body);
