namespace Portal.Domain.Orientation;

/// <param name="Key">Names the question in addresses.</param>
/// <param name="OfRegions">Whether the regions of the programme are the answers, whatever they are.</param>
public sealed record GuideQuestion(
    string Key,
    LocalizedText Question,
    LocalizedText? Help,
    bool OfRegions,
    IReadOnlyList<GuideAnswer> Answers
);

public sealed record GuideAnswer(string Key, LocalizedText Label);

public enum GuideMatterKind
{
    /// <summary>A call; shown while it is open or to come.</summary>
    Call,

    /// <summary>A regime that the project may fall under.</summary>
    Regime,

    /// <summary>Criteria, a support programme, a page elsewhere: something to read or to ask for.</summary>
    Resource,

    /// <summary>A fact sheet on a country for those who export.</summary>
    Country,
}

/// <summary>Answers that are waited for: to each question one of those, whichever.</summary>
public sealed record GuideCondition(string Question, IReadOnlyList<string> Answers)
{
    /// <summary>Whether it holds; a question that isn't answered contradicts nothing.</summary>
    internal bool Holds(IReadOnlyDictionary<string, string> given) =>
        !given.TryGetValue(Question, out var answer) || Answers.Contains(answer);

    /// <summary>Whether an answer is there, and one of those.</summary>
    internal bool IsMet(IReadOnlyDictionary<string, string> given) =>
        given.TryGetValue(Question, out var answer) && Answers.Contains(answer);
}

/// <summary>An answer that rules a matter out, and the clause that says so.</summary>
public sealed record GuideExclusion(GuideCondition When, LocalizedText Clause);

/// <summary>Something that a project may need.</summary>
/// <param name="Key">The slug of the call or the key of the regime; a name of its own otherwise.</param>
/// <param name="Title">Null where the call or the regime has one.</param>
/// <param name="Text">What it is, in a sentence or two; null where the call says it.</param>
/// <param name="Link">Where to read on; null where the portal has a page of its own.</param>
/// <param name="When">All must hold.</param>
/// <param name="Reason">Why it fits, told to who is oriented.</param>
public sealed record GuideMatter(
    GuideMatterKind Kind,
    string Key,
    LocalizedText? Title,
    LocalizedText? Text,
    string? Link,
    IReadOnlyList<GuideCondition> When,
    LocalizedText Reason,
    IReadOnlyList<GuideExclusion> Exclusions
);

/// <summary>What is said of a matter: that it fits and why, or the clause that rules it out.</summary>
/// <param name="Clause">Null where it fits.</param>
public sealed record GuideFinding(GuideMatter Matter, LocalizedText? Clause)
{
    public bool Fits => Clause is null;
}

/// <summary>A made-up project that the guide is tried on.</summary>
/// <param name="Fits">The keys that must be found.</param>
/// <param name="Not">The keys that must not.</param>
public sealed record GuideSample(
    string Name,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<string> Fits,
    IReadOnlyList<string> Not
);

