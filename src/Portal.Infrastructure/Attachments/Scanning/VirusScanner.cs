namespace Portal.Infrastructure.Attachments.Scanning;

/// <summary>What tells clean files from infected ones; or nothing, and then no file is ever called clean.</summary>
public interface IVirusScanner
{
    /// <summary>Whether a scanner is to be expected: files wait for it, even while it is stopped.</summary>
    bool IsExpected { get; }

    /// <exception cref="ScannerAwayException">It does not answer.</exception>
    /// <exception cref="UnscannableException">It answers, but can't read this file.</exception>
    Task<Verdict> ScanAsync(Stream content, CancellationToken cancellation);
}

/// <param name="Engine">The scanner and its version.</param>
/// <param name="Signatures">The version of its signatures; empty where it names none.</param>
/// <param name="Threat">The name of the signature that it found; null where it found none.</param>
public sealed record Verdict(string Engine, string Signatures, string? Threat);

public sealed class ScannerAwayException(string message, Exception? inner = null) : Exception(message, inner);

public sealed class UnscannableException(string message) : Exception(message);

/// <summary>No scanner at all.</summary>
internal sealed class NoScanner : IVirusScanner
{
    public bool IsExpected => false;

    public Task<Verdict> ScanAsync(Stream content, CancellationToken cancellation) =>
        throw new ScannerAwayException("No scanner is set.");
}
