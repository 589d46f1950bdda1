using System.Text.Json.Serialization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;

namespace Portal.Web.Consultations;

/// <summary>What is typed of a consultation: its words, and its plan as long as nobody could contribute to it.</summary>
public sealed class ConsultationForm : PartForm
{
    /// <summary>Its name in addresses; asked where it is announced.</summary>
    public string? Slug { get; set; }

    /// <summary>The slug of what it belongs to; asked where it is announced, empty where it stands by itself.</summary>
    public string? Challenge { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Summary { get; set; } = new();

    public Bilingual Introduction { get; set; } = new();

    public Bilingual When { get; set; } = new();

    public Bilingual Source { get; set; } = new();

    public List<PlanRow> Plan { get; set; } = [];

    /// <summary>Whether the public has the plan before it: the page doesn't ask it any more.</summary>
    [JsonIgnore]
    internal bool PlanStays { get; private set; }

    public static ConsultationForm Of(Consultation one, DateTimeOffset now) =>
        new()
        {
            Slug = one.Slug,
            Title = Bilingual.Of(one.Words.Title),
            Summary = Bilingual.Of(one.Words.Summary),
            Introduction = Bilingual.Of(one.Words.Introduction),
            When = Bilingual.Of(one.Words.When),
            Source = Bilingual.Of(one.Words.Source),
            Plan = [.. one.Plan.Select(PlanRow.Of)],
            PlanStays = one.StateAt(now) != ConsultationState.Announced,
        };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Plan), Plan);

    public override void Complete(PartForm saved)
    {
        PlanStays = ((ConsultationForm)saved).PlanStays;
        if (PlanStays && Plan.Count == 0)
            Plan = ((ConsultationForm)saved).Plan;
    }

    internal ConsultationWords Words => new(Title.Text, Summary.Text, Introduction.Text, When.Text, Source.Text);

    internal List<PlanArticle> Articles()
    {
        var taken = Typed.Keys(Plan.Select(row => row.Key));
        return
        [
            .. Plan.Where(row => !row.IsEmpty)
                .Select(row => new PlanArticle(
                    Typed.OrNull(row.Key) ?? Keys.Free(row.Title.Text.Fr, taken),
                    row.Title.Text,
                    row.Text.Text
                )),
        ];
    }

    /// <summary>At which field a refusal is told.</summary>
    internal static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "consultation.slug-wrong" or "consultation.slug-taken" => nameof(Slug),
            "consultation.no-such-challenge" => nameof(Challenge),
            "consultation.plan-stays"
            or "consultation.no-plan"
            or "consultation.no-key"
            or "consultation.article-missing"
            or "consultation.article-twice"
            or "consultation.too-many-articles" => nameof(Plan),
            _ => "",
        };
}

/// <summary>An article of the plan.</summary>
public sealed class PlanRow
{
    /// <summary>Made of its title where it is new.</summary>
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Text { get; set; } = new();

    internal bool IsEmpty => Title.IsEmpty && Text.IsEmpty;

    public static PlanRow Of(PlanArticle one) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            Text = Bilingual.Of(one.Text),
        };
}

public sealed class ConsultationValidator : AbstractValidator<ConsultationForm>
{
    public ConsultationValidator(Texts texts)
    {
        var line = new BilingualValidator(texts, CallPresentation.LineLength, required: true);
        var text = new BilingualValidator(texts, CallPresentation.TextLength, required: true);
        RuleFor(form => form.Title).SetValidator(line);
        RuleFor(form => form.Summary).SetValidator(line);
        RuleFor(form => form.Introduction).SetValidator(text);
        RuleFor(form => form.When).SetValidator(line);
        RuleFor(form => form.Source).SetValidator(text);
        RuleForEach(form => form.Plan)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        row.RuleFor(one => one.Title).SetValidator(line);
                        row.RuleFor(one => one.Text)
                            .SetValidator(new BilingualValidator(texts, Consultation.TextLength, required: true));
                    }
                )
            );
    }
}
