using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp;

/// <summary>The plans that projects go by: as signed, whatever their calls foresee by now.</summary>
public static class AgreedPlans
{
    /// <summary>The plan of the agreement in force; the call's until one is signed. Who may see the project is asked before.</summary>
    public static async Task<FollowUpPlan> PlanOfAsync(
        this PortalDbContext db,
        ProjectId id,
        CancellationToken cancellation
    ) =>
        await db
            .Agreements.Where(one => one.ProjectId == id && one.ByService != null)
            .OrderByDescending(one => one.Number)
            .Select(one => one.Plan)
            .FirstOrDefaultAsync(cancellation)
        ?? await db.PlanOfCallAsync(id, cancellation);

    /// <summary>
    /// What experts judge a milestone by: as the last plan that has it, since a report that was handed in stays, whatever an
    /// amendment leaves out. Null where it isn't judged.
    /// </summary>
    internal static async Task<InterimGrid?> GridOfAsync(
        this PortalDbContext db,
        ProjectId id,
        string milestone,
        CancellationToken cancellation
    )
    {
        var agreed = await db
            .Agreements.Where(one => one.ProjectId == id && one.ByService != null)
            .OrderByDescending(one => one.Number)
            .Select(one => one.Plan)
            .ToListAsync(cancellation);
        var plans = agreed.Count > 0 ? agreed : [await db.PlanOfCallAsync(id, cancellation)];
        return plans.Select(plan => plan.Milestone(milestone)?.Grid).FirstOrDefault(grid => grid is not null);
    }

    /// <summary>The plan that the project's call has now.</summary>
    internal static Task<FollowUpPlan> PlanOfCallAsync(
        this PortalDbContext db,
        ProjectId id,
        CancellationToken cancellation
    ) =>
        db
            .Calls.Where(call => db.Projects.Any(one => one.Id == id && one.CallId == call.Id))
            .Select(call => call.FollowUp)
            .SingleAsync(cancellation);
}
