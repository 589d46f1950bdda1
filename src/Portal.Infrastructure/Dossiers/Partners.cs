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
    public async Task<IReadOnlyList<Partner>> OfAsync(DossierId dossier, CancellationToken cancellation) =>
        (await OfAsync([dossier], cancellation))[dossier];

    /// <summary>The partners of several drafts, in as many readings as for one.</summary>
    public async Task<IReadOnlyDictionary<DossierId, IReadOnlyList<Partner>>> OfAsync(
        IReadOnlyCollection<DossierId> dossiers,
        CancellationToken cancellation
    )
    {
        var own = await db
            .Dossiers.Where(one => dossiers.Contains(one.Id))
            .Select(one => new
            {
                one.Id,
                one.FormId,
                one.Step,
            })
            .ToDictionaryAsync(one => one.Id, cancellation);
        var known = await forms.GetAsync(db, own.Values.Select(one => one.FormId), cancellation);
        var keys = known
            .Values.SelectMany(form => form.Sections.Where(section => Asks(form, section)))
            .Select(section => section.Key)
            .Distinct()
            .ToList();
        var sections = await db
            .Sections.Where(section => dossiers.Contains(section.DossierId) && keys.Contains(section.Key))
            .Select(section => new { section.DossierId, section.Answers })
            .ToListAsync(cancellation);
        var answers = sections.ToLookup(section => section.DossierId, section => section.Answers);
        return own.ToDictionary(
            one => one.Key,
            one => Consortium.Of(known[one.Value.FormId].UpTo(one.Value.Step), Answers.Merge(answers[one.Key]))
        );
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
