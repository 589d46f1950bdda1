using Portal.Domain;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews;

/// <summary>
/// What was ticked and typed on a page that asks for conflicts. A reason beside a box that isn't ticked says neither
/// yes nor no: taken for a no, it would let a dossier go to who must not read it.
/// </summary>
public sealed class TypedConflicts(IFormCollection form)
{
    public static TypedConflicts None { get; } = new(FormCollection.Empty);

    public bool Has(DossierId dossier) =>
        form["conflicts"].Contains(dossier.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public string ReasonFor(DossierId dossier) => form[$"reason.{dossier.Value}"].ToString().Shortened(500);

    /// <summary>The error of a dossier whose reason stands alone, under its box; null where there is none.</summary>
    public (string Box, string Error)? ErrorOf(DossierId dossier, string number, Texts texts) =>
        !Has(dossier) && ReasonFor(dossier).Trim().Length > 0
            ? ($"c-{dossier.Value}", texts["reviews.reason-alone", number])
            : null;
}
