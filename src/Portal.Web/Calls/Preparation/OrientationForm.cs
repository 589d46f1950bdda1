using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>One question of a call's orientation.</summary>
public sealed class OrientationForm : PartForm
{
    /// <summary>Its place, counted from 1; one past the last for a new one.</summary>
    public int Place { get; set; }

    public string? Key { get; set; }

    public Bilingual Question { get; set; } = new();

    public Bilingual Help { get; set; } = new();

    public List<AnswerRow> Answers { get; set; } = [];

    /// <summary>The questions that an answer can lead on to.</summary>
    [BindNever]
    public IReadOnlyList<EligibilityQuestion> Later { get; private set; } = [];

    /// <returns>Null where the call has no such question.</returns>
    public static OrientationForm? Of(Call call, int place)
    {
        if (place == call.Orientation.Count + 1)
            return new OrientationForm { Place = place, Answers = [new AnswerRow(), new AnswerRow()] };
        if (place < 1 || place > call.Orientation.Count)
            return null;
        var question = call.Orientation[place - 1];
        return new OrientationForm
        {
            Place = place,
            Key = question.Key,
            Question = Bilingual.Of(question.Question),
            Help = Bilingual.Of(question.Help),
            Answers = [.. question.Answers.Select(AnswerRow.Of)],
            Later = [.. call.Orientation.Skip(place)],
        };
    }

    public override void Complete(PartForm saved) => Later = ((OrientationForm)saved).Later;

    public override void Rearrange() => RowActs.Apply(Act, nameof(Answers), Answers);

    public void Save(Call call, PersonId by, DateTimeOffset now)
    {
        var questions = call.Orientation.ToList();
        var others = questions.Where((_, index) => index != Place - 1).Select(one => one.Key).ToList();
        var question = Written(others);
        if (others.Contains(question.Key))
            throw new RefusedException(CallRefusals.QuestionKeyTwice(question.Key));
        if (Place > questions.Count)
            questions.Add(question);
        else
            questions[Place - 1] = question;
        call.Orient(EligibilityQuestion.Forwards(questions), by, now);
    }

    private EligibilityQuestion Written(IReadOnlyList<string> others)
    {
        var taken = Typed.Keys(Answers.Select(row => row.Key));
        var answers = Answers.Where(row => !row.IsEmpty).Select(row => row.Written(taken)).ToList();
        var key = Typed.OrNull(Key) ?? Keys.Free(Question.Text.Fr, others.ToHashSet(StringComparer.Ordinal));
        return new EligibilityQuestion(key, Question.Text, answers) { Help = Help.TextOrNone };
    }
}

public sealed class AnswerRow
{
    public string? Key { get; set; }

    public Bilingual Label { get; set; } = new();

    public AnswerLead Lead { get; set; }

    public Bilingual Clause { get; set; } = new();

    public string? Contact { get; set; }

    /// <summary>The key of a later question; null for the next one.</summary>
    public string? Next { get; set; }

    internal bool IsEmpty => Label.IsEmpty;

    public static AnswerRow Of(EligibilityAnswer answer) =>
        new()
        {
            Key = answer.Key,
            Label = Bilingual.Of(answer.Label),
            Lead = answer.Lead,
            Clause = Bilingual.Of(answer.Clause),
            Contact = answer.Contact,
            Next = answer.Next,
        };

    internal EligibilityAnswer Written(ISet<string> taken) =>
        new(Typed.OrNull(Key) ?? Keys.Free(Label.Text.Fr, taken), Label.Text, Lead)
        {
            Clause = Lead == AnswerLead.Out ? Clause.Text : Clause.TextOrNone,
            Contact = Typed.OrNull(Contact),
            Next = Lead == AnswerLead.On ? Typed.OrNull(Next) : null,
        };
}

public sealed class OrientationValidator : AbstractValidator<OrientationForm>
{
    public OrientationValidator(Texts texts)
    {
        RuleFor(form => form.Key)
            .Must(key => Typed.OrNull(key) is null || CallNames.IsKey(Typed.Of(key)))
            .WithMessage(_ => texts["preparation.key-wrong", CallNames.KeyLength]);
        RuleFor(form => form.Question)
            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true));
        RuleFor(form => form.Help).SetValidator(new BilingualValidator(texts, CallPresentation.TextLength));
        RuleFor(form => form.Answers)
            .Must(rows => rows.Count(row => !row.IsEmpty) >= 2)
            .WithMessage(_ => texts["preparation.two-answers"])
            .Must(rows => rows.Count <= CallPresentation.MostLines)
            .WithMessage(_ => texts["preparation.too-many", CallPresentation.MostLines])
            .Must(rows => Typed.AreApart(rows.Select(row => row.Key)))
            .WithMessage(_ => texts["preparation.key-twice"]);
        RuleForEach(form => form.Answers).SetValidator(new AnswerValidator(texts));
    }

    private sealed class AnswerValidator : AbstractValidator<AnswerRow>
    {
        public AnswerValidator(Texts texts)
        {
            RuleFor(row => row.Key)
                .Must(key => Typed.OrNull(key) is null || CallNames.IsKey(Typed.Of(key)))
                .WithMessage(_ => texts["preparation.key-wrong", CallNames.KeyLength]);
            RuleFor(row => row.Label).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
            RuleFor(row => row.Lead).IsInEnum().WithMessage(_ => texts["preparation.lead-wrong"]);
            RuleFor(row => row.Clause)
                .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true))
                .When(row => !row.IsEmpty && row.Lead == AnswerLead.Out);
            RuleFor(row => row.Contact)
                .Must(contact => Typed.OrNull(contact) is null || EmailAddress.TryParse(Typed.Of(contact), out _))
                .WithMessage(_ => texts["people.email-wrong"]);
        }
    }
}
