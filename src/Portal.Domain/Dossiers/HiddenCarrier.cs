using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>What is left of a dossier where experts are not to know who carries it.</summary>
public static class HiddenCarrier
{
    /// <summary>The questions that are asked of experts' eyes: those that tell who answers are none of them.</summary>
    public static IReadOnlySet<string> ReadableIn(Form form)
    {
        var fields = form.Fields.ToList();
        var told = fields
            .SelectMany(field => field.Fills.Values)
            .Concat(fields.Select(field => field.Lead).OfType<LeadFields>().SelectMany(KeysOf))
            .Append(CommonFields.LeadName)
            .Append(CommonFields.LeadSiret)
            .ToHashSet(StringComparer.Ordinal);
        return fields
            .Where(field => field.Identifies == false || (!field.TellsWho && !told.Contains(field.Key)))
            .Select(field => field.Key)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> KeysOf(LeadFields lead) => new[] { lead.Name, lead.Siret }.OfType<string>();
}
