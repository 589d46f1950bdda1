using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Payments;

/// <summary>All that was asked, paid and asked back of a project, oldest first, and where it stands.</summary>
public sealed record ProjectAccount(
    IReadOnlyList<Payment> Payments,
    IReadOnlyList<Recovery> Recoveries,
    ProjectStatement Statement
)
{
    /// <summary>Who may see the project is asked before.</summary>
    public static async Task<ProjectAccount> ReadAsync(
        PortalDbContext db,
        Project project,
        CancellationToken cancellation
    )
    {
        var payments = await db
            .Payments.AsNoTracking()
            .Where(one => one.ProjectId == project.Id)
            .OrderBy(one => one.RequestedAt)
            .ToListAsync(cancellation);
        var recoveries = await db
            .Recoveries.AsNoTracking()
            .Where(one => one.ProjectId == project.Id)
            .OrderBy(one => one.PreparedAt)
            .ToListAsync(cancellation);
        List<Money> justified = await db
            .ProjectReports.Where(one => one.ProjectId == project.Id && one.Acceptance != null)
            .Select(one => one.Acceptance!.Justified)
            .ToListAsync(cancellation);
        var granted = await db
            .ProjectChanges.AsNoTracking()
            .Where(one => one.ProjectId == project.Id && one.Decision != null && one.Decision.IsGranted)
            .ToListAsync(cancellation);
        var statement = ProjectStatement.Of(project, payments, justified, recoveries) with
        {
            CarriedOver = CarriedOver.In(granted),
        };
        return new ProjectAccount(payments, recoveries, statement);
    }
}
