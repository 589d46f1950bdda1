using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Scheduling;

namespace Portal.Web.Admin;

public sealed record PeoplePage(string? Search, IReadOnlyList<PersonRow> People);

public sealed record PersonRow(
    Guid Id,
    string Name,
    string Email,
    bool IsConfirmed,
    bool HasSecondFactor,
    IReadOnlyList<string> Roles
)
{
    public bool Has(PortalRole role) => Roles.Contains(role.ToString());
}

public sealed record EntrustPage(IReadOnlyList<EntrustedCall> Calls, IReadOnlyList<(Guid Id, string Name)> Officers);

public sealed record EntrustedCall(CallId Id, string Slug, CallPresentation Call, IReadOnlyList<string> Officers);

/// <param name="Older">From which line on the next page goes; null on the last one.</param>
public sealed record HistoryPage(string? Subject, IReadOnlyList<HistoryRow> Rows, long? Older);

public sealed record HistoryRow(
    long Id,
    string Name,
    string SubjectKind,
    Guid SubjectId,
    string? By,
    DateTimeOffset At,
    string Data,
    bool IsSealed
);

public sealed record MailsPage(
    int Waiting,
    int SentToday,
    IReadOnlyList<MailRow> Doubtful,
    IReadOnlyList<RefusingRow> Refusing
);

public sealed record RefusingRow(string Address, string Status, DateTimeOffset At);

public sealed record MailRow(
    Guid Id,
    string Recipient,
    string Template,
    string Occasion,
    DateTimeOffset CreatedAt,
    int Attempts,
    string? LastError,
    bool IsClaimed
);

/// <param name="Jobs">Those that need somebody first.</param>
/// <param name="RunsHere">Whether this process runs jobs, so that Hangfire's own pages are there.</param>
public sealed record JobsPage(IReadOnlyList<JobState> Jobs, bool RunsHere)
{
    public bool IsWell => Jobs.All(job => !job.IsTold);

    /// <summary>Nothing runs at all: it isn't this or that job.</summary>
    public bool IsAllSilent => Jobs.All(job => job.Health == JobHealth.Silent);
}
