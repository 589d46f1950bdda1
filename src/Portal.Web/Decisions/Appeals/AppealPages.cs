using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Web.Dossiers;

namespace Portal.Web.Decisions.Appeals;

/// <summary>What a carrier can contest, and has contested.</summary>
/// <param name="Obstacle">Why it can't be contested now; null where it can.</param>
/// <param name="Text">What was typed.</param>
public sealed record AppealPage(
    DossierRow Dossier,
    Deadline Until,
    Refusal? Obstacle,
    bool IsCoordinator,
    IReadOnlyList<AppealPart> Appeals,
    string? Text
);

/// <summary>An appeal as staff reads and answers it.</summary>
/// <param name="MayAnswer">Whether the reader is in charge and no answer is there.</param>
/// <param name="Typed">What was typed and not taken.</param>
public sealed record StaffAppealPage(StaffAppealRow Appeal, bool MayAnswer, AnswerForm Typed);

/// <summary>An appeal where staff finds it.</summary>
public sealed record StaffAppealRow(DossierId Dossier, WaveId Wave, string Number, string Title, AppealPart Part);

public sealed record AnswerForm(bool? Upheld, string? Reasons);

/// <summary>An appeal as its two sides read it.</summary>
/// <param name="AnswerDue">Until when silence isn't a refusal.</param>
public sealed record AppealPart(
    AppealId Id,
    string Text,
    DateTimeOffset LodgedAt,
    AppealState State,
    Deadline AnswerDue,
    string Answer,
    DateTimeOffset? AnsweredAt
)
{
    internal static AppealPart Of(Appeal appeal, DateTimeOffset now) =>
        new(
            appeal.Id,
            appeal.Text,
            appeal.LodgedAt,
            appeal.StateAt(now),
            AppealPeriod.SilentUntil(appeal.LodgedAt),
            appeal.Answer,
            appeal.AnsweredAt
        );
}
