namespace Portal.Domain.Waves;

public static class WaveRefusals
{
    public static Refusal NoCutOff { get; } = new("wave.no-cut-off");

    public static Refusal ClosesBeforeItOpens { get; } = new("wave.closes-before-it-opens");

    public static Refusal AlreadyOpen { get; } = new("wave.already-open");

    public static Refusal CutOffPassed { get; } = new("wave.cut-off-passed");

    public static Refusal CutOffsOutOfOrder { get; } = new("wave.cut-offs-out-of-order");

    public static Refusal DateUnchanged { get; } = new("wave.date-unchanged");

    public static Refusal DateInThePast { get; } = new("wave.date-in-the-past");
}
