namespace Portal.Domain.Orientation;

/// <summary>What an answer to a question before writing leads to.</summary>
public enum AnswerLead
{
    /// <summary>On to the next question; after the last one, the call is open to the person.</summary>
    On,

    /// <summary>The call is not for the person: a clause says so.</summary>
    Out,

    /// <summary>Only a person can say: they are to ask.</summary>
    Ask,
}

/// <summary>A question that tells, before anything is written, whether a call is for somebody.</summary>
/// <param name="Key">Names the question in addresses; unique in the call.</param>
/// <param name="Answers">Two or more, of which one is chosen.</param>
public sealed record EligibilityQuestion(string Key, LocalizedText Question, IReadOnlyList<EligibilityAnswer> Answers)
{
    public LocalizedText? Help { get; init; }

    /// <summary>The questions in a new order: what led on to one that now stands before leads to the next one.</summary>
    public static IReadOnlyList<EligibilityQuestion> Forwards(IReadOnlyList<EligibilityQuestion> questions) =>
        [
            .. questions.Select(
                (question, index) =>
                    question with
                    {
                        Answers =
                        [
                            .. question.Answers.Select(answer =>
                                questions.Skip(index + 1).Any(later => later.Key == answer.Next)
                                    ? answer
                                    : answer with
                                    {
                                        Next = null,
                                    }
                            ),
                        ],
                    }
            ),
        ];

    public bool Equals(EligibilityQuestion? other) =>
        other is not null
        && (Key, Question, Help) == (other.Key, other.Question, other.Help)
        && Answers.SequenceEqual(other.Answers);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>An answer that can be chosen, and where it leads.</summary>
/// <param name="Key">Names the answer in addresses; unique in its question.</param>
public sealed record EligibilityAnswer(string Key, LocalizedText Label, AnswerLead Lead)
{
    /// <summary>The clause of the call that is quoted to who is led out.</summary>
    public LocalizedText? Clause { get; init; }

    /// <summary>The address to ask at; null for the call's own contact.</summary>
    public string? Contact { get; init; }

    /// <summary>The question, further down, that this answer leads on to; null for the next one.</summary>
    public string? Next { get; init; }
}
