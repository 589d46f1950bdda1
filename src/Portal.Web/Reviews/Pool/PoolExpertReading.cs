using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>Reads one expert of a pool for staff.</summary>
public sealed class PoolExpertReading(PortalDbContext db, PortalClock clock)
{
    public async Task<PoolExpertPage?> ReadAsync(PoolExpertId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var expert = await db.PoolStaffedBy(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (expert is null)
            return null;
        var head = (await StaffWaves.HeadAsync(db, expert.WaveId.Value, viewer, now, cancellation))!;
        var sent = await db
            .ExpertInvitations.AsNoTracking()
            .SingleOrDefaultAsync(one => one.PoolExpertId == id, cancellation);
        var serves = await db.Experts.AnyAsync(one => one.PoolExpertId == id, cancellation);
        return new PoolExpertPage(
            head,
            id,
            expert.Name,
            expert.Facts,
            PoolReading.StateOf(sent, serves, now),
            sent?.InvitedAt,
            sent?.Answer is { Accepted: false } no ? no.Reason : null,
            await SkillsAsync(expert, head.Slug, cancellation),
            await RegionAsync(expert, cancellation),
            await ConflictsAsync(id, viewer, cancellation),
            await db.PoolConfirmableBy(viewer).AnyAsync(one => one.Id == id, cancellation),
            await DossiersAsync(expert.WaveId, viewer, cancellation)
        )
        {
            ExpiresAt = sent is { Answer: null } ? sent.ExpiresAt : null,
            StandsBy = expert.Standby is not null,
            CanBeInvited = ExpertInvitation.MayGoTo(expert.Email is not null, sent, now),
            Substitute = sent?.Substitute,
        };
    }

    private async Task<IReadOnlyList<Keyword>> SkillsAsync(
        PoolExpert expert,
        string slug,
        CancellationToken cancellation
    )
    {
        var thesaurus = await db
            .Calls.Where(call => call.Slug == slug)
            .Select(call => call.Thesaurus)
            .SingleAsync(cancellation);
        return [.. thesaurus.Where(word => expert.Skills.Contains(word.Key))];
    }

    private async Task<LocalizedText?> RegionAsync(PoolExpert expert, CancellationToken cancellation) =>
        expert.Region is { } region ? (await ProgrammeTerms.ReadAsync(db, cancellation)).Region(region) : null;

    private async Task<IReadOnlyList<ConflictLine>> ConflictsAsync(
        PoolExpertId id,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from conflict in db.ConflictsOfOthersDossiers(viewer)
            where conflict.PoolExpertId == id
            join dossier in db.Dossiers on conflict.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number, conflict.Kind
            select new
            {
                Conflict = conflict,
                dossier.Number,
                filing.Title,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var people = rows.SelectMany(row => PeopleOf(row.Conflict)).Select(one => one.Value).Distinct().ToList();
        var names = await db
            .Users.Where(account => people.Contains(account.Id))
            .ToDictionaryAsync(account => new PersonId(account.Id), account => account.Name, cancellation);
        var changes = rows.Exists(row => row.Conflict.GoneAt is not null) ? await ChangesAsync(id, cancellation) : [];
        return [.. rows.Select(row => LineOf(row.Conflict, row.Number!, row.Title, names, changes, viewer))];
    }

    /// <summary>When the record was changed: evidence for whoever lifts what is no longer found.</summary>
    private Task<List<DateTimeOffset>> ChangesAsync(PoolExpertId id, CancellationToken cancellation) =>
        db
            .History.Where(one => one.SubjectId == id.Value && one.Name == PoolExpertDescribed.EventName)
            .Select(one => one.At)
            .ToListAsync(cancellation);

    private static IEnumerable<PersonId> PeopleOf(Conflict conflict) =>
        new[] { conflict.NotedBy, conflict.Proposal?.By, conflict.Lifting?.By }.OfType<PersonId>();

    private static ConflictLine LineOf(
        Conflict conflict,
        string number,
        string title,
        Dictionary<PersonId, string> names,
        List<DateTimeOffset> changes,
        Viewer viewer
    ) =>
        new(
            conflict.DossierId,
            number,
            title,
            conflict.Kind,
            ReviewRefusals.Conflict(conflict),
            conflict.FoundAt,
            conflict.NotedBy is { } noted ? names.GetValueOrDefault(noted, "") : null,
            conflict.GoneAt is { } gone
                ? new GoneLine(gone, changes.Where(at => at <= gone).Cast<DateTimeOffset?>().Max())
                : null,
            conflict.Proposal is { } proposal
                ? new ProposedLine(
                    names.GetValueOrDefault(proposal.By, ""),
                    proposal.By == viewer.Id,
                    proposal.At,
                    proposal.Reason
                )
                : null,
            conflict.Lifting is { } lifting ? new LiftedLine(names.GetValueOrDefault(lifting.By, ""), lifting.At) : null
        );

    private Task<List<DossierChoice>> DossiersAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        (
            from dossier in db.DossiersInChargeOf(viewer)
            where dossier.WaveId == wave
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new DossierChoice(dossier.Id, dossier.Number!, filing.Title)
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
}
