using Portal.Domain.Dossiers;
using Portal.Domain.Organisations;

namespace Portal.Domain.Decisions;

/// <summary>A winner as the public reads it: taken from what was filed when the list was prepared.</summary>
public sealed class Winner
{
    /// <summary>Above any real project; whatever a form lets through, its end is a date.</summary>
    private const int LongestMonths = 1_000;

    private Winner() { }

    internal static Winner Of(WinnerListId list, Dossier dossier, Decision decision)
    {
        var filing = dossier.CurrentFiling!;
        var answers = filing.Answers;
        return new Winner
        {
            ListId = list,
            DossierId = dossier.Id,
            Number = dossier.Number!,
            Title = filing.Title,
            Acronym = answers.Text(CommonFields.Acronym),
            Summary = answers.Text(CommonFields.Summary),
            Lead = filing.Lead,
            LeadSiret = filing.Organisations.FirstOrDefault(one => one.Role == OrganisationRole.Lead)?.Siret,
            Partners = PartnersOf(filing),
            Region = answers.Text(CommonFields.Region),
            Amount = decision.Amount!.Value,
            DurationMonths = MonthsOf(answers),
            IsDemonstration = dossier.IsDemonstration,
        };
    }

    internal static Winner Of(WinnerListId list, PastWinner past) =>
        new()
        {
            ListId = list,
            Number = past.Number,
            Title = past.Title,
            Acronym = past.Acronym,
            Summary = past.Summary,
            Lead = past.Lead,
            LeadSiret = past.LeadSiret,
            Partners = past.Partners,
            Region = past.Region,
            Amount = past.Amount,
            DurationMonths = past.DurationMonths,
        };

    public WinnerListId ListId { get; private set; }

    /// <summary>Null where its edition had no dossiers here.</summary>
    public DossierId? DossierId { get; private set; }

    public string Number { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Acronym { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>The organisation that leads the consortium.</summary>
    public string Lead { get; private set; } = "";

    /// <summary>The lead's establishment; null where the form doesn't ask for it.</summary>
    public Siret? LeadSiret { get; private set; }

    /// <summary>The other organisations of the consortium, by name.</summary>
    public IReadOnlyList<WinnerPartner> Partners { get; private set; } = [];

    /// <summary>The key of the region, as the form's option has it.</summary>
    public string Region { get; private set; } = "";

    public Money Amount { get; private set; }

    /// <summary>How long the project lasts, in months, as its dossier said; null where the form doesn't ask.</summary>
    public int? DurationMonths { get; private set; }

    public bool IsDemonstration { get; private set; }

    /// <summary>When a correction of the list made it a winner, UTC; null where the list did.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>When a correction last changed what is said of it, UTC.</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    /// <summary>Takes what is decided anew.</summary>
    internal void Take(Decision decision) => Amount = decision.Amount!.Value;

    /// <param name="isNew">Whether it wasn't a winner before.</param>
    internal void MarkCorrected(DateTimeOffset at, bool isNew) => (Since, CorrectedAt) = (isNew ? at : Since, at);

    private static int? MonthsOf(Answers answers) =>
        Answers.TryNumber(answers.Text(CommonFields.DurationMonths), out var months)
        && months is > 0 and < LongestMonths
            ? (int)months
            : null;

    private static IReadOnlyList<WinnerPartner> PartnersOf(Filing filing) =>
        [
            .. filing
                .Organisations.Where(one => one.Role == OrganisationRole.Member)
                .Select(one => new WinnerPartner(one.Name, one.Siret.Value))
                .OrderBy(one => one.Name, StringComparer.Ordinal)
                .ThenBy(one => one.Siret, StringComparer.Ordinal),
        ];
}

/// <summary>An organisation that carries a winning project with its lead, as the dossier named it.</summary>
/// <param name="Siret">Null where its announcement didn't say.</param>
public sealed record WinnerPartner(string Name, string? Siret);
