using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Orientation;

/// <summary>Reads a guide from the file that staff edits; what is wrong is told with its line.</summary>
public static class GuideFile
{
    public const string Name = "orientation.yaml";

    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static GuideContent Read(string text)
    {
        var root = SeedNode.Parse(Name, text).Only("questions", "matters", "samples");
        var questions = root.List("questions", by: "key").Select(QuestionOf).ToList();
        var matters = root.List("matters", by: "key").Select(node => MatterOf(node, questions)).ToList();
        return new GuideContent(
            questions,
            matters,
            [.. root.List("samples", by: "name").Select(node => SampleOf(node, questions, matters))]
        );
    }

    private static GuideQuestion QuestionOf(SeedNode node)
    {
        node.Only("key", "question", "help", "answers", "of-regions");
        var ofRegions = node.MayAt("of-regions")?.Truth() ?? false;
        return new GuideQuestion(
            KeyOf(node),
            node.Localized("question"),
            node.MayLocalized("help"),
            ofRegions,
            ofRegions
                ? []
                :
                [
                    .. node.At("answers")
                        .Items("key")
                        .Select(answer => new GuideAnswer(
                            KeyOf(answer.Only("key", "label")),
                            answer.Localized("label")
                        )),
                ]
        );
    }

    private static GuideMatter MatterOf(SeedNode node, IReadOnlyList<GuideQuestion> questions)
    {
        node.Only("kind", "key", "title", "text", "link", "when", "reason", "exclusions");
        var kind = node.At("kind").OneOf<GuideMatterKind>();
        var title = node.MayLocalized("title");
        if (title is null && kind is GuideMatterKind.Resource or GuideMatterKind.Country)
            throw node.Wrong(GuideRefusals.NoTitle(node.Text("key")));
        return new GuideMatter(
            kind,
            KeyOf(node),
            title,
            node.MayLocalized("text"),
            LinkOf(node),
            [.. node.At("when").Entries().Select(entry => ConditionOf(entry.Key, entry.Value, questions))],
            node.Localized("reason"),
            [.. node.List("exclusions").Select(one => ExclusionOf(one, questions))]
        );
    }

    private static GuideExclusion ExclusionOf(SeedNode node, IReadOnlyList<GuideQuestion> questions)
    {
        var when = node.Only("when", "clause").At("when").Entries();
        if (when.Count != 1)
            throw node.At("when").Wrong(GuideRefusals.NoQuestion(""));
        var (key, answers) = when.Single();
        return new GuideExclusion(ConditionOf(key, answers, questions), node.Localized("clause"));
    }

    private static GuideCondition ConditionOf(string key, SeedNode node, IReadOnlyList<GuideQuestion> questions)
    {
        if (questions.FirstOrDefault(one => one.Key == key) is not { } question)
            throw node.Wrong(GuideRefusals.NoQuestion(key));
        return new GuideCondition(key, [.. node.Items().Select(answer => AnswerTo(question, answer))]);
    }

    private static string AnswerTo(GuideQuestion question, SeedNode answer) =>
        question.OfRegions || question.Answers.Any(one => one.Key == answer.Text())
            ? answer.Text()
            : throw answer.Wrong(GuideRefusals.NoAnswer(question.Key, answer.Text()));

    private static GuideSample SampleOf(
        SeedNode node,
        IReadOnlyList<GuideQuestion> questions,
        IReadOnlyList<GuideMatter> matters
    )
    {
        node.Only("name", "answers", "fits", "not");
        string Matter(SeedNode key) =>
            matters.Any(one => one.Key == key.Text())
                ? key.Text()
                : throw key.Wrong(GuideRefusals.NoMatter(key.Text()));
        return new GuideSample(
            node.Text("name"),
            node.At("answers")
                .Entries()
                .ToDictionary(
                    entry => entry.Key,
                    entry =>
                        questions.FirstOrDefault(one => one.Key == entry.Key) is { } question
                            ? AnswerTo(question, entry.Value)
                            : throw entry.Value.Wrong(GuideRefusals.NoQuestion(entry.Key)),
                    StringComparer.Ordinal
                ),
            [.. node.List("fits").Select(Matter)],
            [.. node.List("not").Select(Matter)]
        );
    }

    /// <summary>A path of the portal, or an address of another site by https.</summary>
    private static string? LinkOf(SeedNode node)
    {
        if (node.MayAt("link") is not { } place)
            return null;
        return PageAddress.IsTaken(place.Text())
            ? place.Text()
            : throw place.Wrong(GuideRefusals.NotSecure(place.Text()));
    }

    private static string KeyOf(SeedNode node) =>
        CallNames.IsKey(node.Text("key"))
            ? node.Text("key")
            : throw node.At("key").Wrong(SeedRefusals.NoKey(node.Text("key")));
}
