namespace Portal.Domain.Attachments;

public enum ScanState
{
    /// <summary>No scanner has read the file yet; where there is none, it stays so.</summary>
    Waiting,
    Clean,

    /// <summary>Something was recognised: the file can't be opened.</summary>
    Quarantined,
}

/// <summary>That a virus scanner read a file.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Engine">The scanner and its version.</param>
/// <param name="Signatures">The version of its signatures.</param>
/// <param name="Threat">The name of the signature that it found; null where it found none.</param>
public sealed record Scan(DateTimeOffset At, string Engine, string Signatures, string? Threat)
{
    /// <param name="scan">What was said of a file; null while nothing was.</param>
    public static ScanState StateOf(Scan? scan) =>
        scan switch
        {
            null => ScanState.Waiting,
            { Threat: null } => ScanState.Clean,
            _ => ScanState.Quarantined,
        };

    /// <summary>Why a file can't be opened; null where it can.</summary>
    /// <param name="scan">What was said of it; null while nothing was.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="byOwnTeam">Its own team knows what it uploaded.</param>
    /// <param name="scannerExpected">Whether a scanner will read it: others wait for that.</param>
    public static Refusal? ObstacleToOpening(Scan? scan, string name, bool byOwnTeam, bool scannerExpected) =>
        StateOf(scan) switch
        {
            ScanState.Quarantined => FileRefusals.Quarantined(name),
            ScanState.Waiting when scannerExpected && !byOwnTeam => FileRefusals.NotScanned,
            _ => null,
        };
}
