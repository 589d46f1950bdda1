namespace Portal.Domain.Orientation;

/// <summary>A question that was met on the way, and the answer that was given to it.</summary>
public sealed record OrientationStep(EligibilityQuestion Question, EligibilityAnswer Answer);

/// <summary>How far somebody's answers lead through a call's questions. Nothing of it is kept.</summary>
/// <param name="Answered">In the order in which they were met.</param>
/// <param name="Next">The question to ask now; null at the end of the way.</param>
public sealed record OrientationPath(IReadOnlyList<OrientationStep> Answered, EligibilityQuestion? Next)
{
    /// <summary>Where the way ends; null while a question is left.</summary>
    public AnswerLead? Outcome => Next is null ? Last?.Lead ?? AnswerLead.On : null;

    /// <summary>The answer that ended the way.</summary>
    public EligibilityAnswer? Last => Answered.Count == 0 ? null : Answered[^1].Answer;

    /// <summary>Follows the answers, by question; what answers no question on the way is passed over.</summary>
    public static OrientationPath Follow(
        IReadOnlyList<EligibilityQuestion> questions,
        IReadOnlyDictionary<string, string> given
    )
    {
        var answered = new List<OrientationStep>();
        for (var index = 0; index < questions.Count; )
        {
            var question = questions[index];
            if (
                question.Answers.FirstOrDefault(one => one.Key == given.GetValueOrDefault(question.Key))
                is not { } answer
            )
                return new OrientationPath(answered, question);
            answered.Add(new OrientationStep(question, answer));
            if (answer.Lead != AnswerLead.On)
                break;
            index = After(index, answer, questions);
        }
        return new OrientationPath(answered, Next: null);
    }

    /// <summary>Only forwards, so that every way ends.</summary>
    private static int After(int index, EligibilityAnswer answer, IReadOnlyList<EligibilityQuestion> questions) =>
        questions.Index().FirstOrDefault(one => one.Index > index && one.Item.Key == answer.Next).Index
            is var to
                and > 0
            ? to
            : index + 1;
}
