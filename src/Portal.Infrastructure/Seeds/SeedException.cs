namespace Portal.Infrastructure.Seeds;

/// <summary>Data of the seeds that can't be taken: which file, which line, and why.</summary>
public sealed class SeedException(string file, long line, string reason) : Exception($"{file}, line {line}: {reason}")
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public long Line { get; } = line;

    public string Reason { get; } = reason;
}
