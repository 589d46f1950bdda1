using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Organisations;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Organisations;

/// <summary>That a dossier of one's own team names an organisation.</summary>
public sealed record OwnNaming(DossierId Dossier, NamedOrganisation Named);

/// <summary>
/// The organisations of the dossiers whose team a person is in: as filed, found by the index that filing writes; as
/// drafted while nothing is filed, read out of the few drafts themselves, so that saving a section costs nothing more.
/// </summary>
public sealed class OwnOrganisations(PortalDbContext db, FormCache forms)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<OwnNaming>> ReadAsync(Viewer viewer, CancellationToken cancellation)
    {
        var own = await db.DossiersOf(viewer)
            .AsNoTracking()
            .OrderByDescending(one => one.StartedAt)
            .Select(one => new Own(one.Id, one.FormId, one.FilingId))
            .Take(Most)
            .ToListAsync(cancellation);
        return [.. await FiledAsync(own, cancellation), .. await DraftedAsync(own, cancellation)];
    }

    private async Task<List<OwnNaming>> FiledAsync(List<Own> own, CancellationToken cancellation)
    {
        var filings = own.Where(one => one.Filing is not null).ToDictionary(one => one.Filing!.Value, one => one.Id);
        var ids = filings.Keys.ToList();
        var filed = await db
            .FiledOrganisations.AsNoTracking()
            .Where(one => ids.Contains(one.FilingId))
            .ToListAsync(cancellation);
        return
        [
            .. filed.Select(one => new OwnNaming(
                filings[one.FilingId],
                new NamedOrganisation(one.Siret, one.Role, one.Name)
            )),
        ];
    }

    private async Task<List<OwnNaming>> DraftedAsync(List<Own> own, CancellationToken cancellation)
    {
        var drafts = own.Where(one => one.Filing is null).ToDictionary(one => one.Id, one => one.Form);
        var known = await forms.GetAsync(db, drafts.Values, cancellation);
        var ids = drafts.Keys.ToList();
        var keys = known
            .Values.SelectMany(form => form.Sections.Where(NamedOrganisation.MayStandIn))
            .Select(section => section.Key)
            .Distinct()
            .ToList();
        var sections = await db
            .Sections.AsNoTracking()
            .Where(one => ids.Contains(one.DossierId) && keys.Contains(one.Key))
            .Select(one => new { one.DossierId, one.Answers })
            .ToListAsync(cancellation);
        return
        [
            .. sections
                .GroupBy(one => one.DossierId, one => one.Answers)
                .SelectMany(draft =>
                    NamedOrganisation
                        .In(known[drafts[draft.Key]], Answers.Merge(draft))
                        .Select(named => new OwnNaming(draft.Key, named))
                ),
        ];
    }

    private sealed record Own(DossierId Id, FormId Form, FilingId? Filing);
}
