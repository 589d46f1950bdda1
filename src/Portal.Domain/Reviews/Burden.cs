namespace Portal.Domain.Reviews;

/// <summary>What an expert reviews of a wave already, and why they are given one more where that is all they can take.</summary>
/// <param name="Held">Dossiers.</param>
/// <param name="Reason">In an officer's words, for the history; empty where none was given.</param>
public sealed record Burden(int Held, string Reason)
{
    public static Burden None { get; } = new(0, "");

    /// <summary>Why they can't be given one more; null where they can.</summary>
    public Refusal? ObstacleFor(Expert expert) =>
        IsFullFor(expert) && string.IsNullOrWhiteSpace(Reason)
            ? ReviewRefusals.OverCapacity(expert.Name, expert.Pool.Capacity)
            : null;

    /// <summary>The reason, where one more is too many.</summary>
    public string? ReasonFor(Expert expert) => IsFullFor(expert) ? Reason.Trim() : null;

    private bool IsFullFor(Expert expert) => Held >= expert.Pool.Capacity;
}
