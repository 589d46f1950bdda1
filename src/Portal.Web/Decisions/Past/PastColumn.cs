using Portal.Domain;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews.Pool;

namespace Portal.Web.Decisions.Past;

/// <summary>A column of a file of past winners. Its head is read in either language, or as open data writes it.</summary>
public enum PastColumn
{
    Number,
    Title,
    Acronym,
    Summary,
    Lead,
    LeadSiret,
    Partners,
    Region,
    Amount,
    Months,
}

/// <summary>The words of a file of past winners.</summary>
internal sealed class PastWords(IReadOnlyList<ProgrammeTerm> regions, Texts texts)
{
    public static IReadOnlyList<PastColumn> Columns { get; } = Enum.GetValues<PastColumn>();

    public static IReadOnlyList<PastColumn> Needed { get; } =
    [PastColumn.Number, PastColumn.Title, PastColumn.Lead, PastColumn.Region, PastColumn.Amount];

    public WordList<PastColumn> Heads { get; } =
        new(Columns.Select(one => (one, InData(one), texts.Both($"past.{one}"))), texts.Language);

    public WordList<string> Regions { get; } = new(regions.Select(one => (one.Key, one.Key, one.Name)), texts.Language);

    /// <summary>The name of the column in the portal's own files.</summary>
    public static string InData(PastColumn column) =>
        column switch
        {
            PastColumn.LeadSiret => "lead_siret",
            PastColumn.Amount => "amount_euros",
            PastColumn.Months => "duration_months",
            _ => column.ToString().ToLowerInvariant(),
        };
}
