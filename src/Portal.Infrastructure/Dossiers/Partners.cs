using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>The partners that drafts name, read out of the sections that ask for them. Who may see the dossier is asked before.</summary>
public sealed class Partners(PortalDbContext db, FormCache forms)
{
    public async Task<IReadOnlyList<Partner>> OfAsync(DossierId dossier, CancellationToken cancellation)
    {
        var id = await db.Dossiers.Where(one => one.Id == dossier).Select(one => one.FormId).SingleAsync(cancellation);
        var form = await forms.GetAsync(db, id, cancellation);
        var keys = form.Sections.Where(section => Asks(form, section)).Select(section => section.Key).ToList();
        var answers = await db
            .Sections.Where(section => section.DossierId == dossier && keys.Contains(section.Key))
            .Select(section => section.Answers)
            .ToListAsync(cancellation);
        return Consortium.Of(form, Answers.Merge(answers));
    }

    /// <summary>Whether a section asks for the partners, or for what describes the lead.</summary>
    private static bool Asks(Form form, FormSection section)
    {
        var lead = Consortium.LeadOf(form);
        return section.Fields.Any(field =>
            field.Type == FieldType.Consortium
            || field.Key == lead.Name
            || field.Key == lead.Siret
            || field.Key == lead.Type
        );
    }
}
