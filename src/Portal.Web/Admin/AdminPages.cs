using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;

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

public sealed record MailsPage(int Waiting, int SentToday, IReadOnlyList<MailRow> Doubtful);

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
