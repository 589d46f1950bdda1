using Portal.Domain.Dossiers;

namespace Portal.Domain.Admissions;

public sealed record EvidenceBrought(DossierId Dossier, string Criterion, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.evidence-brought";
}

public sealed record CriterionChecked(DossierId Dossier, string Criterion, bool IsMet, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.criterion-checked";
}

/// <summary>Nobody's act: places follow from what was found, filed and expired.</summary>
public sealed record PlaceGiven(DossierId Dossier, DateTimeOffset At) : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.place-given";
}

public sealed record PlaceLost(DossierId Dossier, DateTimeOffset At) : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.place-lost";
}

public static class AdmissionRefusals
{
    public static Refusal NotFiled { get; } = new("admission.not-filed");

    public static Refusal MayNotBring { get; } = new("admission.may-not-bring");

    public static Refusal NotSaid { get; } = new("admission.not-said");

    public static Refusal NoSuchCriterion { get; } = new("admission.no-such-criterion");

    public static Refusal StatementMissing(int most) => new("admission.statement-missing", most);

    public static Refusal NotSecure { get; } = new("admission.not-secure");

    public static Refusal ReasonMissing(int most) => new("admission.reason-missing", most);

    public static Refusal ReasonTooLong(int most) => new("admission.reason-too-long", most);

    public static Refusal DayWrong { get; } = new("admission.day-wrong");

    /// <summary>Who filed did so for the criteria and places that were told.</summary>
    public static Refusal FiledFor { get; } = new("admission.filed-for");

    public static Refusal CriteriaMissing(int most) => new("admission.criteria-missing", most);

    public static Refusal CriterionNotWhole(string key) => new("admission.criterion-not-whole", key);

    public static Refusal CriterionTwice(string key) => new("admission.criterion-twice", key);

    public static Refusal PlacesWrong(int most) => new("admission.places-wrong", (decimal)most);

    public static Refusal Expired { get; } = new("admission.expired");
}
