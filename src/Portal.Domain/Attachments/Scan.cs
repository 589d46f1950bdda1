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
public sealed record Scan(DateTimeOffset At, string Engine, string Signatures, string? Threat);
