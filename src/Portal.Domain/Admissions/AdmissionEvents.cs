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

public static class AdmissionRefusals
{
    public static Refusal NotFiled { get; } = new("admission.not-filed");

    public static Refusal MayNotBring { get; } = new("admission.may-not-bring");

    public static Refusal NotSaid { get; } = new("admission.not-said");

    public static Refusal NoSuchCriterion { get; } = new("admission.no-such-criterion");

    public static Refusal StatementMissing(int most) => new("admission.statement-missing", most);

    public static Refusal NotSecure { get; } = new("admission.not-secure");

    public static Refusal ReasonMissing(int most) => new("admission.reason-missing", most);

    public static Refusal Expired { get; } = new("admission.expired");
}
