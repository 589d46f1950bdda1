using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>What an erased account leaves behind, since a public task or a legal claim needs it (GDPR, art. 17(3)(b) and (e)).</summary>
/// <param name="Filed">Dossiers that were filed and got no aid, or are not decided on.</param>
/// <param name="Funded">Dossiers with aid: their agreements, reports and payments.</param>
/// <param name="Reviews">That they wrote.</param>
/// <param name="FiledDays">How long the former are kept once no remedy is left.</param>
/// <param name="ReviewDays">How long the latter are, once the wave is over.</param>
public sealed record KeptOfPerson(int Filed, int Funded, int Reviews, int FiledDays, int ReviewDays);

public sealed class WhatIsKept(PortalDbContext db, RetentionRules rules)
{
    public async Task<KeptOfPerson> OfAsync(PersonId person, CancellationToken cancellation)
    {
        var inForce = await rules.ReadAsync(cancellation);
        var own = db.Dossiers.Where(dossier =>
            dossier.Number != null
            && db.Members.Any(member => member.DossierId == dossier.Id && member.Person == person)
        );
        return new KeptOfPerson(
            await own.CountAsync(dossier => !db.Projects.Any(one => one.DossierId == dossier.Id), cancellation),
            await own.CountAsync(dossier => db.Projects.Any(one => one.DossierId == dossier.Id), cancellation),
            await db.Reviews.IgnoreQueryFilters().CountAsync(one => one.ExpertPerson == person, cancellation),
            inForce.Of(RetainedKind.RejectedDossier).Days,
            inForce.Of(RetainedKind.Review).Days
        );
    }
}