/// <summary>What a guide asks and knows.</summary>
public sealed record GuideContent(
    IReadOnlyList<GuideQuestion> Questions,
    IReadOnlyList<GuideMatter> Matters,
    IReadOnlyList<GuideSample> Samples
)
{
    /// <summary>More are nobody's to answer, and the ways through them too many to look at.</summary>
    public const int MostQuestions = 12;

    /// <summary>Ways through the questions that are looked at for dead ends, of all lengths together.</summary>
    private const int MostWays = 50_000;

    /// <summary>The answers that mean something; others are left out.</summary>
    public IReadOnlyDictionary<string, string> Known(
        IReadOnlyDictionary<string, string> given,
        IReadOnlyCollection<string> regions
    ) =>
        Questions
            .Where(question =>
                given.TryGetValue(question.Key, out var answer)
                && (question.OfRegions ? regions.Contains(answer) : question.Answers.Any(one => one.Key == answer))
            )
            .ToDictionary(question => question.Key, question => given[question.Key], StringComparer.Ordinal);

    /// <summary>What fits, in the guide's order, then what an answer rules out. What merely doesn't concern one isn't told.</summary>
    public IReadOnlyList<GuideFinding> Find(IReadOnlyDictionary<string, string> given)
    {
        var concerned = Matters.Where(matter => matter.When.All(condition => condition.Holds(given))).ToList();
        return
        [
            .. concerned
                .Select(matter => new GuideFinding(
                    matter,
                    matter.Exclusions.FirstOrDefault(exclusion => exclusion.When.IsMet(given))?.Clause
                ))
                .OrderBy(finding => !finding.Fits),
        ];
    }

    /// <summary>What keeps it from being published: too many questions, samples that it orients otherwise than they say.</summary>
    public IReadOnlyList<Refusal> Faults() =>
        [
            .. Questions.Count > MostQuestions
                ? [GuideRefusals.TooManyQuestions(MostQuestions)]
                : Array.Empty<Refusal>(),
            .. Samples.SelectMany(sample =>
            {
                var found = Find(sample.Answers).Where(one => one.Fits).Select(one => one.Matter.Key).ToHashSet();
                return sample
                    .Fits.Where(key => !found.Contains(key))
                    .Select(key => GuideRefusals.NotFound(sample.Name, key))
                    .Concat(
                        sample.Not.Where(found.Contains).Select(key => GuideRefusals.FoundWrongly(sample.Name, key))
                    );
            }),
        ];

    /// <summary>
    /// Ways to answer all questions but those of regions that find nothing but what fits everybody: what staff mends, or
    /// knows. The shortest that tells it: answers that make no difference are left out. Anybody's guide is looked through
    /// in the time of a page: the shortest ways, as many as can be.
    /// </summary>
    /// <param name="most">How many are told.</param>
    /// <param name="cancellation">Gives up.</param>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> DeadEnds(int most, CancellationToken cancellation)
    {
        var asked = Questions.Where(question => !question.OfRegions).ToList();
        var found = new List<Dictionary<string, string>>();
        var ways = Enumerable
            .Range(1, asked.Count)
            .SelectMany(length => Choices(asked, length))
            .SelectMany(Ways)
            .Take(MostWays);
        foreach (var way in ways.TakeWhile(_ => found.Count < most))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!found.Exists(shorter => shorter.All(way.Contains)) && LeadsNowhere(way))
                found.Add(way);
        }
        return found;
    }

    /// <summary>What waits for no answer is told to everybody, whatever they say: it leads nobody on.</summary>
    private bool LeadsNowhere(IReadOnlyDictionary<string, string> way) =>
        Find(way).All(one => !one.Fits || one.Matter.When.Count == 0);

    /// <summary>Every way to choose so many questions, in their order.</summary>
    private static IEnumerable<List<GuideQuestion>> Choices(IReadOnlyList<GuideQuestion> asked, int length)
    {
        if (length == 0)
        {
            yield return [];
            yield break;
        }
        for (var first = 0; first <= asked.Count - length; first++)
            foreach (var rest in Choices([.. asked.Skip(first + 1)], length - 1))
                yield return [asked[first], .. rest];
    }

    private static IEnumerable<Dictionary<string, string>> Ways(IReadOnlyList<GuideQuestion> questions) =>
        questions.Aggregate(
            (IEnumerable<Dictionary<string, string>>)[new Dictionary<string, string>(StringComparer.Ordinal)],
            (ways, question) =>
                ways.SelectMany(way =>
                    question.Answers.Select(answer => new Dictionary<string, string>(way, StringComparer.Ordinal)
                    {
                        [question.Key] = answer.Key,
                    })
                )
        );
}

public static class GuideRefusals
{
    public static Refusal TooManyQuestions(int most) => new("guide.too-many-questions", most);

    public static Refusal NotFound(string sample, string key) => new("guide.not-found", sample, key);

    public static Refusal FoundWrongly(string sample, string key) => new("guide.found-wrongly", sample, key);

    public static Refusal NoQuestion(string key) => new("guide.no-question", key);

    public static Refusal NoAnswer(string question, string key) => new("guide.no-answer", question, key);

    public static Refusal NoCall(string key) => new("guide.no-call", key);

    public static Refusal NoRegime(string key) => new("guide.no-regime", key);

    public static Refusal NoMatter(string key) => new("guide.no-matter", key);

    public static Refusal NoTitle(string key) => new("guide.no-title", key);

    public static Refusal TooLong(int most) => new("guide.too-long", most);

    public static Refusal NotSecure(string link) => new("guide.not-secure", link);
}
