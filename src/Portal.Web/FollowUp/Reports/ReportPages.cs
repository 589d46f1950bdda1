using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Interim;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Where a milestone stands.</summary>
public sealed record MilestonePart(
    MilestoneId Id,
    string Key,
    LocalizedText Title,
    MilestoneKind Kind,
    Deadline Due,
    MilestoneState State,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? AcceptedAt,
    GoDecision? Go
)
{
    /// <param name="one">The milestone.</param>
    /// <param name="rest">Of its project.</param>
    /// <param name="now">UTC.</param>
    internal static MilestonePart Of(Milestone one, Suspension? rest, DateTimeOffset now) =>
        new(
            one.Id,
            one.Key,
            one.Title,
            one.Kind,
            one.Due,
            one.StateAt(rest, now),
            one.SubmittedAt,
            one.AcceptedAt,
            one.Go
        );
}

/// <summary>The milestones of a project, each with the way to its report.</summary>
/// <param name="Root">The address of the project.</param>
public sealed record ReportsPart(string Root, IReadOnlyList<ReportRow> Rows);

/// <param name="Act">What the link offers: <c>begin</c>, <c>continue</c> or <c>see</c>; null where there is nothing to open.</param>
/// <param name="IsReviewed">Whether the reader leads an interim review there.</param>
public sealed record ReportRow(MilestonePart Milestone, string? Act, bool IsReviewed);

/// <summary>What was submitted once.</summary>
/// <param name="Number">Counted from 1.</param>
public sealed record SubmissionPart(int Number, DateTimeOffset At);

/// <summary>The project that a report is of.</summary>
/// <param name="Root">Its address.</param>
public sealed record ReportOf(DossierId Dossier, ProjectId Project, string Number, string Title, string Root);

/// <summary>A report that is written.</summary>
/// <param name="Obstacles">What is wrong; what is only missing as well, once somebody asks.</param>
/// <param name="Asked">The questions that are asked, given the answers so far.</param>
/// <param name="Return">What the service asks for, where it was sent back.</param>
public sealed record WriteReportPage(
    ReportOf Of,
    MilestonePart Milestone,
    Form Form,
    Answers Answers,
    int Revision,
    DateTimeOffset? SavedAt,
    IReadOnlyList<FilePart> Files,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlySet<string> Asked,
    IReadOnlyList<SubmissionPart> Submissions,
    ReportReturn? Return,
    bool MayWrite,
    bool Coordinates
)
{
    /// <summary>What is saved, where somebody saved it since the page was opened; the page then shows what was typed.</summary>
    public AnswersPart? Theirs { get; init; }

    public string Path => $"{Of.Root}/reports/{Milestone.Key}";

    public string? ErrorOf(FormField field, Func<Refusal, string> words) =>
        string.Join(" ", Obstacles.Where(one => one.Field == field.Key).Select(one => words(one.Reason)))
            is { Length: > 0 } told
            ? told
            : null;
}

/// <summary>A submission as team and staff read it.</summary>
/// <param name="Shown">The submission that the page shows.</param>
/// <param name="IsWritten">Whether the team has it, to write it anew.</param>
public sealed record ReadReportPage(
    ReportOf Of,
    MilestonePart Milestone,
    SubmissionPart Shown,
    AnswersPart Answers,
    IReadOnlyList<SubmissionPart> Submissions,
    ReportReturn? Return,
    ReportAcceptance? Acceptance,
    bool IsWritten,
    bool IsStaff
)
{
    /// <summary>Whether the reader accepts it or sends it back.</summary>
    public bool MayJudge { get; init; }

    /// <summary>What was decided after experts judged it; null for staff, and until it is.</summary>
    public InterimTold? Told { get; init; }

    public string Path => $"{Of.Root}/reports/{Milestone.Key}";
}

/// <summary>What staff types to send a report back.</summary>
/// <param name="Submission">The one that was read.</param>
public sealed record SendBackForm(string? Words, string? Due, int Submission);

/// <summary>What staff types to accept a report.</summary>
/// <param name="Submission">The one that was read.</param>
public sealed record AcceptForm(string? Justified, string? Remarks, int Submission);
