using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Organisations;

/// <summary>
/// Organisations by their SIRET: what the public directory tells everybody who is signed in, and, beside it, the dossiers
/// that the person may see anyway. Where they may see none, the page is the same as if there were none.
/// </summary>
[Authorize]
public sealed class OrganisationsController(
    PortalDbContext db,
    PortalClock clock,
    Cards cards,
    OwnOrganisations ownOrganisations,
    Partners partners
) : Controller
{
    private const int Most = 200;

    [HttpGet("/organisations"), EnableRateLimiting(WebHygiene.LookUpLimit)]
    public async Task<IActionResult> Index(string? siret, CancellationToken cancellation)
    {
        var asked = string.IsNullOrWhiteSpace(siret) ? null : (await cards.OfAsync(siret, cancellation)).Card;
        return View(new OrganisationsPage(await RowsAsync(cancellation), siret, asked));
    }

    /// <summary>For the script beside a SIRET's field as JSON, and as a page for who has none.</summary>
    [HttpGet("/organisations/{siret}/card"), EnableRateLimiting(WebHygiene.LookUpLimit)]
    public async Task<IActionResult> Card(string siret, CancellationToken cancellation)
    {
        var (card, _) = await cards.OfAsync(siret, cancellation);
        return WantsProblem.Is(Request) ? Json(card) : View(card);
    }

    [HttpGet("/organisations/{siret}"), EnableRateLimiting(WebHygiene.LookUpLimit)]
    public async Task<IActionResult> Show(string siret, CancellationToken cancellation)
    {
        if (!Siret.TryParse(siret, out var its))
            return NotFound();
        var (card, read) = await cards.OfAsync(siret, cancellation);
        var own = await OwnAsync(its, cancellation);
        var staffed = await StaffedAsync(its, cancellation);
        var isInvolved = own.Count + staffed.Count > 0;
        return View(
            new OrganisationPage(
                card,
                read is not null && isInvolved ? new ReadFrom(read.Source, read.ReadAt) : null,
                own,
                staffed,
                Policies.StaffRoles.Any(User.IsInRole)
            )
        );
    }

    private async Task<IReadOnlyList<OrganisationRow>> RowsAsync(CancellationToken cancellation)
    {
        var named = await ownOrganisations.ReadAsync(User.Viewer(), cancellation);
        var sirets = named.Select(one => one.Named.Siret).Distinct().ToList();
        var known = await db
            .Organisations.AsNoTracking()
            .Where(one => sirets.Contains(one.Siret))
            .ToDictionaryAsync(one => one.Siret, cancellation);
        return
        [
            .. named
                .GroupBy(one => one.Named.Siret)
                .Select(group => RowOf(group.Key, known.GetValueOrDefault(group.Key), [.. group]))
                .OrderByDescending(row => row.Leads > 0)
                .ThenBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    private OrganisationRow RowOf(Siret siret, Organisation? known, List<OwnNaming> named) =>
        new(
            siret.Value,
            known?.Name ?? named.Select(one => one.Named.Name).FirstOrDefault(name => name.Length > 0) ?? siret.Value,
            known?.Kind,
            known?.City ?? "",
            cards.RegionName(known?.Region),
            known?.IsActive ?? true,
            named.Count,
            named.Count(one => one.Named.Role == OrganisationRole.Lead)
        );

    private async Task<IReadOnlyList<OwnDossier>> OwnAsync(Siret siret, CancellationToken cancellation)
    {
        var roles = (await ownOrganisations.ReadAsync(User.Viewer(), cancellation))
            .Where(one => one.Named.Siret == siret)
            .ToDictionary(one => one.Dossier, one => one.Named.Role);
        var rows = await DossierRows.ReadAsync(db, User.Viewer(), clock.GetUtcNow(), only: null, cancellation);
        var people = await PeopleAsync(siret, roles, cancellation);
        return
        [
            .. rows.Where(row => roles.ContainsKey(row.Id))
                .Select(row => new OwnDossier(row, roles[row.Id], [.. people[row.Id]])),
        ];
    }

    /// <summary>Of each team, those who belong to the organisation, and nobody of its partners.</summary>
    private async Task<ILookup<DossierId, Colleague>> PeopleAsync(
        Siret siret,
        IReadOnlyDictionary<DossierId, OrganisationRole> roles,
        CancellationToken cancellation
    )
    {
        var dossiers = roles.Keys.ToList();
        var known = await partners.OfAsync(dossiers, cancellation);
        var its = known
            .SelectMany(dossier =>
                dossier.Value.Where(one => IsOf(siret, roles[dossier.Key], one)).Select(one => (dossier.Key, one.Id))
            )
            .ToHashSet();
        var people = await (
            from member in db.Members
            where dossiers.Contains(member.DossierId)
            join account in db.Users on member.Person.Value equals account.Id
            orderby member.Role, account.Name
            select new
            {
                member.DossierId,
                member.Partner,
                Person = new Colleague(account.Name, member.Role),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return people
            .Where(one => its.Contains((one.DossierId, one.Partner)))
            .ToLookup(one => one.DossierId, one => one.Person);
    }

    /// <summary>Not every form asks for the lead among its partners: who is named as leading is the lead.</summary>
    private static bool IsOf(Siret siret, OrganisationRole role, Partner partner) =>
        (partner.IsLead && role == OrganisationRole.Lead)
        || (Siret.TryParse(partner.Siret, out var its) && its == siret);

    private async Task<IReadOnlyList<StaffedDossier>> StaffedAsync(Siret siret, CancellationToken cancellation)
    {
        var found = await (
            from dossier in db.DossiersStaffedWith(siret, User.Viewer())
            join filing in db.Filings on dossier.FilingId equals filing.Id
            join named in db.FiledOrganisations on filing.Id equals named.FilingId
            where named.Siret == siret
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves on dossier.WaveId equals wave.Id
            orderby dossier.FiledAt descending
            select new
            {
                Dossier = dossier,
                filing.Title,
                call.Presentation,
                wave.Number,
                named.Role,
            }
        )
            .AsNoTracking()
            .Take(Most)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(one => new StaffedDossier(
                one.Dossier.Id,
                one.Dossier.Number!,
                one.Title,
                one.Presentation,
                one.Number,
                one.Dossier.State,
                one.Dossier.FiledAt!.Value,
                one.Role
            )),
        ];
    }
}
