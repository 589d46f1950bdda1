using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Web.Staff;

namespace Portal.Web.Admissions;

/// <summary>A criterion of a dossier as its team or staff reads it, without who checked it.</summary>
/// <param name="Looked">What was brought when it was checked; null where the dossier alone was looked at.</param>
/// <param name="Brought">What was brought since it was last checked; null where nothing was.</param>
public sealed record CriterionPart(
    AdmissionCriterion Criterion,
    CriterionState State,
    string Reason,
    DateOnly? ValidUntil,
    BroughtPart? Looked,
    BroughtPart? Brought
);

public sealed record BroughtPart(string Statement, string Link, DateTimeOffset At);

/// <summary>How a dossier that doesn't compete stands.</summary>
/// <param name="Place">Its place among those admitted, from 1; null where it has none.</param>
/// <param name="Waiting">Its place among those who wait for one, from 1; null where it doesn't.</param>
/// <param name="Places">How many there are in the wave; null where there is room for all.</param>
public sealed record CriteriaPage(
    DossierId Id,
    WaveId Wave,
    string Title,
    string Number,
    AdmissionState State,
    int? Place,
    int? Waiting,
    int? Places,
    IReadOnlyList<CriterionPart> Criteria,
    bool MayAct
)
{
    /// <summary>The criterion of which something was refused; null where nothing was.</summary>
    public string? Refused { get; init; }
}

/// <summary>The dossiers of a wave that don't compete, by how they stand: who is admitted first.</summary>
public sealed record StaffAdmissionsPage(WaveHead Wave, int? Places, IReadOnlyList<AdmissionGroup> Groups);

/// <param name="Name">The end of a text's key.</param>
public sealed record AdmissionGroup(string Name, IReadOnlyList<AdmissionRow> Rows);

/// <param name="Rank">Among those of its group who have a place or wait for one, from 1.</param>
/// <param name="Met">How many criteria are met now.</param>
/// <param name="ToLookAt">How many have evidence that nobody has looked at.</param>
public sealed record AdmissionRow(
    DossierId Id,
    string Number,
    string Title,
    int? Rank,
    int Met,
    int Criteria,
    int ToLookAt,
    DateOnly? NextExpiry
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
