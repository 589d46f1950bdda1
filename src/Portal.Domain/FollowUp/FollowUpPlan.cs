using Portal.Domain.Calls;

namespace Portal.Domain.FollowUp;

/// <summary>
/// What a call foresees once it has winners: what an agreement says, what is reported and when, how the aid is paid, and
/// what is told of projects across time.
/// </summary>
public sealed record FollowUpPlan
{
    public const int MostMilestones = 20;
    public const int MostTranches = 10;

    /// <summary>Of a call that foresees nothing: its winners are followed nowhere.</summary>
    public static FollowUpPlan None { get; } = new();

    /// <summary>The agreement; null where nothing is foreseen.</summary>
    public AgreementTemplate? Agreement { get; init; }

    /// <summary>In the order in which they are met.</summary>
    public IReadOnlyList<PlannedMilestone> Milestones { get; init; } = [];

    public IReadOnlyList<PlannedTranche> Tranches { get; init; } = [];

    /// <summary>The figures that reports give again and again, drawn across time.</summary>
    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    /// <summary>The tables of reports whose last rows a project's page lists: experiments, research projects.</summary>
    public IReadOnlyList<Register> Registers { get; init; } = [];

    public bool IsFollowed => Agreement is not null;

    public PlannedMilestone? Milestone(string key) => Milestones.FirstOrDefault(one => one.Key == key);

    /// <summary>Whether both say the same, however they were read.</summary>
    public bool IsSameAs(FollowUpPlan other) => Written == other.Written;

    private string Written => System.Text.Json.JsonSerializer.Serialize(this);

    /// <summary>What keeps it from being a plan.</summary>
    public IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(Agreement is null && Milestones.Count + Tranches.Count > 0, FollowUpRefusals.AgreementMissing),
            .. Agreement?.Obstacles ?? [],
            .. Milestones.SelectMany(one => one.Obstacles),
            .. Twice(Milestones.Select(one => one.Key)),
            .. When(Milestones.Count > MostMilestones, FollowUpRefusals.TooManyMilestones(MostMilestones)),
            .. TrancheObstacles,
            .. Indicators.Where(one => !IsAsked(one)).Select(one => FollowUpRefusals.IndicatorNotAsked(one.Key)),
            .. Registers.Where(one => !IsAsked(one)).Select(one => FollowUpRefusals.RegisterNotAsked(one.Key)),
        ];

    private IEnumerable<Refusal> TrancheObstacles =>
        [
            .. Twice(Tranches.Select(one => one.Key)),
            .. When(Tranches.Count > MostTranches, FollowUpRefusals.TooManyTranches(MostTranches)),
            .. Tranches.Where(one => !one.IsWhole).Select(one => FollowUpRefusals.TrancheNotWhole(one.Key)),
            .. When(
                Tranches.Count > 0 && Tranches.Sum(one => one.Percent) != PlannedTranche.All,
                FollowUpRefusals.TranchesNotAll
            ),
            .. Tranches
                .Where(one => one.Milestone is { } key && Milestone(key) is null)
                .Select(one => FollowUpRefusals.UnknownMilestone(one.Milestone!)),
        ];

    private bool IsAsked(Indicator indicator) =>
        indicator.Title.IsWhole && Asks(indicator.Key, field => field.Type is FieldType.Number or FieldType.Amount);

    private bool IsAsked(Register register) =>
        register.Title.IsWhole && Asks(register.Key, field => field.Type == FieldType.Table);

    private bool Asks(string key, Func<FormField, bool> suits) =>
        Milestones
            .SelectMany(one => one.Sections)
            .SelectMany(section => section.Fields)
            .Any(field => field.Key == key && suits(field));

    private static IEnumerable<Refusal> Twice(IEnumerable<string> keys) =>
        keys.CountBy(key => key).Where(one => one.Value > 1).Select(one => FollowUpRefusals.KeyTwice(one.Key));

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}

/// <summary>A figure that reports ask for under the key of its field.</summary>
/// <param name="IsPublic">Whether everybody reads it on the winner's page, from accepted reports.</param>
public sealed record Indicator(string Key, LocalizedText Title, LocalizedText Unit, bool IsPublic = false);

/// <summary>A table that reports ask for under the key of its field, and that is listed where the project is shown.</summary>
/// <param name="IsPublic">Whether everybody reads it on the winner's page, from the last accepted report.</param>
public sealed record Register(string Key, LocalizedText Title, bool IsPublic = false);

/// <summary>A part of the aid, paid at once.</summary>
/// <param name="Percent">Of the aid.</param>
/// <param name="Milestone">The key of what must be accepted before; null for what is paid once the agreement is signed.</param>
public sealed record PlannedTranche(string Key, LocalizedText Title, decimal Percent, string? Milestone = null)
{
    public const decimal All = 100;

    internal bool IsWhole => CallNames.IsKey(Key) && Title.IsWhole && Percent is > 0 and <= All;

    /// <summary>
    /// Their amounts under an aid, to the cent: each is rounded down, and what is left is paid last.
    /// </summary>
    public static IReadOnlyList<Tranche> Of(Money aid, IReadOnlyList<PlannedTranche> planned)
    {
        var amounts = planned.Select(one => Math.Floor(aid.Euros * one.Percent) / All).ToList();
        if (amounts.Count > 0)
            amounts[^1] = aid.Euros - amounts.SkipLast(1).Sum();
        return
        [
            .. planned.Zip(amounts, (one, euros) => new Tranche(one.Key, one.Title, new Money(euros), one.Milestone)),
        ];
    }
}

/// <summary>A part of the aid as it is agreed.</summary>
/// <param name="Milestone">The key of what must be accepted before; null for what is paid once the agreement is signed.</param>
public sealed record Tranche(string Key, LocalizedText Title, Money Amount, string? Milestone);
