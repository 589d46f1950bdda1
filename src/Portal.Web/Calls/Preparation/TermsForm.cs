using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The conditions of a call and what happens to a dossier, line by line.</summary>
public sealed class TermsForm : PartForm
{
    public List<Bilingual> Eligibility { get; set; } = [];

    public List<Bilingual> Course { get; set; } = [];

    public static TermsForm Of(Call call) =>
        new()
        {
            Eligibility = [.. call.Presentation.Eligibility.Select(Bilingual.Of)],
            Course = [.. call.Presentation.Course.Select(Bilingual.Of)],
        };

    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Eligibility), Eligibility);
        RowActs.Apply(Act, nameof(Course), Course);
    }

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.Describe(
            call.Kind,
            call.Operator,
            call.Presentation with
            {
                Eligibility = Written(Eligibility),
                Course = Written(Course),
            },
            call.Themes,
            call.Regimes,
            by,
            now
        );

    private static List<LocalizedText> Written(List<Bilingual> lines) =>
        [.. lines.Select(line => line.TextOrNone).OfType<LocalizedText>()];
}

public sealed class TermsValidator : AbstractValidator<TermsForm>
{
    public TermsValidator(Texts texts)
    {
        var line = new BilingualValidator(texts, CallPresentation.TextLength);
        RuleFor(form => form.Eligibility)
            .Must(lines => lines.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleFor(form => form.Course)
            .Must(lines => lines.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleForEach(form => form.Eligibility).SetValidator(line);
        RuleForEach(form => form.Course).SetValidator(line);
    }
}
