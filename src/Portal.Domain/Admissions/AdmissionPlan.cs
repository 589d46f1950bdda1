using Portal.Domain.Calls;

namespace Portal.Domain.Admissions;

/// <summary>In which order places go to those who meet the criteria.</summary>
public enum AdmissionOrder
{
    /// <summary>At once, to who meets them first.</summary>
    FirstCome,

    /// <summary>Once the cut-off has passed, to who filed first for it.</summary>
    AtCutOff,
}

/// <summary>How a call admits whose applications never compete: criteria that are met or not, and places.</summary>
/// <param name="Places">How many are admitted in a wave; null where everybody is who meets the criteria.</param>
public sealed record AdmissionPlan(IReadOnlyList<AdmissionCriterion> Criteria, int? Places, AdmissionOrder Order)
{
    public const int MostCriteria = 30;
    public const int MostPlaces = 10_000;

    public AdmissionCriterion? Criterion(string key) => Criteria.FirstOrDefault(one => one.Key == key);

    public IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(Criteria.Count is 0 or > MostCriteria, AdmissionRefusals.CriteriaMissing(MostCriteria)),
            .. Criteria.Where(one => !one.IsWhole).Select(one => AdmissionRefusals.CriterionNotWhole(one.Key)),
            .. Criteria
                .CountBy(one => one.Key)
                .Where(one => one.Value > 1)
                .Select(one => AdmissionRefusals.CriterionTwice(one.Key)),
            .. When(Places is < 1 or > MostPlaces, AdmissionRefusals.PlacesWrong(MostPlaces)),
        ];

    /// <summary>The same criteria and places are the same plan.</summary>
    public bool Equals(AdmissionPlan? other) =>
        other is not null && (Places, Order) == (other.Places, other.Order) && Criteria.SequenceEqual(other.Criteria);

    public override int GetHashCode() => HashCode.Combine(Places, Order, Criteria.Count);

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}

/// <param name="Guidance">What proves it.</param>
/// <param name="MonthsValid">How long what proves it holds; null where for good.</param>
public sealed record AdmissionCriterion(string Key, LocalizedText Title, LocalizedText Guidance, int? MonthsValid)
{
    public const int MostMonths = 120;

    /// <summary>Null where it holds for good.</summary>
    public DateOnly? LastDayFrom(DateOnly day) => MonthsValid is { } months ? day.AddMonths(months) : null;

    internal bool IsWhole =>
        CallNames.IsKey(Key) && Title.IsWhole && Guidance.IsWhole && MonthsValid is null or (>= 1 and <= MostMonths);
}
