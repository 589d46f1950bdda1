using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Admissions;

/// <summary>Who of a wave has a place, and who waits for one.</summary>
/// <param name="All">What was found of each dossier that can have one.</param>
public sealed record Places(
    IReadOnlyList<Candidate> All,
    IReadOnlyList<DossierId> Admitted,
    IReadOnlyList<DossierId> Waiting
)
{
    /// <summary>From 1; null where it has none.</summary>
    public int? PlaceOf(DossierId id) => RankIn(Admitted, id);

    /// <summary>From 1; null where it doesn't wait.</summary>
    public int? WaitOf(DossierId id) => RankIn(Waiting, id);

    private static int? RankIn(IReadOnlyList<DossierId> order, DossierId id) =>
        order.Index().Where(one => one.Item == id).Select(one => (int?)one.Index + 1).FirstOrDefault();
}

/// <summary>Reads the places of a wave, and notes who got or lost one since.</summary>
public sealed class WavePlaces(PortalDbContext db)
{
    public async Task<Places> ReadAsync(
        WaveId wave,
        AdmissionPlan plan,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => Of(plan, await Ranked(wave, now).AsNoTracking().ToListAsync(cancellation), now);

    /// <summary>Lets nobody else settle the places of a wave until the transaction ends, nor change what decides them.</summary>
    public Task HoldAsync(WaveId wave, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"places:{wave.Value}"}, 0))",
            cancellation
        );

    /// <summary>Notes who has a place now. The wave is held, and what is noted is saved after.</summary>
    public async Task SettleAsync(WaveId wave, AdmissionPlan plan, DateTimeOffset now, CancellationToken cancellation)
    {
        var places = Of(plan, await Ranked(wave, now).ToListAsync(cancellation), now);
        var admitted = places.Admitted.ToHashSet();
        foreach (var one in places.All.Select(one => one.Admission))
            one.Settle(admitted.Contains(one.DossierId), now);
        // What can have none any more gives its place back.
        var all = places.All.Select(one => one.Admission.DossierId).ToList();
        foreach (
            var gone in await db
                .Admissions.Where(one => one.WaveId == wave && one.PlacedAt != null && !all.Contains(one.DossierId))
                .ToListAsync(cancellation)
        )
            gone.Settle(hasPlace: false, now);
    }

    private static Places Of(AdmissionPlan plan, IReadOnlyList<Candidate> all, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(Dates.Civil(now));
        return new Places(all, Admission.Admitted(plan, all, day), Admission.Waiting(plan, all, day));
    }

    private IQueryable<Candidate> Ranked(WaveId wave, DateTimeOffset now) =>
        from admission in db.Admissions
        where admission.WaveId == wave
        join dossier in db.Dossiers.IgnoreAutoIncludes().Admissible() on admission.DossierId equals dossier.Id
        select new Candidate(
            admission,
            dossier.FilingId!.Value,
            dossier.FiledAt!.Value,
            db.CutOffs.Any(cutOff => cutOff.Id == dossier.CutOffId && cutOff.Deadline.EndsAt <= now)
        );
}
