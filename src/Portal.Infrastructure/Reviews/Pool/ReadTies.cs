using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>Reads whom dossiers tie to their fate, in four statements however many they are.</summary>
internal sealed class ReadTies(PortalDbContext db)
{
    public async Task<List<DossierTies>> OfAsync(IQueryable<Dossier> dossiers, CancellationToken cancellation)
    {
        var filed = await (
            from dossier in dossiers
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                dossier.Id,
                dossier.Number,
                filing.Lead,
            }
        ).ToListAsync(cancellation);
        var named = await NamedAsync(dossiers, cancellation);
        var teams = await TeamsAsync(dossiers, cancellation);
        var advisers = await AdvisersAsync(dossiers, cancellation);
        return
        [
            .. filed.Select(one => new DossierTies(
                one.Id,
                one.Number!,
                [
                    .. named[one.Id]
                        .Append(new TiedOrganisation(one.Lead, Siren: null))
                        .DistinctBy(its => (its.Name, its.Siren)),
                ],
                [.. teams[one.Id]]
            )
            {
                Advisers = [.. advisers[one.Id]],
            }),
        ];
    }

    /// <summary>By the names that the carrier typed, and by those that the directory has.</summary>
    private async Task<ILookup<DossierId, TiedOrganisation>> NamedAsync(
        IQueryable<Dossier> dossiers,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from dossier in dossiers
            join named in db.FiledOrganisations on dossier.FilingId equals named.FilingId
            join known in db.Organisations on named.Siret equals known.Siret into directory
            from known in directory.DefaultIfEmpty()
            orderby named.Role
            select new
            {
                dossier.Id,
                named.Siret,
                named.Name,
                Official = known == null ? null : known.Name,
            }
        ).ToListAsync(cancellation);
        return (
            from row in rows
            from name in new[] { row.Name, row.Official }.OfType<string>()
            select (row.Id, Organisation: new TiedOrganisation(name, row.Siret.Siren))
        ).ToLookup(one => one.Id, one => one.Organisation);
    }

    private async Task<ILookup<DossierId, TiedPerson>> TeamsAsync(
        IQueryable<Dossier> dossiers,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from dossier in dossiers
            join member in db.Members on dossier.Id equals member.DossierId
            join account in db.Users on member.Person.Value equals account.Id
            orderby account.Name
            select new
            {
                dossier.Id,
                member.Person,
                account.Name,
                account.Email,
            }
        ).ToListAsync(cancellation);
        return rows.ToLookup(
            row => row.Id,
            row => new TiedPerson(row.Person, row.Name, EmailAddress.Parse(row.Email!))
        );
    }

    /// <summary>Contacts of a region who said what they think of the draft.</summary>
    private async Task<ILookup<DossierId, TiedAdviser>> AdvisersAsync(
        IQueryable<Dossier> dossiers,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from dossier in dossiers
            join comment in db.ContactComments on dossier.Id equals comment.DossierId
            join body in db.ContactBodies on comment.BodyId equals body.Id
            select new
            {
                dossier.Id,
                comment.WrittenBy,
                body.Name,
            }
        )
            .Distinct()
            .ToListAsync(cancellation);
        return rows.OrderBy(row => row.Name, StringComparer.Ordinal)
            .ToLookup(row => row.Id, row => new TiedAdviser(row.WrittenBy, row.Name));
    }
}
