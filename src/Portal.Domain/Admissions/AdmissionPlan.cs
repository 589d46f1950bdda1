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
    public AdmissionCriterion? Criterion(string key) => Criteria.FirstOrDefault(one => one.Key == key);
}

/// <param name="MonthsValid">How long what proves it holds; null where for good.</param>
public sealed record AdmissionCriterion(string Key, LocalizedText Title, LocalizedText Guidance, int? MonthsValid);
