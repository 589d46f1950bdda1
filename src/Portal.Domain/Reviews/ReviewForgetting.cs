using Portal.Domain.Calls;

namespace Portal.Domain.Reviews;

/// <summary>What is left of a review once its texts, or its expert, are erased: marks, score and dates.</summary>
public sealed partial class Review
{
    /// <summary>Erases all that the expert wrote in words.</summary>
    public void ForgetTexts()
    {
        (Sheet, Draft) = (Sheet.WithoutTexts(), Draft?.WithoutTexts());
        Recusal = Recusal is null ? null : Recusal with { Reason = "" };
        Doubt = Doubt is null ? null : Doubt with { Reason = "" };
        Reopened = Reopened is null ? null : Reopened with { Reason = "" };
    }

    /// <summary>Makes it lead to nobody's account.</summary>
    /// <param name="nobody">The same for all that an expert wrote in a wave, so that marks can still be compared.</param>
    public void ForgetExpert(PersonId nobody) => ExpertPerson = nobody;
}

public sealed partial class Synthesis
{
    /// <summary>Erases all that it says in words.</summary>
    public void ForgetTexts() => Sheet = Sheet.WithoutTexts();
}

public static class ForgottenSheets
{
    /// <summary>Marks, confidence, and answers by yes or no: nothing that was typed.</summary>
    public static ReviewSheet WithoutTexts(this ReviewSheet sheet) =>
        sheet with
        {
            Criteria = [.. sheet.Criteria.Select(one => one with { ToPanel = "", ToCarrier = "" })],
            ToPanel = "",
            ToCarrier = "",
            Answers = sheet
                .Answers.Where(one => one.Value is QuestionCondition.Answer.Yes or QuestionCondition.Answer.No)
                .ToDictionary(StringComparer.Ordinal),
        };
}
