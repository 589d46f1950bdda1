using FluentValidation;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>Whether what is typed can be read; whether it holds together is the domain's to say.</summary>
public sealed class FollowUpValidator : AbstractValidator<FollowUpForm>
{
    /// <summary>Characters of what one report asks.</summary>
    private const int ReportLength = 100_000;

    public FollowUpValidator(Texts texts)
    {
        var (line, most) = (new BilingualValidator(texts, CallPresentation.LineLength), CallPresentation.MostLines);
        RuleFor(form => form.AgreementTitle).SetValidator(line);
        RuleFor(form => form.AgreementBody).SetValidator(new BilingualValidator(texts, AgreementTemplate.BodyLength));
        RuleFor(form => form)
            .Must(form => form.Indicators.Count <= most && form.Registers.Count <= most)
            .WithMessage(_ => texts["preparation.too-many", most]);
        RuleForEach(form => form.Milestones)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Title).SetValidator(line);
                row.RuleFor(one => one.Months)
                    .Must((one, months) => one.IsEmpty || Whole.Of(months) is not null)
                    .WithMessage(_ => texts["preparation.milestone-months-wrong"]);
                row.RuleFor(one => one.Report)
                    .MaximumLength(ReportLength)
                    .WithMessage(_ => texts["preparation.too-long", ReportLength]);
            });
        RuleForEach(form => form.Tranches)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Title).SetValidator(line);
                row.RuleFor(one => one.Percent)
                    .Must((one, _) => one.IsEmpty || one.Share is not null)
                    .WithMessage(_ => texts["preparation.share-wrong"]);
            });
        RuleForEach(form => form.Indicators)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Title).SetValidator(line);
                row.RuleFor(one => one.Unit).SetValidator(line);
            });
        RuleForEach(form => form.Registers).ChildRules(row => row.RuleFor(one => one.Title).SetValidator(line));
        RuleFor(form => form).Custom((form, context) => ReadReports(form, context, texts));
    }

    /// <summary>What can't be read is told at its milestone, with its line.</summary>
    private static void ReadReports(FollowUpForm form, ValidationContext<FollowUpForm> context, Texts texts)
    {
        foreach (var (index, row) in form.Milestones.Index())
            try
            {
                if (Typed.OrNull(row.Report) is { } report)
                    FollowUpFile.ReadReport(report, form.Matter.Programme);
            }
            catch (SeedException wrong)
            {
                context.AddFailure(
                    $"Milestones[{index}].Report",
                    texts["preparation.report-wrong", wrong.Line, string.Join(' ', wrong.Refusals.Select(texts.Of))]
                );
            }
    }
}
