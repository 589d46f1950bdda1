using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Decisions.DecisionLetters;

/// <summary>All that a letter is made of.</summary>
/// <param name="Title">As it was filed and judged.</param>
/// <param name="Lead">The leading establishment as filed; empty where the form doesn't ask for it.</param>
/// <param name="Carrier">Who coordinates the dossier.</param>
/// <param name="At">The day of the letter: of the publication, or of a correction since.</param>
/// <param name="IsTold">Whether its carrier reads it by now.</param>
public sealed record LetterMatter(
    Decision Decision,
    string Number,
    string Title,
    string Lead,
    string Carrier,
    CallPresentation Call,
    Wave Wave,
    IReadOnlyList<LetterTemplate> Letters,
    Signatory Signatory,
    DateTimeOffset At,
    bool IsTold,
    bool IsDemonstration
)
{
    public Deadline? NextCutOff =>
        Decision.MovesTo is { } to ? Wave.CutOffs.FirstOrDefault(cutOff => cutOff.Id == to)?.Deadline : null;
}

/// <summary>Who answers for the decision: its name and capacity stand in the letter (art. L.212-1 and L.212-2 CRPA).</summary>
/// <param name="Name">Null until it is approved.</param>
/// <param name="Capacity">As the call names the last step of the approval.</param>
public sealed record Signatory(string? Name, LocalizedText Capacity);
