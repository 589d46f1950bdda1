using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Api;

/// <summary>
/// Claims a key for a write, and keeps its answer for a day. Of two requests with one key the database lets one through.
/// </summary>
public sealed class KeptAnswers(PortalDbContext db)
{
    /// <summary>After so long a write that told no end is taken to have broken off, and may be done again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>Null where the key is the caller's now; else what has it.</returns>
    public async Task<KeptAnswer?> ClaimAsync(
        KeptAnswer.Claim claim,
        string requestSha256,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var claimed = await db.Database.ExecuteSqlAsync(
                $"""
                insert into kept_answers (person, key, attempt, request_sha256, claimed_at, body)
                values ({claim.Person.Value}, {claim.Key}, {claim.Attempt}, {requestSha256}, portal_now(), '')
                on conflict (person, key) do update
                    set attempt = excluded.attempt, request_sha256 = excluded.request_sha256,
                        claimed_at = excluded.claimed_at, status = null
                    where kept_answers.claimed_at < portal_now() - {Kept}
                       or kept_answers.status is null and kept_answers.request_sha256 = excluded.request_sha256
                          and kept_answers.claimed_at < portal_now() - {Patience}
                """,
                cancellation
            );
            if (claimed > 0)
                return null;
            var other = await db
                .KeptAnswers.AsNoTracking()
                .SingleOrDefaultAsync(one => one.Person == claim.Person && one.Key == claim.Key, cancellation);
            // Given back between the two statements: then it is free.
            if (other is not null)
                return other;
        }
    }

    public Task KeepAsync(KeptAnswer.Claim claim, AnswerKept answer) =>
        Of(claim)
            .ExecuteUpdateAsync(change =>
                change
                    .SetProperty(one => one.Status, answer.Status)
                    .SetProperty(one => one.Body, answer.Body)
                    .SetProperty(one => one.ContentType, answer.ContentType)
                    .SetProperty(one => one.Location, answer.Location)
                    .SetProperty(one => one.ETag, answer.ETag)
            );

    /// <summary>What changed nothing is free to be tried again.</summary>
    public Task ForgetAsync(KeptAnswer.Claim claim) => Of(claim).ExecuteDeleteAsync();

    private IQueryable<KeptAnswer> Of(KeptAnswer.Claim claim) =>
        db.KeptAnswers.Where(one => one.Person == claim.Person && one.Key == claim.Key && one.Attempt == claim.Attempt);

    /// <summary>Deletes what nobody can ask for again.</summary>
    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellation) =>
        db.KeptAnswers.Where(one => one.ClaimedAt < now - Kept).ExecuteDeleteAsync(cancellation);
}
