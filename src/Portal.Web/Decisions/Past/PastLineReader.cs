using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Decisions.Past;

/// <summary>Reads one winner of a file.</summary>
internal sealed class PastLineReader(PastWords words)
{
    /// <summary>Between the partners of a cell, as open data writes them.</summary>
    private const char Between = '|';

    private int _line;
    private bool _isRight;

    public List<PastFault> Faults { get; } = [];

    /// <returns>Null where a cell is refused.</returns>
    public PastWinner? Read(int line, IReadOnlyDictionary<PastColumn, string> cells)
    {
        (_line, _isRight) = (line, true);
        var winner = new PastWinner(
            NumberOf(cells[PastColumn.Number]),
            Text(cells, PastColumn.Title, PastWinner.TitleLength, isNeeded: true),
            Text(cells, PastColumn.Lead, PastWinner.NameLength, isNeeded: true),
            RegionOf(cells[PastColumn.Region]),
            AmountOf(cells[PastColumn.Amount])
        )
        {
            Acronym = Text(cells, PastColumn.Acronym, PastWinner.NameLength),
            Summary = Text(cells, PastColumn.Summary, PastWinner.SummaryLength),
            LeadSiret = SiretOf(cells.GetValueOrDefault(PastColumn.LeadSiret, "")),
            Partners = PartnersOf(cells.GetValueOrDefault(PastColumn.Partners, "")),
            DurationMonths = MonthsOf(cells.GetValueOrDefault(PastColumn.Months, "")),
        };
        return _isRight ? winner : null;
    }

    private string NumberOf(string cell) =>
        PastWinner.IsNumber(cell) ? cell : Refuse(PastColumn.Number, PastWinnerRefusals.NumberWrong, cell);

    private string Text(
        IReadOnlyDictionary<PastColumn, string> cells,
        PastColumn column,
        int limit,
        bool isNeeded = false
    )
    {
        var cell = cells.GetValueOrDefault(column, "").Replace("\0", "", StringComparison.Ordinal);
        return (cell.Length == 0 && isNeeded, cell.Length > limit) switch
        {
            (true, _) => Refuse(column, PastWinnerRefusals.CellMissing, cell),
            (_, true) => Refuse(column, PastWinnerRefusals.CellTooLong(limit), cell),
            _ => cell,
        };
    }

    private string RegionOf(string cell) =>
        words.Regions.TryRead(cell, out var region)
            ? region
            : Refuse(PastColumn.Region, PastWinnerRefusals.RegionUnknown(cell.Shortened(60)), cell);

    private Money AmountOf(string cell) =>
        Answers.TryNumber(cell, out var euros) && euros is > 0 and < 1_000_000_000
            ? new Money(euros)
            : Refuse(PastColumn.Amount, PastWinnerRefusals.AmountWrong, Money.Zero);

    private Siret? SiretOf(string cell) =>
        cell.Length == 0 || !Siret.TryParse(cell, out var siret)
            ? cell.Length == 0
                ? null
                : Refuse<Siret?>(PastColumn.LeadSiret, PastWinnerRefusals.SiretWrong, null)
            : siret;

    private List<WinnerPartner> PartnersOf(string cell)
    {
        var names = cell.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > PastWinner.MostPartners)
            return Refuse<List<WinnerPartner>>(
                PastColumn.Partners,
                PastWinnerRefusals.TooManyPartners(PastWinner.MostPartners),
                []
            );
        if (Array.Exists(names, name => name.Length > PastWinner.NameLength))
            return Refuse<List<WinnerPartner>>(
                PastColumn.Partners,
                PastWinnerRefusals.CellTooLong(PastWinner.NameLength),
                []
            );
        return [.. names.Select(name => new WinnerPartner(name, Siret: null))];
    }

    private int? MonthsOf(string cell) =>
        cell.Length == 0 ? null
        : Answers.TryNumber(cell, out var months) && months is >= 1 and <= PastWinner.MostMonths ? (int)months
        : Refuse<int?>(PastColumn.Months, PastWinnerRefusals.MonthsWrong(PastWinner.MostMonths), null);

    private T Refuse<T>(PastColumn column, Refusal reason, T otherwise)
    {
        _isRight = false;
        Faults.Add(new PastFault(_line, column, reason));
        return otherwise;
    }
}
