using Portal.Domain.Calls;
using Portal.Domain.People;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a step of the approval of winner lists. Who alone signs is said in the portal, where people are.</summary>
internal static class ApprovalSeed
{
    public static ApprovalStep Read(SeedNode node)
    {
        node.Only("key", "title", "signatory");
        return new ApprovalStep(
            CallNames.IsKey(node.Text("key"))
                ? node.Text("key")
                : throw node.At("key").Wrong(SeedRefusals.NoKey(node.Text("key"))),
            node.Written("title"),
            node.At("signatory").OneOf<PortalRole>()
        );
    }

    /// <summary>With the persons whom the call names for steps that stay.</summary>
    public static IReadOnlyList<ApprovalStep> Named(IReadOnlyList<ApprovalStep> steps, Call call) =>
        [
            .. steps.Select(step =>
                step with
                {
                    Person = call
                        .Approvals.FirstOrDefault(known => (known.Key, known.Signatory) == (step.Key, step.Signatory))
                        ?.Person,
                }
            ),
        ];
}
