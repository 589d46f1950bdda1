using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Orientation;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads the questions that tell before writing whether a call is for somebody.</summary>
internal static class OrientationSeed
{
    public static IReadOnlyList<EligibilityQuestion> Read(IReadOnlyList<SeedNode> nodes)
    {
        var keys = nodes.Select(node => node.Text("key")).ToList();
        return [.. nodes.Select((node, index) => QuestionOf(node, keys[(index + 1)..]))];
    }

    private static EligibilityQuestion QuestionOf(SeedNode node, IReadOnlyList<string> later)
    {
        node.Only("key", "question", "help", "answers");
        var answers = node.At("answers").Items(by: "key").Select(answer => AnswerOf(answer, later)).ToList();
        return answers.Count > 1
            ? new EligibilityQuestion(KeyOf(node), node.Written("question"), answers) { Help = node.MayWritten("help") }
            : throw node.At("answers").Wrong(SeedRefusals.OneAnswer);
    }

    private static EligibilityAnswer AnswerOf(SeedNode node, IReadOnlyList<string> later)
    {
        node.Only("key", "label", "lead", "clause", "contact", "next");
        var answer = new EligibilityAnswer(KeyOf(node), node.Written("label"), node.At("lead").OneOf<AnswerLead>())
        {
            Clause = node.MayWritten("clause"),
            Contact = node.MayAt("contact")?.Text(),
            Next = node.MayAt("next")?.Text(),
        };
        if (answer.Lead == AnswerLead.Out && answer.Clause is null)
            throw node.Wrong(SeedRefusals.OutWithoutClause);
        if (answer.Contact is { } contact && !EmailAddress.TryParse(contact, out _))
            throw node.At("contact").Wrong(SeedRefusals.NoAddress);
        if (answer.Next is { } next && !later.Contains(next))
            throw node.At("next").Wrong(SeedRefusals.NoLaterQuestion(next));
        return answer;
    }

    private static string KeyOf(SeedNode node) =>
        CallNames.IsKey(node.Text("key"))
            ? node.Text("key")
            : throw node.At("key").Wrong(SeedRefusals.NoKey(node.Text("key")));
}
