namespace Portal.Domain.Waves;

public static class WaveRefusals
{
    public static Refusal NoCutOff { get; } = new("wave.no-cut-off");

    public static Refusal ClosesBeforeItOpens { get; } = new("wave.closes-before-it-opens");

    public static Refusal AlreadyOpen { get; } = new("wave.already-open");

    public static Refusal CutOffPassed { get; } = new("wave.cut-off-passed");

    /// <summary>Somebody took it out before.</summary>
    public static Refusal CutOffGone { get; } = new("wave.cut-off-gone");

    public static Refusal BarHasKept { get; } = new("wave.bar-has-kept");

    public static Refusal CutOffsOutOfOrder { get; } = new("wave.cut-offs-out-of-order");

    public static Refusal DateUnchanged { get; } = new("wave.date-unchanged");

    public static Refusal DateInThePast { get; } = new("wave.date-in-the-past");

    public static Refusal CutOffTwice { get; } = new("wave.cut-off-twice");

    public static Refusal FiledFor { get; } = new("wave.filed-for");

    /// <summary>What was filed for a later cut-off would be taken up too early.</summary>
    public static Refusal FiledForNext { get; } = new("wave.filed-for-next");

    /// <summary>Carriers count on the closing: it moves by an act that tells them.</summary>
    public static Refusal ClosingMoves { get; } = new("wave.closing-moves");

    /// <summary>Experts wrote, and carriers filed, on what was hidden then.</summary>
    public static Refusal TermsPromised { get; } = new("wave.terms-promised");

    public static Refusal ReviewsNotDue { get; } = new("wave.reviews-not-due");
}
