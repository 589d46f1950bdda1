using Portal.Domain;
using Portal.Domain.Admissions;

namespace Portal.Web.Admissions;

/// <summary>A criterion of a dossier as its team or staff reads it, without who checked it.</summary>
/// <param name="Brought">What was brought since it was last checked; null where nothing was.</param>
public sealed record CriterionPart(
    AdmissionCriterion Criterion,
    CriterionState State,
    string Reason,
    DateOnly? ValidUntil,
    BroughtPart? Brought
);

public sealed record BroughtPart(string Statement, string Link, DateTimeOffset At);

/// <summary>How a dossier that doesn't compete stands.</summary>
/// <param name="Place">Its place among those admitted, from 1; null where it has none.</param>
/// <param name="Waiting">Its place among those who wait for one, from 1; null where it doesn't.</param>
/// <param name="Places">How many there are in the wave; null where there is room for all.</param>
public sealed record CriteriaPage(
    DossierId Id,
    string Title,
    string Number,
    AdmissionState State,
    int? Place,
    int? Waiting,
    int? Places,
    IReadOnlyList<CriterionPart> Criteria,
    bool MayAct
);

/// <summary>A service in the public catalogue.</summary>
public sealed record CatalogueRow(
    string Slug,
    LocalizedText Call,
    string Number,
    string Title,
    string Lead,
    string Summary,
    AdmissionState State,
    IReadOnlyList<CatalogueCriterion> Criteria,
    bool IsDemonstration
);

public sealed record CatalogueCriterion(LocalizedText Title, CriterionState State, DateOnly? ValidUntil);

/// <summary>What hospitals and users can choose from: referenced services, and solutions that won.</summary>
public sealed record CataloguePage(IReadOnlyList<CatalogueRow> Services, IReadOnlyList<CatalogueWinner> Winners);

public sealed record CatalogueWinner(string Title, string Lead, string Path, LocalizedText Call);
