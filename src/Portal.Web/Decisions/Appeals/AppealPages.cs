using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Web.Dossiers;

namespace Portal.Web.Decisions.Appeals;

/// <summary>What a carrier can contest, and has contested.</summary>
/// <param name="Until">The last second of the period in mainland France.</param>
/// <param name="IsOver">Whether that is past; an appeal is taken all the same, and counts as late.</param>
/// <param name="Obstacle">Why the decision can't be contested; null where it can.</param>
/// <param name="Text">What was typed.</param>
public sealed record AppealPage(
    DossierRow Dossier,
    Deadline Until,
    bool IsOver,
    Refusal? Obstacle,
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
/// <param name="AnswerDue">The last second before silence rejects it.</param>
/// <param name="ReopensCourt">See <see cref="Appeal.ReopensCourt"/>.</param>
/// <param name="AnsweredBy">Their name; empty where nobody has.</param>
public sealed record AppealPart(
    AppealId Id,
    string Text,
    DateTimeOffset LodgedAt,
    bool IsLate,
    AppealState State,
    Deadline AnswerDue,
    string Answer,
    DateTimeOffset? AnsweredAt,
    string AnsweredBy,
    bool ReopensCourt
)
{
    internal static AppealPart Of(Appeal appeal, string? answeredBy, DateTimeOffset now) =>
        new(
            appeal.Id,
            appeal.Text,
            appeal.LodgedAt,
            appeal.IsLate,
            appeal.StateAt(now),
            AppealPeriod.SilentUntil(appeal.LodgedAt),
            appeal.Answer,
            appeal.AnsweredAt,
            answeredBy ?? "",
            appeal.ReopensCourt
        );
}
