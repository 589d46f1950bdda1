using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Calls.Preparation;

/// <summary>The parts of a call, each with a page of its own, in the order in which one writes them.</summary>
public enum CallPart
{
    Presentation,
    Terms,
    Documents,
    Steps,
    Form,
    Orientation,
    Grid,
    Admission,
    Thesaurus,
    Time,
    Reminders,
    Approvals,
    Letters,
    FollowUp,
    Waves,
    Acknowledgement,
}

internal static class CallParts
{
    public static string Address(CallHead call, CallPart part) =>
        $"{call.Root}/{JsonNamingPolicy.KebabCaseLower.ConvertName(part.ToString())}";

    /// <summary>Where something that keeps a call from being published is mended.</summary>
    public static CallPart Of(Refusal refusal) =>
        refusal switch
        {
            _ when refusal == CallRefusals.NoEligibility => CallPart.Terms,
            _ when refusal == CallRefusals.EligibilityUntranslated => CallPart.Terms,
            _ when refusal == CallRefusals.CourseUntranslated => CallPart.Terms,
            _ when refusal == CallRefusals.DocumentUntranslated => CallPart.Documents,
            _ when refusal == CallRefusals.QuestionUntranslated => CallPart.Documents,
            _ when refusal == CallRefusals.NoStep => CallPart.Steps,
            _ when refusal == CallRefusals.StepUntranslated => CallPart.Steps,
            _ when refusal == CallRefusals.NoForm => CallPart.Form,
            _ when refusal == CallRefusals.OrientationUntranslated => CallPart.Orientation,
            _ when refusal == CallRefusals.NoGrid => CallPart.Grid,
            _ when refusal == CallRefusals.GraceWithoutClause => CallPart.Time,
            _ when refusal == CallRefusals.NoWave => CallPart.Waves,
            _ when refusal == CallRefusals.ReferencingCloses => CallPart.Waves,
            _ when refusal == CallRefusals.NoService => CallPart.Acknowledgement,
            _ when refusal == CallRefusals.NoSilence => CallPart.Acknowledgement,
            _ => CallPart.Presentation,
        };
}
