using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Web.FollowUp.Changes;

/// <summary>What a carrier asked to be changed, on the page of its project.</summary>
public sealed record ChangesPart(ProjectPage Project, IReadOnlyList<ChangePart> Changes);

/// <summary>A request as both sides read it: nobody of the service is named.</summary>
public sealed record ChangePart(
    ProjectChangeId Id,
    ChangeMatter Matter,
    DateTimeOffset AskedAt,
    bool? IsGranted,
    string Answer,
    DateTimeOffset? AnsweredAt
)
{
    public string State =>
        IsGranted switch
        {
            null => "projectchanges.awaited",
            true => "projectchanges.granted",
            false => "projectchanges.refused",
        };

    internal static ChangePart Of(ProjectChange change) =>
        new(
            change.Id,
            change.Matter,
            change.AskedAt,
            change.Decision?.IsGranted,
            change.Decision?.Words ?? "",
            change.Decision?.At
        );
}

/// <summary>The form by which a change is asked for: its kind first.</summary>
/// <param name="Kinds">Those that make sense now; none where nothing can be asked.</param>
/// <param name="Kind">Null while none is chosen.</param>
public sealed record AskChangePage(
    ProjectPage Project,
    IReadOnlyList<ProjectChangeKind> Kinds,
    ProjectChangeKind? Kind,
    ChangeForm Typed
);

/// <summary>A request before it is sent, with what it would do.</summary>
public sealed record CheckChangePage(
    ProjectPage Project,
    ChangeMatter Matter,
    ChangeEffect Effect,
    IReadOnlyList<KeyValuePair<string, string>> Fields
);

/// <summary>A request as the service answers it.</summary>
/// <param name="Effect">What granting it now would do; null where it is answered, or can't be granted.</param>
/// <param name="Obstacle">Why it can't be granted now.</param>
public sealed record StaffChangePage(
    ProjectPage Project,
    ChangePart Change,
    IReadOnlyList<SignedAct> Acts,
    ChangeEffect? Effect,
    Refusal? Obstacle
)
{
    /// <summary>The aid that isn't justified yet, where a budget is to be carried over.</summary>
    public Money? Unspent { get; init; }
}

/// <summary>As typed.</summary>
/// <param name="Act">The button: <c>check</c>, <c>edit</c> or <c>send</c>.</param>
public sealed record ChangeForm(
    ProjectChangeKind? Kind,
    string? Reason,
    string? Months,
    string? From,
    string? Organisation,
    string? Siret,
    string? Leaves,
    string? FromYear,
    string? ToYear,
    string? Amount,
    string? Act
)
{
    public static ChangeForm Blank { get; } = new(null, null, null, null, null, null, null, null, null, null, null);

    public const string Edit = "edit";
    public const string Send = "send";

    /// <summary>Whether a number was typed that is none.</summary>
    public bool HasWrongSiret => !string.IsNullOrWhiteSpace(Siret) && SiretOf is null;

    private Siret? SiretOf => Portal.Domain.Siret.TryParse(Siret, out var siret) ? siret : null;

    /// <summary>Only what its kind asks for.</summary>
    public ChangeMatter MatterOf(ProjectChangeKind kind)
    {
        var matter = new ChangeMatter(kind, TypedFields.Said(Reason).Trim());
        return kind switch
        {
            ProjectChangeKind.Extension => matter with { Months = NumberOf(Months) },
            ProjectChangeKind.Suspension or ProjectChangeKind.Resumption => matter with
            {
                From = TypedFields.DayOf(From),
            },
            ProjectChangeKind.Partner => matter with
            {
                Organisation = (Organisation ?? "").Trim(),
                Siret = SiretOf,
                Leaves = Leaves == "yes",
            },
            ProjectChangeKind.Coordinator => matter with
            {
                Organisation = (Organisation ?? "").Trim(),
                Siret = SiretOf,
            },
            ProjectChangeKind.CarryOver => matter with
            {
                FromYear = NumberOf(FromYear),
                ToYear = NumberOf(ToYear),
                Amount = TypedFields.MoneyOf(Amount),
            },
            _ => matter,
        };
    }

    /// <summary>What was typed, to be sent once more.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
        [
            .. new (string Name, string? Value)[]
            {
                (nameof(Kind), Kind?.ToString()),
                (nameof(Reason), Reason),
                (nameof(Months), Months),
                (nameof(From), From),
                (nameof(Organisation), Organisation),
                (nameof(Siret), Siret),
                (nameof(Leaves), Leaves),
                (nameof(FromYear), FromYear),
                (nameof(ToYear), ToYear),
                (nameof(Amount), Amount),
            }
                .Where(one => !string.IsNullOrEmpty(one.Value))
                .Select(one => KeyValuePair.Create(one.Name, one.Value!)),
        ];

    private static int? NumberOf(string? typed) =>
        int.TryParse(typed, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
