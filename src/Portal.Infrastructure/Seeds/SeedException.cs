using Portal.Domain;

namespace Portal.Infrastructure.Seeds;

/// <summary>A file that can't be taken: which one, which line, and why.</summary>
public sealed class SeedException(string file, long line, IReadOnlyList<Refusal> refusals)
    : Exception($"{file}, line {line}: {InEnglish(refusals)}")
{
    private static readonly Texts.Texts Words = new(typeof(Texts.Texts).Assembly);

    public SeedException(string file, long line, Refusal refusal)
        : this(file, line, [refusal]) { }

    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public long Line { get; } = line;

    /// <summary>Why, for pages to tell in the language of their reader.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;

    /// <summary>Why, as the command line tells it.</summary>
    public string Reason => InEnglish(Refusals);

    private static string InEnglish(IEnumerable<Refusal> refusals) =>
        string.Join(' ', refusals.Select(refusal => Words.Of(refusal, "en")));
}
