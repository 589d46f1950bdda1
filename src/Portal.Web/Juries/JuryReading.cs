using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Juries;

/// <summary>Reads juries: the list, one with its seats and sittings, the titles among which conflicts are declared.</summary>
public sealed class JuryReading(PortalDbContext db)
{
    public async Task<IReadOnlyList<JuryRow>> RowsAsync(
        IQueryable<Jury> juries,
        PersonId person,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from jury in juries
            join wave in db.Waves on jury.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby jury.FoundedAt descending
            select new
            {
                jury.Id,
                jury.Name,
                call.Presentation,
                wave.Number,
                Members = jury.Members.Count,
                Role = jury
                    .Members.Where(one => one.Person == person)
                    .Select(one => (JuryRole?)one.Role)
                    .FirstOrDefault(),
                Next = db
                    .Sittings.Where(one => one.JuryId == jury.Id && one.Closing == null && one.Cancellation == null)
                    .OrderBy(one => one.Start.At)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row => new JuryRow(
                row.Id,
                row.Name,
                row.Presentation.Title,
                row.Number,
                row.Members,
                row.Role,
                row.Next?.Start
            )),
        ];
    }

    public async Task<JuryPage?> PageAsync(JuryId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from one in db.JuriesReadBy(viewer).Include(one => one.Members)
            where one.Id == id
            join wave in db.Waves on one.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            select new
            {
                Jury = one,
                call.Presentation,
                wave.Number,
                MayAct = db.WavesInChargeOf(viewer).Any(own => own.Id == wave.Id),
                MustDeclare = db.AgendaItems.Any(item =>
                    db.Sittings.Any(sitting => sitting.Id == item.SittingId && sitting.JuryId == one.Id)
                    && db.DossiersToDeclareOn(viewer).Any(dossier => dossier.Id == item.DossierId)
                ),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (jury, own) = (found.Jury, found.Jury.MemberOf(viewer.Id!.Value));
        var candidates = found.MayAct ? await CandidatesAsync(jury.WaveId, cancellation) : [];
        return new JuryPage(
            id,
            jury.Name,
            found.Presentation,
            jury.WaveId,
            found.Number,
            jury.QuorumPercent,
            own?.Role,
            own?.ConflictsDeclaredAt is not null && !found.MustDeclare,
            found.MayAct,
            await MembersAsync(jury, cancellation),
            candidates,
            await SittingsAsync(id, cancellation)
        );
    }

    /// <summary>Who can be given a seat: the wave's experts, its officers, publishers.</summary>
    public async Task<IReadOnlyList<Candidate>> CandidatesAsync(WaveId wave, CancellationToken cancellation)
    {
        var accounts = await db
            .Users.Where(account =>
                db.Experts.Any(one => one.WaveId == wave && one.Person.Value == account.Id)
                || db.CallOfficers.Any(one =>
                    one.Person.Value == account.Id && db.Waves.Any(its => its.Id == wave && its.CallId == one.CallId)
                )
                || db.UserRoles.Any(given =>
                    given.UserId == account.Id
                    && db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Publisher))
                )
            )
            .OrderBy(account => account.Name)
            .Select(account => new { account.Id, account.Name })
            .ToListAsync(cancellation);
        return [.. accounts.Select(account => new Candidate(new PersonId(account.Id), account.Name))];
    }

    /// <summary>The dossiers of the wave that a jury may come to hear of.</summary>
    public async Task<JuryConflictsPage?> ConflictsAsync(JuryId id, Viewer viewer, CancellationToken cancellation)
    {
        var jury = await db
            .Juries.AsNoTracking()
            .Where(one => one.Id == id && one.Members.Any(member => member.Person == viewer.Id))
            .SingleOrDefaultAsync(cancellation);
        return jury is null
            ? null
            : new JuryConflictsPage(id, jury.Name, await TitlesAsync(jury.WaveId, viewer, cancellation));
    }

    /// <summary>The eligible dossiers of a wave, as they were filed.</summary>
    public Task<List<TitleRow>> TitlesAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        (
            from dossier in db.Dossiers
            where dossier.WaveId == wave && dossier.Eligibility!.IsEligible && dossier.Dismissal == null
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new TitleRow(
                dossier.Id,
                dossier.Number!,
                filing.Title,
                db.WavesHiddenFrom(viewer).Any(its => its.Id == wave) ? "" : filing.Lead,
                db.KeptFrom().Any(one => one.Person == viewer.Id && one.Dossier == dossier.Id)
            )
        ).ToListAsync(cancellation);

    private async Task<IReadOnlyList<MemberRow>> MembersAsync(Jury jury, CancellationToken cancellation)
    {
        var names = await db.NamesAsync(jury.Members.Select(member => member.Person), cancellation);
        return
        [
            .. jury
                .Members.OrderBy(member => member.Role)
                .ThenBy(member => names[member.Person], StringComparer.CurrentCulture)
                .Select(member => new MemberRow(
                    member.Person,
                    names[member.Person],
                    member.Role,
                    member.ConflictsDeclaredAt is not null
                )),
        ];
    }

    private async Task<IReadOnlyList<SittingRow>> SittingsAsync(JuryId jury, CancellationToken cancellation)
    {
        var sittings = await db
            .Sittings.AsNoTracking()
            .Include(one => one.Items)
            .Where(one => one.JuryId == jury)
            .OrderBy(one => one.Start.At)
            .ToListAsync(cancellation);
        return [.. sittings.Select(one => new SittingRow(one.Id, one.Start, one.Place, one.State, one.Items.Count))];
    }
}
