using System.Globalization;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Portfolio;

namespace Portal.Web.FollowUp.Portfolio;

/// <summary>What a project waits for, and of whom.</summary>
public enum ProjectMove
{
    /// <summary>The service draws up, sends or signs an agreement.</summary>
    AgreementOfService,

    /// <summary>The carrier signs it.</summary>
    AgreementOfCarrier,

    /// <summary>The service amends or ends what the decision no longer covers.</summary>
    Overruling,

    /// <summary>The service reads a report.</summary>
    Report,

    /// <summary>The service says whether the project goes on after an interim review.</summary>
    Interim,

    /// <summary>One person controls a payment.</summary>
    Control,

    /// <summary>A second person orders it.</summary>
    Order,

    /// <summary>The service answers a request for a change.</summary>
    Change,
}

/// <summary>What may go wrong with a project.</summary>
public enum ProjectRisk
{
    /// <summary>A report isn't there in time.</summary>
    Late,
    Suspended,

    /// <summary>Its last day is near, and the balance isn't paid.</summary>
    Ending,

    /// <summary>Aid is to be given back.</summary>
    Recover,
}

/// <summary>Which funded projects somebody looks for; it stands in the address, so that a list can be shared.</summary>
/// <param name="After">Where the page begins.</param>
public sealed record PortfolioFilter(
    string? Call,
    int? Wave,
    ProjectState? State,
    ProjectMove? Awaiting,
    ProjectRisk? Risk,
    string? After
)
{
    public const int PageSize = 50;

    public bool IsEmpty => this with { After = null } == new PortfolioFilter(null, null, null, null, null, null);

    public IQueryable<FundedProject> Of(IQueryable<FundedProject> all) =>
        AtRisk(
            Awaited(
                all.Where(one => Call == null || one.Slug == Call)
                    .Where(one => Wave == null || one.Wave == Wave)
                    .Where(one => StateName == null || one.State == StateName)
            )
        );

    /// <summary>The query of the same list, from another place on.</summary>
    public QueryString From(string? after) =>
        QueryString.Create(
            new (string Name, object? Value)[]
            {
                ("call", Call),
                ("wave", Wave),
                ("state", State),
                ("awaiting", Awaiting),
                ("risk", Risk),
                ("after", after),
            }
                .Select(one => KeyValuePair.Create(one.Name, Convert.ToString(one.Value, CultureInfo.InvariantCulture)))
                .Where(one => !string.IsNullOrEmpty(one.Value))
        );

    private string? StateName => State?.ToString();

    private IQueryable<FundedProject> Awaited(IQueryable<FundedProject> some) =>
        Awaiting switch
        {
            ProjectMove.AgreementOfService => some.Where(one => one.AgreementMove == "Service"),
            ProjectMove.AgreementOfCarrier => some.Where(one => one.AgreementMove == "Carrier"),
            ProjectMove.Overruling => some.Where(one => one.IsOverruled),
            ProjectMove.Report => some.Where(one => one.ReportsToRead > 0),
            ProjectMove.Interim => some.Where(one => one.InterimsToDecide > 0),
            ProjectMove.Control => some.Where(one => one.PaymentsToControl > 0),
            ProjectMove.Order => some.Where(one => one.PaymentsToOrder > 0),
            ProjectMove.Change => some.Where(one => one.ChangesToAnswer > 0),
            _ => some,
        };

    private IQueryable<FundedProject> AtRisk(IQueryable<FundedProject> some) =>
        Risk switch
        {
            ProjectRisk.Late => some.Where(one => one.LateSince != null),
            ProjectRisk.Suspended => some.Where(one => one.State == nameof(ProjectState.Suspended)),
            ProjectRisk.Ending => some.Where(one => one.EndsUnpaid),
            ProjectRisk.Recover => some.Where(one => one.ToRecover > 0),
            _ => some,
        };
}

/// <summary>A wave that has funded projects.</summary>
public sealed record FundedWave(string Slug, LocalizedText Call, int Number);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record PortfolioPage(
    PortfolioFilter Filter,
    IReadOnlyList<FundedWave> Waves,
    PortfolioTotals Totals,
    IReadOnlyList<FundedProject> Projects,
    string? Next,
    DateOnly Today
)
{
    public LocalizedText CallOf(FundedProject project) => Waves.First(one => one.Slug == project.Slug).Call;
}
