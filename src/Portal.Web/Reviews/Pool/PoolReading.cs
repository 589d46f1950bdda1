using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Web.Reviews.Pool;

/// <summary>Reads the pool of a wave: who is in it, how far each has come, and what they carry.</summary>
public sealed class PoolReading(PortalDbContext db)
{
    public async Task<IReadOnlyList<PoolRow>> RowsAsync(
        WaveId wave,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        // Who is in a team would else count out who judges it, or can't.
        var others = db.ReviewsOfOthersDossiers(viewer);
        var standing = db.ConflictsOfOthersDossiers(viewer).Standing();
        var read = await (
            from expert in db.PoolExperts
            where expert.WaveId == wave
            join sent in db.ExpertInvitations on expert.Id equals sent.PoolExpertId into invitations
            from invitation in invitations.DefaultIfEmpty()
            join joined in db.Experts on expert.Id equals joined.PoolExpertId into serving
            from serves in serving.DefaultIfEmpty()
            orderby expert.Name
            select new
            {
                Expert = new
                {
                    expert.Id,
                    expert.Name,
                    expert.Organisation,
                    expert.Role,
                    expert.Region,
                    expert.Capacity,
                    expert.Standby,
                    HasAddress = expert.Email != null,
                },
                Invitation = invitation,
                Serves = serves != null,
                Step = serves == null || serves.CharterSignedAt != null
                    ? serves == null || db.ExpertsWhoDeclaredAll().Any(one => one.Id == serves.Id)
                        ? ""
                        : "conflicts"
                    : "charter",
                Assigned = others.Count(one => serves != null && one.ExpertId == serves.Id && one.Recusal == null),
                Submitted = others.Count(one => serves != null && one.ExpertId == serves.Id && one.SubmittedAt != null),
                Conflicts = standing
                    .Where(one => one.PoolExpertId == expert.Id)
                    .Select(one => one.DossierId)
                    .Distinct()
                    .Count(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. read.Select(one => new PoolRow(
                one.Expert.Id,
                one.Expert.Name,
                one.Expert.Organisation,
                one.Expert.Role,
                one.Expert.Region,
                StateOf(one.Invitation, one.Serves, now),
                one.Step,
                one.Expert.Capacity,
                one.Assigned,
                one.Submitted,
                one.Conflicts,
                one.Expert.Standby,
                ExpertInvitation.MayGoTo(one.Expert.HasAddress, one.Invitation, now)
            )),
        ];
    }

    internal static PoolState StateOf(ExpertInvitation? invitation, bool serves, DateTimeOffset now) =>
        (serves, invitation) switch
        {
            (true, _) => PoolState.Serves,
            (_, null) => PoolState.InPool,
            (_, { Answer.Accepted: true }) => PoolState.Accepted,
            (_, { Answer: not null }) => PoolState.Declined,
            (_, { } sent) => sent.ExpiresAt <= now ? PoolState.Expired : PoolState.Invited,
        };
}
