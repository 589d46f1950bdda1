namespace Portal.Domain;

/// <summary>
/// Why an act is refused: a stable code (<c>dossier.wave-closed</c>), whose text stands in the resources under
/// <c>refusal.{code}</c>, and the arguments of that text. Where a call's own rule refuses, <see cref="Clause"/>
/// quotes it.
/// </summary>
public sealed record Refusal(string Code, params object?[] Arguments)
{
    /// <summary>The clause of the call that the act runs against, or null for a rule of the portal itself.</summary>
    public LocalizedText? Clause { get; init; }

    public bool Equals(Refusal? other) =>
        other is not null && Code == other.Code && Arguments.SequenceEqual(other.Arguments) && Clause == other.Clause;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);
}

/// <summary>An act that a rule of the domain refuses; nothing has changed.</summary>
public sealed class RefusedException(IReadOnlyList<Refusal> refusals)
    : Exception(string.Join(", ", refusals.Select(refusal => refusal.Code)))
{
    public RefusedException(Refusal refusal)
        : this([refusal]) { }

    /// <summary>All the reasons, in the order in which a reader should meet them; never empty.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}
