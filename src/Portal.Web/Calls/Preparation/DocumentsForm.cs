using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The documents of a call, and the questions that are asked about it.</summary>
public sealed class DocumentsForm : PartForm
{
    public List<DocumentRow> Documents { get; set; } = [];

    public List<QuestionRow> Questions { get; set; } = [];

    public static DocumentsForm Of(Call call) =>
        new()
        {
            Documents =
            [
                .. call.Presentation.Documents.Select(one => new DocumentRow
                {
                    Title = Bilingual.Of(one.Title),
                    Url = one.Url,
                }),
            ],
            Questions =
            [
                .. call.Presentation.Questions.Select(one => new QuestionRow
                {
                    Question = Bilingual.Of(one.Question),
                    Answer = Bilingual.Of(one.Answer),
                }),
            ],
        };

    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Documents), Documents);
        RowActs.Apply(Act, nameof(Questions), Questions);
    }

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.Describe(
            call.Kind,
            call.Operator,
            call.Presentation with
            {
                Documents =
                [
                    .. Documents
                        .Where(row => !row.IsEmpty)
                        .Select(row => new CallDocument(row.Title.Text, Typed.Of(row.Url))),
                ],
                Questions =
                [
                    .. Questions
                        .Where(row => !row.IsEmpty)
                        .Select(row => new CallQuestion(row.Question.Text, row.Answer.Text)),
                ],
            },
            call.Themes,
            call.Regimes,
            by,
            now
        );
}

public sealed class DocumentRow
{
    public Bilingual Title { get; set; } = new();

    public string? Url { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Url).Length == 0;
}

public sealed class QuestionRow
{
    public Bilingual Question { get; set; } = new();

    public Bilingual Answer { get; set; } = new();

    internal bool IsEmpty => Question.IsEmpty && Answer.IsEmpty;
}

public sealed class DocumentsValidator : AbstractValidator<DocumentsForm>
{
    public DocumentsValidator(Texts texts)
    {
        RuleFor(form => form.Documents)
            .Must(rows => rows.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleFor(form => form.Questions)
            .Must(rows => rows.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines]);
        RuleForEach(form => form.Documents)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Title).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
                row.RuleFor(one => one.Url)
                    .Must((one, url) => one.IsEmpty || CallDocument.IsAddress(Typed.Of(url)))
                    .WithMessage(_ => texts["preparation.url-wrong"]);
            });
        RuleForEach(form => form.Questions)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Question)
                    .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
                row.RuleFor(one => one.Answer).SetValidator(new BilingualValidator(texts, CallPresentation.TextLength));
            });
    }
}
