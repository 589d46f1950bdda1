using System.Globalization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Consultations;

/// <summary>What is typed of a challenge.</summary>
public sealed class ChallengeForm : PartForm
{
    /// <summary>Its name in addresses; asked where it is begun.</summary>
    public string? Slug { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Summary { get; set; } = new();

    public Bilingual Description { get; set; } = new();

    public Bilingual Source { get; set; } = new();

    public List<RoadmapRow> Roadmap { get; set; } = [];

    public List<string> Calls { get; set; } = [];

    public static ChallengeForm Of(Challenge one) =>
        new()
        {
            Slug = one.Slug,
            Title = Bilingual.Of(one.Words.Title),
            Summary = Bilingual.Of(one.Words.Summary),
            Description = Bilingual.Of(one.Words.Description),
            Source = Bilingual.Of(one.Words.Source),
            Roadmap = [.. one.Roadmap.Select(RoadmapRow.Of)],
            Calls = [.. one.Calls],
        };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Roadmap), Roadmap);

    internal ChallengeContent Content =>
        new(
            new ChallengeWords(Title.Text, Summary.Text, Description.Text, Source.Text),
            [.. Roadmap.Where(row => !row.IsEmpty).Select(row => row.Written)],
            Calls
        );

    /// <summary>At which field a refusal is told.</summary>
    internal static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "consultation.slug-wrong" or "consultation.slug-taken" => nameof(Slug),
            "consultation.no-such-call" => nameof(Calls),
            "consultation.step-missing" or "consultation.step-ends-before-it-begins" or "consultation.too-many-steps" =>
                nameof(Roadmap),
            _ => "",
        };
}

public sealed class RoadmapRow
{
    public Bilingual Title { get; set; } = new();

    /// <summary>As it is announced.</summary>
    public Bilingual When { get; set; } = new();

    public string? From { get; set; }

    public string? Until { get; set; }

    internal bool IsEmpty => Title.IsEmpty && When.IsEmpty && Typed.Of(From + Until).Length == 0;

    internal RoadmapStep Written =>
        new(Title.Text, When.Text, TypedFields.DayOf(From) ?? default, TypedFields.DayOf(Until) ?? default);

    public static RoadmapRow Of(RoadmapStep step) =>
        new()
        {
            Title = Bilingual.Of(step.Title),
            When = Bilingual.Of(step.When),
            From = step.From.ToString("O", CultureInfo.InvariantCulture),
            Until = step.Until.ToString("O", CultureInfo.InvariantCulture),
        };
}

public sealed class ChallengeValidator : AbstractValidator<ChallengeForm>
{
    public ChallengeValidator(Texts texts)
    {
        var line = new BilingualValidator(texts, CallPresentation.LineLength, required: true);
        var text = new BilingualValidator(texts, CallPresentation.TextLength, required: true);
        RuleFor(form => form.Title).SetValidator(line);
        RuleFor(form => form.Summary).SetValidator(line);
        RuleFor(form => form.Description).SetValidator(text);
        RuleFor(form => form.Source).SetValidator(text);
        RuleForEach(form => form.Roadmap)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        row.RuleFor(one => one.Title).SetValidator(line);
                        row.RuleFor(one => one.When).SetValidator(line);
                        row.RuleFor(one => one.From)
                            .Must(day => TypedFields.DayOf(day) is not null)
                            .WithMessage(_ => texts["consultations.day-wrong"]);
                        row.RuleFor(one => one.Until)
                            .Must(day => TypedFields.DayOf(day) is not null)
                            .WithMessage(_ => texts["consultations.day-wrong"]);
                    }
                )
            );
    }
}
