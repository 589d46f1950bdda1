using Portal.Domain.Orientation;
using Portal.Domain.Waves;

namespace Portal.Domain.Calls;

/// <summary>What a call must have before the public reads it, part by part.</summary>
internal static class Publication
{
    public static IReadOnlyList<Refusal> Of(Call call, IReadOnlyList<Wave> waves, DateTimeOffset now) =>
        [
            .. When(call.Operator.Length == 0, CallRefusals.NoOperator),
            .. Of(call.Presentation),
            .. Of(call.GraceSeconds, call.Presentation),
            .. Of(call.Steps),
            .. Of(call.Orientation),
            .. When(call.Forms.Count == 0, CallRefusals.NoForm),
            .. When(call.Grids.Count == 0 && call.Admission is null, CallRefusals.NoGrid),
            .. Of(call.Kind, waves, now),
        ];

    public static IEnumerable<Refusal> Of(CallPresentation call) =>
        [
            .. When(!call.Title.IsWhole, CallRefusals.NoTitle),
            .. When(!call.Summary.IsWhole, CallRefusals.NoSummary),
            .. When(!call.Description.IsWhole, CallRefusals.NoDescription),
            .. When(!call.Audience.IsWhole, CallRefusals.NoAudience),
            .. When(!call.Envelope.IsWhole, CallRefusals.NoEnvelope),
            .. When(!EmailAddress.TryParse(call.Contact, out _), CallRefusals.NoContact),
            .. When(call.Service is null, CallRefusals.NoService),
            .. When(call.Silence is null, CallRefusals.NoSilence),
            .. When(call.Eligibility.Count == 0, CallRefusals.NoEligibility),
            .. When(!call.Eligibility.All(one => one.IsWhole), CallRefusals.EligibilityUntranslated),
            .. When(!call.Course.All(one => one.IsWhole), CallRefusals.CourseUntranslated),
            .. When(!call.Documents.All(one => one.Title.IsWhole), CallRefusals.DocumentUntranslated),
            .. When(
                !call.Questions.All(one => one.Question.IsWhole && one.Answer.IsWhole),
                CallRefusals.QuestionUntranslated
            ),
        ];

    public static IEnumerable<Refusal> Of(int graceSeconds, CallPresentation call) =>
        When(graceSeconds > 0 && call.GraceClause is not { IsWhole: true }, CallRefusals.GraceWithoutClause);

    public static IEnumerable<Refusal> Of(IReadOnlyList<CallStep> steps) =>
        [
            .. When(steps.Count == 0, CallRefusals.NoStep),
            .. When(!steps.All(step => step.Title.IsWhole), CallRefusals.StepUntranslated),
        ];

    public static IEnumerable<Refusal> Of(IReadOnlyList<EligibilityQuestion> questions) =>
        When(!questions.All(IsWhole), CallRefusals.OrientationUntranslated);

    private static IEnumerable<Refusal> Of(CallKind kind, IReadOnlyList<Wave> waves, DateTimeOffset now) =>
        [
            .. When(waves.All(wave => wave.StateAt(now) == WaveState.Closed), CallRefusals.NoWave),
            .. When(
                kind == CallKind.Referencing && waves.Count > 0 && waves.All(wave => !wave.IsOpenEnded),
                CallRefusals.ReferencingCloses
            ),
        ];

    private static bool IsWhole(EligibilityQuestion question) =>
        question.Question.IsWhole
        && question.Help is null or { IsWhole: true }
        && question.Answers.All(answer =>
            answer.Label.IsWhole && (answer.Lead != AnswerLead.Out || answer.Clause is { IsWhole: true })
        );

    private static IEnumerable<Refusal> When(bool lacks, Refusal refusal) => lacks ? [refusal] : [];
}
