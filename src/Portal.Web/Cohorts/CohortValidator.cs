using System.Linq.Expressions;
using FluentValidation;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Cohorts;

public sealed class CohortValidator : AbstractValidator<CohortForm>
{
    private readonly Texts _texts;

    public CohortValidator(Texts texts)
    {
        _texts = texts;
        var line = new BilingualValidator(texts, CallPresentation.LineLength, required: true);
        var text = new BilingualValidator(texts, CallPresentation.TextLength, required: true);
        RuleFor(form => form.Title).SetValidator(line);
        RuleFor(form => form.Summary).SetValidator(line);
        RuleFor(form => form.Introduction).SetValidator(text);
        RuleFor(form => form.Source).SetValidator(text);
        RuleFor(form => form.Candidates)
            .Must(typed => Whole.Of(typed) is >= 0)
            .WithMessage(_ => texts["cohorts.candidates-wrong"]);
        RuleForEach(form => form.Members)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        Name(row, one => one.Name);
                        row.RuleFor(one => one.Product).SetValidator(line);
                    }
                )
            );
        RuleForEach(form => form.Mentors)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        Name(row, one => one.Name);
                        Name(row, one => one.Body);
                    }
                )
            );
        RuleForEach(form => form.Sessions)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        Day(row, one => one.Day);
                        row.RuleFor(one => one.Title).SetValidator(line);
                    }
                )
            );
        RuleForEach(form => form.Goals)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        Day(row, one => one.Day);
                        row.RuleFor(one => one.Title).SetValidator(line);
                    }
                )
            );
    }

    private void Name<T>(AbstractValidator<T> row, Expression<Func<T, string?>> of) =>
        row.RuleFor(of)
            .Must(name => Typed.Of(name).Length is > 0 and <= CallPresentation.LineLength)
            .WithMessage(_ => _texts["cohorts.name-wrong", CallPresentation.LineLength]);

    private void Day<T>(AbstractValidator<T> row, Expression<Func<T, string?>> of) =>
        row.RuleFor(of)
            .Must(day => TypedFields.DayOf(day) is not null)
            .WithMessage(_ => _texts["consultations.day-wrong"]);
}
