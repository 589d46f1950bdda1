using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>Whether a call's dossiers compete, and where they don't, in which order places go.</summary>
public enum AdmissionWay
{
    Compete,
    FirstCome,
    AtCutOff,
}

/// <summary>How a call admits whose applications don't compete.</summary>
public sealed class AdmissionForm : PartForm
{
    public AdmissionWay Way { get; set; }

    /// <summary>As people write it; nothing where they aren't limited.</summary>
    public string? Places { get; set; }

    public List<AdmissionCriterionRow> Criteria { get; set; } = [];

    /// <summary>Whether something is filed: then nothing of it changes.</summary>
    [JsonIgnore]
    internal bool IsFiledFor { get; private set; }

    public static AdmissionForm Of(Call call, bool isFiledFor) =>
        new()
        {
            Way = call.Admission?.Order switch
            {
                null => AdmissionWay.Compete,
                AdmissionOrder.FirstCome => AdmissionWay.FirstCome,
                _ => AdmissionWay.AtCutOff,
            },
            Places = call.Admission?.Places?.ToString(CultureInfo.InvariantCulture),
            Criteria = [.. (call.Admission?.Criteria ?? []).Select(AdmissionCriterionRow.Of)],
            IsFiledFor = isFiledFor,
        };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Criteria), Criteria);

    public override void Complete(PartForm saved) => IsFiledFor = ((AdmissionForm)saved).IsFiledFor;

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.PlanAdmission(Way == AdmissionWay.Compete ? null : Written(), IsFiledFor, by, now);

    private AdmissionPlan Written()
    {
        var taken = Typed.Keys(Criteria.Select(row => row.Key));
        return new AdmissionPlan(
            [.. Criteria.Where(row => !row.IsEmpty).Select(row => row.Written(taken))],
            Whole.Of(Places),
            Way == AdmissionWay.FirstCome ? AdmissionOrder.FirstCome : AdmissionOrder.AtCutOff
        );
    }
}

public sealed class AdmissionCriterionRow
{
    /// <summary>Names the criterion in data; made of the title where it is left empty.</summary>
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    /// <summary>What proves it.</summary>
    public Bilingual Guidance { get; set; } = new();

    /// <summary>As people write it; nothing where it holds for good.</summary>
    public string? MonthsValid { get; set; }

    internal bool IsEmpty =>
        Title.IsEmpty && Guidance.IsEmpty && Typed.Of(Key).Length == 0 && Typed.Of(MonthsValid).Length == 0;

    public static AdmissionCriterionRow Of(AdmissionCriterion one) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            Guidance = Bilingual.Of(one.Guidance),
            MonthsValid = one.MonthsValid?.ToString(CultureInfo.InvariantCulture),
        };

    internal AdmissionCriterion Written(ISet<string> taken) =>
        new(Typed.OrNull(Key) ?? Keys.Free(Title.Text.Fr, taken), Title.Text, Guidance.Text, Whole.Of(MonthsValid));
}

public sealed class AdmissionValidator : AbstractValidator<AdmissionForm>
{
    public AdmissionValidator(Texts texts)
    {
        RuleFor(form => form.Way)
            .Must((form, way) => way != AdmissionWay.Compete || form.Criteria.TrueForAll(row => row.IsEmpty))
            .WithMessage(_ => texts["preparation.admission-competes"])
            .Must((form, way) => way == AdmissionWay.Compete || form.Criteria.Exists(row => !row.IsEmpty))
            .WithMessage(_ => texts.Of(AdmissionRefusals.CriteriaMissing(AdmissionPlan.MostCriteria)));
        RuleFor(form => form.Places)
            .Must(places => IsEmptyOr(places, AdmissionPlan.MostPlaces))
            .WithMessage(_ => texts.Of(AdmissionRefusals.PlacesWrong(AdmissionPlan.MostPlaces)));
        RuleFor(form => form.Criteria)
            .Must(rows => rows.Count <= AdmissionPlan.MostCriteria)
            .WithMessage(_ => texts["preparation.too-many", AdmissionPlan.MostCriteria])
            .Must(rows => Typed.AreApart(rows.Select(row => row.Key)))
            .WithMessage(_ => texts["preparation.key-twice"]);
        RuleForEach(form => form.Criteria).ChildRules(row => Criterion(row, texts));
    }

    private static void Criterion(InlineValidator<AdmissionCriterionRow> row, Texts texts)
    {
        row.RuleFor(one => one.Key)
            .Must(key => Typed.OrNull(key) is null || CallNames.IsKey(Typed.Of(key)))
            .WithMessage(_ => texts["preparation.key-wrong", CallNames.KeyLength]);
        row.RuleFor(one => one.Title)
            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true))
            .When(one => !one.IsEmpty);
        row.RuleFor(one => one.Guidance)
            .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true))
            .When(one => !one.IsEmpty);
        row.RuleFor(one => one.MonthsValid)
            .Must(months => IsEmptyOr(months, AdmissionCriterion.MostMonths))
            .WithMessage(_ => texts["preparation.months-valid-wrong", AdmissionCriterion.MostMonths]);
    }

    private static bool IsEmptyOr(string? typed, int most) =>
        Typed.OrNull(typed) is null || Whole.Of(typed) is >= 1 and var number && number <= most;
}
