namespace Portal.Domain.Reviews.Pool;

/// <summary>Whom a dossier ties to its fate: the organisations that it names, and its team.</summary>
public sealed record DossierTies(
    DossierId Dossier,
    string Number,
    IReadOnlyList<TiedOrganisation> Organisations,
    IReadOnlyList<TiedPerson> Team
);

/// <param name="Siren">Null where only the name is known.</param>
public sealed record TiedOrganisation(string Name, Siren? Siren);

public sealed record TiedPerson(PersonId Person, string Name, EmailAddress Address);
