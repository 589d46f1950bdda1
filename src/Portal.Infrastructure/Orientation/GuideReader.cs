using Portal.Domain;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Orientation;

/// <summary>What a guide may refer to.</summary>
/// <param name="Calls">Names in addresses of all calls, public or not yet.</param>
/// <param name="Regimes">Keys of the programme.</param>
/// <param name="Regions">Keys of the programme.</param>
public sealed record GuideNames(IReadOnlySet<string> Calls, IReadOnlySet<string> Regimes, IReadOnlySet<string> Regions);

/// <summary>Reads what fits which answers, once the questions are read.</summary>
internal sealed class GuideReader(GuideNames names, IReadOnlyList<GuideQuestion> questions)
{
    public IReadOnlyList<GuideQuestion> Questions => questions;

    public GuideMatter MatterOf(SeedNode node)
    {
        node.Only("kind", "key", "title", "text", "link", "when", "reason", "exclusions");
        var kind = node.At("kind").OneOf<GuideMatterKind>();
        var title = node.MayLocalized("title");
        if (title is null && kind is GuideMatterKind.Resource or GuideMatterKind.Country)
            throw node.Wrong(GuideRefusals.NoTitle(node.Text("key")));
        return new GuideMatter(
            kind,
            KeyOf(node, kind, title),
            title,
            node.MayLocalized("text"),
            LinkOf(node),
            [.. node.At("when").Entries().Select(entry => ConditionOf(entry.Key, entry.Value))],
            node.Localized("reason"),
            [.. node.List("exclusions").Select(ExclusionOf)]
        );
    }

    /// <summary>A call by its name in addresses, a regime of the programme by its key, or a name of its own.</summary>
    private string KeyOf(SeedNode node, GuideMatterKind kind, LocalizedText? title)
    {
        var (place, key) = (node.At("key"), node.Text("key"));
        if (kind == GuideMatterKind.Call)
            return names.Calls.Contains(key) ? key : throw place.Wrong(GuideRefusals.NoCall(key));
        if (kind == GuideMatterKind.Regime && title is null && !names.Regimes.Contains(key))
            throw place.Wrong(GuideRefusals.NoRegime(key));
        return GuideFile.KeyOf(node);
    }

    private GuideExclusion ExclusionOf(SeedNode node)
    {
        var when = node.Only("when", "clause").At("when").Entries();
        if (when.Count != 1)
            throw node.At("when").Wrong(GuideRefusals.NoQuestion(""));
        var (key, answers) = when.Single();
        return new GuideExclusion(ConditionOf(key, answers), node.Localized("clause"));
    }

    private GuideCondition ConditionOf(string key, SeedNode node)
    {
        if (Questions.FirstOrDefault(one => one.Key == key) is not { } question)
            throw node.Wrong(GuideRefusals.NoQuestion(key));
        // Answers of which none is waited for would rule everybody out.
        return node.Items() is { Count: > 0 } answers
            ? new GuideCondition(key, [.. answers.Select(answer => AnswerTo(question, answer))])
            : throw node.Wrong(GuideRefusals.NoAnswer(key, ""));
    }

    private string AnswerTo(GuideQuestion question, SeedNode answer)
    {
        var known = question.OfRegions ? names.Regions : question.Answers.Select(one => one.Key);
        return known.Contains(answer.Text())
            ? answer.Text()
            : throw answer.Wrong(GuideRefusals.NoAnswer(question.Key, answer.Text()));
    }

    public GuideSample SampleOf(SeedNode node, IReadOnlyList<GuideMatter> matters)
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
                        Questions.FirstOrDefault(one => one.Key == entry.Key) is { } question
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
}
