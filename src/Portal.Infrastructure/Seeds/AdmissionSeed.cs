using Portal.Domain.Admissions;
using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads how a call admits whose applications don't compete.</summary>
internal static class AdmissionSeed
{
    public static AdmissionPlan? Read(SeedNode? node)
    {
        if (node is null)
            return null;
        node.Only("places", "order", "criteria");
        return new AdmissionPlan(
            [.. node.At("criteria").Items("key").Select(CriterionOf)],
            node.MayAt("places")?.Integer(),
            node.MayAt("order")?.OneOf<AdmissionOrder>() ?? AdmissionOrder.FirstCome
        );
    }

    private static AdmissionCriterion CriterionOf(SeedNode node)
    {
        node.Only("key", "title", "guidance", "months-valid");
        var key = node.At("key");
        return CallNames.IsKey(key.Text())
            ? new AdmissionCriterion(
                key.Text(),
                node.Localized("title"),
                node.Localized("guidance"),
                node.MayAt("months-valid")?.Integer()
            )
            : throw key.Wrong(SeedRefusals.NoKey(key.Text()));
    }
}
