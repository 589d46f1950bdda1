using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Staff;

namespace Portal.Web.Admissions;

/// <summary>Reads for staff who of a wave has a place, who waits, who lacks what.</summary>
public sealed class StaffAdmissions(PortalDbContext db, PortalClock clock, WavePlaces places)
{
    /// <summary>In the order in which they are shown.</summary>
    private static readonly string[] Groups = ["Admitted", "Waiting", "Ready", "Awaited", "Expired", "NotMet"];

    /// <returns>Null where the wave isn't of a call that admits, or isn't one's to see.</returns>
    public async Task<StaffAdmissionsPage?> FindAsync(WaveId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id.Value, viewer, now, cancellation) is not { Admits: true } head)
            return null;
        var plan = await db
            .Calls.Where(call => call.Slug == head.Slug)
            .Select(call => call.Admission!)
            .SingleAsync(cancellation);
        var seen = await db.DossiersStaffedBy(viewer)
            .AsNoTracking()
            .IgnoreAutoIncludes()
            .Admissible()
            .Where(one => one.WaveId == id)
            .OrderBy(one => one.Number)
            .ToListAsync(cancellation);
        var all = await places.ReadAsync(id, plan, now, cancellation);
        var found = all.All.ToDictionary(one => one.Admission.DossierId, one => one.Admission);
        var day = DateOnly.FromDateTime(Dates.Civil(now));
        var rows = seen.Select(one => (one, Of: found.GetValueOrDefault(one.Id) ?? Admission.Of(one)))
            .ToLookup(
                one => GroupOf(all, one.one, one.Of, plan, day),
                one => RowOf(one.one, one.Of, all, plan, day),
                StringComparer.Ordinal
            );
        return new StaffAdmissionsPage(
            head,
            plan.Places,
            [
                .. Groups
                    .Where(rows.Contains)
                    .Select(name => new AdmissionGroup(
                        name,
                        [.. rows[name].OrderBy(row => row.Rank ?? int.MaxValue).ThenByDescending(row => row.ToLookAt)]
                    )),
            ]
        );
    }

    /// <summary>Who meets all before the cut-off has neither a place nor a rank.</summary>
    private static string GroupOf(Places all, Dossier dossier, Admission one, AdmissionPlan plan, DateOnly day) =>
        one.StateOn(plan, dossier.FilingId!.Value, day) switch
        {
            AdmissionState.Met when all.PlaceOf(one.DossierId) is not null => "Admitted",
            AdmissionState.Met when all.WaitOf(one.DossierId) is not null => "Waiting",
            AdmissionState.Met => "Ready",
            var state => state.ToString(),
        };

    private static AdmissionRow RowOf(Dossier dossier, Admission one, Places all, AdmissionPlan plan, DateOnly day) =>
        new(
            dossier.Id,
            dossier.Number!,
            dossier.Title,
            all.PlaceOf(dossier.Id) ?? all.WaitOf(dossier.Id),
            plan.Criteria.Count(criterion =>
                one.StateOf(criterion.Key, dossier.FilingId!.Value, day) == CriterionState.Met
            ),
            plan.Criteria.Count,
            plan.Criteria.Count(criterion => one.Record(criterion.Key)?.Brought is not null),
            one.NextExpiry
        );
}
