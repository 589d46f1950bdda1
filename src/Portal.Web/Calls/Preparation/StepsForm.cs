using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The steps that dossiers of a call go through.</summary>
public sealed class StepsForm : PartForm
{
    public List<StepRow> Steps { get; set; } = [];

    public static StepsForm Of(Call call) => new() { Steps = [.. call.Steps.Select(StepRow.Of)] };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Steps), Steps);

    public void Save(Call call, PersonId by, DateTimeOffset now)
    {
        var steps = new List<CallStep>();
        var taken = Typed.Keys(Steps.Select(row => row.Key));
        foreach (var row in Steps.Where(row => !row.IsEmpty))
        {
            var key = Typed.OrNull(row.Key) ?? Keys.Free(row.Title.Text.Fr, taken);
            // What this page doesn't ask stays as it is.
            var known = call.Steps.FirstOrDefault(step => step.Key == key) ?? new CallStep(key, row.Title.Text);
            steps.Add(
                known with
                {
                    Title = row.Title.Text,
                    Verdict = row.Verdict,
                    DueInDays = row.DueInDays,
                    MayRefile = row.MayRefile,
                }
            );
        }
        call.LayOut(steps, by, now);
    }
}

public sealed class StepRow
{
    /// <summary>Names the step in data; made of the title where it is left empty.</summary>
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public StepVerdict Verdict { get; set; }

    public int? DueInDays { get; set; }

    public bool MayRefile { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    public static StepRow Of(CallStep step) =>
        new()
        {
            Key = step.Key,
            Title = Bilingual.Of(step.Title),
            Verdict = step.Verdict,
            DueInDays = step.DueInDays,
            MayRefile = step.MayRefile,
        };
}

public sealed class StepsValidator : AbstractValidator<StepsForm>
{
    public StepsValidator(Texts texts)
    {
        RuleFor(form => form.Steps)
            .Must(rows => rows.Count <= CallStep.Most)
            .WithMessage(_ => texts["preparation.too-many", CallStep.Most])
            .Must(rows => Typed.AreApart(rows.Select(row => row.Key)))
            .WithMessage(_ => texts["preparation.key-twice"]);
        RuleForEach(form => form.Steps)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Key)
                    .Must(key => Typed.OrNull(key) is null || CallNames.IsKey(Typed.Of(key)))
                    .WithMessage(_ => texts["preparation.key-wrong", CallNames.KeyLength]);
                row.RuleFor(one => one.Title).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
                row.RuleFor(one => one.Verdict).IsInEnum().WithMessage(_ => texts["preparation.verdict-wrong"]);
                row.RuleFor(one => one.DueInDays)
                    .Must(days => days is null or (>= 1 and <= CallStep.LongestDue))
                    .WithMessage(_ => texts["preparation.days-wrong", CallStep.LongestDue]);
            });
    }
}
