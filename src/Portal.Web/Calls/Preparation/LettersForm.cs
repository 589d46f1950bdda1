using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The letters of a call, one an outcome; where one is left empty, the portal's own goes out.</summary>
public sealed class LettersForm : PartForm
{
    public List<LetterRow> Letters { get; set; } = [];

    public static LettersForm Of(Call call) =>
        new()
        {
            Letters =
            [
                .. LetterTemplate.Outcomes.Select(outcome =>
                    LetterRow.Of(outcome, call.Letters.FirstOrDefault(one => one.Outcome == outcome))
                ),
            ],
        };

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.WriteLetters(
            [
                .. Letters
                    .Where(row => !row.IsEmpty)
                    .Select(row => new LetterTemplate(row.Outcome, row.Subject.Text, row.Body.Text)),
            ],
            by,
            now
        );
}

public sealed class LetterRow
{
    public Outcome Outcome { get; set; }

    public Bilingual Subject { get; set; } = new();

    public Bilingual Body { get; set; } = new();

    internal bool IsEmpty => Subject.IsEmpty && Body.IsEmpty;

    public static LetterRow Of(Outcome outcome, LetterTemplate? template) =>
        new()
        {
            Outcome = outcome,
            Subject = Bilingual.Of(template?.Subject),
            Body = Bilingual.Of(template?.Body),
        };
}

public sealed class LettersValidator : AbstractValidator<LettersForm>
{
    public LettersValidator(Texts texts)
    {
        RuleForEach(form => form.Letters)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Subject)
                    .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true))
                    .When(one => !one.IsEmpty);
                row.RuleFor(one => one.Body)
                    .SetValidator(new BilingualValidator(texts, LetterTemplate.BodyLength, required: true))
                    .When(one => !one.IsEmpty);
            });
        RuleFor(form => form.Letters)
            .Must(rows => rows.Select(row => row.Outcome).SequenceEqual(LetterTemplate.Outcomes))
            .WithMessage(_ => texts["preparation.overtaken"]);
    }
}
