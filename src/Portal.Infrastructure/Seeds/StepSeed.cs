using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a step of a call's dossiers.</summary>
internal static class StepSeed
{
    public static CallStep Read(SeedNode node)
    {
        node.Only("key", "title", "verdict", "due-in-days", "may-refile");
        var due = node.MayAt("due-in-days");
        if (due?.Integer() is < 1 or > CallStep.LongestDue)
            throw due.Wrong(SeedRefusals.StepDue(CallStep.LongestDue));
        return new CallStep(
            CallNames.IsKey(node.Text("key"))
                ? node.Text("key")
                : throw node.At("key").Wrong(SeedRefusals.NoKey(node.Text("key"))),
            node.Written("title"),
            node.MayAt("verdict")?.OneOf<StepVerdict>() ?? StepVerdict.None
        )
        {
            DueInDays = due?.Integer(),
            MayRefile = node.MayAt("may-refile")?.Truth() ?? false,
        };
    }
}
