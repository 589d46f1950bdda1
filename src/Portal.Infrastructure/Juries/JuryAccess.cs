using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Juries;

/// <summary>Who must not hear of a dossier.</summary>
public sealed class KeptFrom
{
    public required PersonId Person { get; init; }

    public required DossierId Dossier { get; init; }
}

/// <summary>Who sits where, and what each may hear of, decided in the query.</summary>
public static class JuryAccess
{
    /// <summary>The juries that a person sits in, and those of the waves that are in their charge.</summary>
    public static IQueryable<Jury> JuriesOf(this PortalDbContext db, Viewer viewer) =>
        db.Juries.Where(jury =>
            viewer.Id != null && jury.Members.Any(member => member.Person == viewer.Id)
            || db.WavesInChargeOf(viewer).Any(wave => wave.Id == jury.WaveId)
        );

    /// <summary>The same, and all of them for who reads whatever staff does.</summary>
    public static IQueryable<Jury> JuriesReadBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Publisher) || viewer.Is(PortalRole.Auditor) ? db.Juries : db.JuriesOf(viewer);

    /// <summary>The juries of the waves that are in a person's charge.</summary>
    public static IQueryable<Jury> JuriesInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Juries.Where(jury => db.WavesInChargeOf(viewer).Any(wave => wave.Id == jury.WaveId));

    /// <summary>The sittings whose room a person may enter or look into.</summary>
    public static IQueryable<Sitting> SittingsOf(this PortalDbContext db, Viewer viewer) =>
        db.Sittings.Where(sitting => db.JuriesOf(viewer).Any(jury => jury.Id == sitting.JuryId));

    public static IQueryable<Sitting> SittingsReadBy(this PortalDbContext db, Viewer viewer) =>
        db.Sittings.Where(sitting => db.JuriesReadBy(viewer).Any(jury => jury.Id == sitting.JuryId));

    /// <summary>The sittings that a person leads: as chair, as secretary, or in charge of the wave.</summary>
    public static IQueryable<Sitting> SittingsLedBy(this PortalDbContext db, Viewer viewer) =>
        db.Sittings.Where(sitting =>
            db.WavesInChargeOf(viewer).Any(wave => wave.Id == sitting.WaveId)
            || db.JuryMembers.Any(member =>
                member.JuryId == sitting.JuryId
                && member.Person == viewer.Id
                && (member.Role == JuryRole.Chair || member.Role == JuryRole.Secretary)
            )
        );

    /// <summary>The sittings of the waves that are in a person's charge.</summary>
    public static IQueryable<Sitting> SittingsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Sittings.Where(sitting => db.WavesInChargeOf(viewer).Any(wave => wave.Id == sitting.WaveId));

    /// <summary>The sittings of the juries that a person has a seat in.</summary>
    public static IQueryable<Sitting> SittingsWithSeatFor(this PortalDbContext db, Viewer viewer) =>
        db.Sittings.Where(sitting =>
            db.JuryMembers.Any(member => member.JuryId == sitting.JuryId && member.Person == viewer.Id)
        );

    /// <summary>The items that a person may hear of; of all others they learn that they leave the room.</summary>
    public static IQueryable<AgendaItem> ItemsHeardBy(this PortalDbContext db, Viewer viewer) =>
        db.AgendaItems.Where(item =>
            viewer.Id != null
            && !db.KeptFrom().Any(one => one.Person == viewer.Id && one.Dossier == item.DossierId)
            && !db.DossiersToDeclareOn(viewer).Any(dossier => dossier.Id == item.DossierId)
        );

    /// <summary>The sitting of an item, for who leads it and may hear of the item: they write on it and have it voted on.</summary>
    public static IQueryable<Sitting> ItemsWrittenBy(this PortalDbContext db, Viewer viewer, AgendaItemId item) =>
        db.SittingsLedBy(viewer)
            .Where(sitting => db.ItemsHeardBy(viewer).Any(one => one.Id == item && one.SittingId == sitting.Id));

    /// <summary>
    /// The dossiers of which a member of a jury hasn't said whether they are in conflict, since they were eligible. Who
    /// is in charge of them reads them anyway.
    /// </summary>
    public static IQueryable<Dossier> DossiersToDeclareOn(this PortalDbContext db, Viewer viewer) =>
        db.Dossiers.Where(dossier =>
            db.JuryMembers.Any(member =>
                member.Person == viewer.Id
                && (member.ConflictsDeclaredAt == null || member.ConflictsDeclaredAt < dossier.Eligibility!.At)
                && db.Juries.Any(jury => jury.Id == member.JuryId && jury.WaveId == dossier.WaveId)
            ) && !db.WavesInChargeOf(viewer).Any(wave => wave.Id == dossier.WaveId)
        );

    /// <summary>
    /// Who must not hear of which dossier: who is in its team, who helped to write it as a contact, who declared it in a
    /// jury, who is in conflict as an expert.
    /// </summary>
    public static IQueryable<KeptFrom> KeptFrom(this PortalDbContext db) =>
        db
            .Members.Select(one => new KeptFrom { Person = one.Person, Dossier = one.DossierId })
            .Concat(db.ContactComments.Select(one => new KeptFrom { Person = one.WrittenBy, Dossier = one.DossierId }))
            .Concat(db.JuryConflicts.Select(one => new KeptFrom { Person = one.Person, Dossier = one.DossierId }))
            .Concat(
                from conflict in db.StandingConflicts()
                join expert in db.Experts on conflict.PoolExpertId equals expert.PoolExpertId
                select new KeptFrom { Person = expert.Person, Dossier = conflict.DossierId }
            );

    /// <summary>What decides whether a member may come in, and to what.</summary>
    public static async Task<AtDoor> AtDoorAsync(
        this PortalDbContext db,
        Sitting sitting,
        CancellationToken cancellation
    )
    {
        var dossiers = sitting.Items.Select(item => item.DossierId).ToList();
        var last = await db
            .Dossiers.Where(dossier => dossiers.Contains(dossier.Id))
            .MaxAsync(dossier => (DateTimeOffset?)dossier.Eligibility!.At, cancellation);
        var kept = sitting.Current is { } current
            ? await db.KeptFromAsync(sitting.Item(current).DossierId, cancellation)
            : new HashSet<PersonId>();
        return new AtDoor(kept, last);
    }

    public static async Task<IReadOnlySet<PersonId>> KeptFromAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        await db.KeptFrom().Where(one => one.Dossier == dossier).Select(one => one.Person).ToHashSetAsync(cancellation);

    /// <summary>
    /// The submitted reviews of what a person may hear of, as a jury has them before it: who has a review of their own to
    /// write reads no other's first.
    /// </summary>
    public static IQueryable<Review> ReviewsBeforeJury(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsThatCount()
            .Where(review =>
                !db.KeptFrom().Any(one => one.Person == viewer.Id && one.Dossier == review.DossierId)
                && !db.DossiersToDeclareOn(viewer).Any(dossier => dossier.Id == review.DossierId)
                && !db.ReviewsToWrite(viewer).Any(own => own.DossierId == review.DossierId)
            );

    /// <summary>The syntheses that were submitted, of the dossiers whose reviews a person has before them.</summary>
    public static IQueryable<Synthesis> SynthesesBeforeJury(this PortalDbContext db, Viewer viewer) =>
        db.SynthesesThatCount()
            .Where(synthesis =>
                synthesis.SubmittedAt != null
                && db.ReviewsBeforeJury(viewer).Any(review => review.DossierId == synthesis.DossierId)
            );

    /// <summary>The waves whose carriers are hidden from who looks: from all who judge there, and not from staff.</summary>
    public static IQueryable<Wave> WavesHiddenFrom(this PortalDbContext db, Viewer viewer) =>
        db.Waves.Where(wave =>
            wave.Terms.CarrierHidden && !db.WavesStaffedBy(viewer).Any(staffed => staffed.Id == wave.Id)
        );

    /// <summary>
    /// The rankings of a wave as a jury has them beside its own. Each place says something of all others: who must not
    /// hear of one of its dossiers, or still has a review to write, reads none.
    /// </summary>
    public static IQueryable<RankingRun> RankingsBeforeJury(this PortalDbContext db, WaveId wave, Viewer viewer) =>
        db.RankingRuns.Where(run =>
            run.WaveId == wave
            && run.ComputedAt != null
            && !db.KeptFrom()
                .Any(one =>
                    one.Person == viewer.Id
                    && db.Dossiers.Any(dossier => dossier.Id == one.Dossier && dossier.WaveId == wave)
                )
            && !db.ReviewsToWrite(viewer).Any(own => own.WaveId == wave)
        );

    /// <summary>What a person has never submitted and still has to: until then they read nobody else's.</summary>
    private static IQueryable<Review> ReviewsToWrite(this PortalDbContext db, Viewer viewer) =>
        db.OpenReviews().Where(own => own.ExpertPerson == viewer.Id && own.SubmittedAt == null);

    /// <summary>What people are called.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(
        this PortalDbContext db,
        IEnumerable<PersonId> people,
        CancellationToken cancellation
    )
    {
        var ids = people.Select(person => person.Value).ToList();
        var accounts = await db
            .Users.Where(account => ids.Contains(account.Id))
            .Select(account => new { account.Id, account.Name })
            .ToListAsync(cancellation);
        return accounts.ToDictionary(account => new PersonId(account.Id), account => account.Name);
    }
}
