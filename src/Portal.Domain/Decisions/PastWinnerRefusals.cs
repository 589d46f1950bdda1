namespace Portal.Domain.Decisions;

public static class PastWinnerRefusals
{
    public static Refusal NoWinner { get; } = new("past.no-winner");

    public static Refusal SourceMissing { get; } = new("past.source-missing");

    public static Refusal AnnouncedLater { get; } = new("past.announced-later");

    public static Refusal DayWrong { get; } = new("past.day-wrong");

    public static Refusal NumberTwice { get; } = new("past.number-twice");

    /// <summary>Only what was imported can be taken back so.</summary>
    public static Refusal DecidedHere { get; } = new("past.decided-here");

    /// <summary>Dossiers of the wave were filed here, or it has a list.</summary>
    public static Refusal WaveRanHere { get; } = new("past.wave-ran-here");

    /// <summary>The file would do something else than was shown.</summary>
    public static Refusal Overtaken { get; } = new("past.overtaken");

    public static Refusal NotText { get; } = new("past.not-text");

    public static Refusal Quotes { get; } = new("past.quotes");

    public static Refusal ColumnTwice { get; } = new("past.column-twice");

    public static Refusal ColumnMissing { get; } = new("past.column-missing");

    public static Refusal CellMissing { get; } = new("past.cell-missing");

    public static Refusal NumberWrong { get; } = new("past.number-wrong");

    public static Refusal SiretWrong { get; } = new("past.siret-wrong");

    public static Refusal AmountWrong { get; } = new("past.amount-wrong");

    public static Refusal SourceTooLong(int limit) => new("past.source-too-long", limit);

    public static Refusal NoFile(int megabytes) => new("past.no-file", megabytes);

    public static Refusal TooLong(int lines) => new("past.too-long", lines);

    public static Refusal Cells(int cells, int columns) => new("past.cells", cells, columns);

    public static Refusal ColumnUnknown(string head) => new("past.column-unknown", head);

    public static Refusal CellTooLong(int limit) => new("past.cell-too-long", limit);

    public static Refusal RegionUnknown(string word) => new("past.region-unknown", word);

    public static Refusal MonthsWrong(int most) => new("past.months-wrong", most);

    public static Refusal TooManyPartners(int most) => new("past.too-many-partners", most);

    /// <summary>An earlier line has the same reference.</summary>
    public static Refusal Twice(int line) => new("past.twice", line);

    /// <summary>Another winner of the portal has it.</summary>
    public static Refusal NumberTaken { get; } = new("past.number-taken");
}
