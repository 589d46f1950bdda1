using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Orientation;

/// <summary>Reads a guide from the file that staff edits; what is wrong is told with its line.</summary>
public static class GuideFile
{
    public const string Name = "orientation.yaml";

    /// <param name="text">YAML.</param>
    /// <param name="names">What the guide may refer to.</param>
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static GuideContent Read(string text, GuideNames names)
    {
        var root = SeedNode.Parse(Name, text).Only("questions", "matters", "samples");
        var reader = new GuideReader(names, [.. root.List("questions", by: "key").Select(QuestionOf)]);
        var matters = root.List("matters", by: "key").Select(reader.MatterOf).ToList();
        return new GuideContent(
            reader.Questions,
            matters,
            [.. root.List("samples", by: "name").Select(node => reader.SampleOf(node, matters))]
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

    internal static string KeyOf(SeedNode node) =>
        CallNames.IsKey(node.Text("key"))
            ? node.Text("key")
            : throw node.At("key").Wrong(SeedRefusals.NoKey(node.Text("key")));
}
