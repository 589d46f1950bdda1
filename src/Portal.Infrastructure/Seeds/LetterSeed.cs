using Portal.Domain.Calls;
using Portal.Domain.Decisions;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads the letter of a call for one outcome.</summary>
internal static class LetterSeed
{
    public static LetterTemplate Read(SeedNode node)
    {
        node.Only("outcome", "subject", "body");
        return new LetterTemplate(node.At("outcome").OneOf<Outcome>(), node.Written("subject"), node.Written("body"));
    }
}
