using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Saving by itself leaves a version of an answer, of a review or of a synthesis at every pause of the typing. Once they
/// are a month old, the last that one person wrote within a quarter of an hour stays, and those on the way to it go. What
/// was submitted, set aside or taken up again, and what it was chosen against, stays whole.
/// </summary>
public sealed class ThinVersions(PortalDbContext db, PortalClock clock)
{
    private static readonly TimeSpan Whole = TimeSpan.FromDays(30);
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(15);

    /// <summary>How far back a night looks: nights that failed are made up for.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(15);

    /// <returns>How many versions are no more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Whole;
        var due = await db
            .FieldVersions.Where(version => version.At < before && version.At >= before - Reach)
            .Select(version => version.DossierId)
            .Distinct()
            .ToListAsync(cancellation);
        var thinned = 0;
        foreach (var dossier in due)
            thinned += await ThinAsync(dossier, before, cancellation);
        thinned += await ThinReviewsAsync(before, cancellation);
        return thinned + await ThinSynthesesAsync(before, cancellation);
    }

    private Task<int> ThinReviewsAsync(DateTimeOffset before, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from review_versions one using review_versions next
            where one.at < {before} and one.at >= {before - Reach} and next.at < {before}
              and next.review_id = one.review_id and next.revision = one.revision + 1
              and one.kind = {nameof(ReviewVersionKind.Written)} and next.kind = {nameof(ReviewVersionKind.Written)}
              and date_bin({Stretch}, next.at, {DateTimeOffset.UnixEpoch}) = date_bin({Stretch}, one.at, {DateTimeOffset.UnixEpoch})
            """,
            cancellation
        );

    /// <summary>
    /// A version of a synthesis doesn't say how it came about: the history says when one was submitted, and one that was
    /// taken up again reads as an earlier one does.
    /// </summary>
    private Task<int> ThinSynthesesAsync(DateTimeOffset before, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from synthesis_versions one using synthesis_versions next
            where one.at < {before} and one.at >= {before - Reach} and next.at < {before}
              and next.synthesis_id = one.synthesis_id and next.revision = one.revision + 1 and next."by" = one."by"
              and date_bin({Stretch}, next.at, {DateTimeOffset.UnixEpoch}) = date_bin({Stretch}, one.at, {DateTimeOffset.UnixEpoch})
              and not exists (
                select from history submitted where submitted.name = 'synthesis.submitted'
                  and submitted.subject_kind = 'synthesis' and submitted.subject_id = one.synthesis_id
                  and submitted.at >= one.at and submitted.at <= next.at)
              and not exists (
                select from synthesis_versions earlier where earlier.synthesis_id = one.synthesis_id
                  and earlier.revision < one.revision and earlier.sheet in (one.sheet, next.sheet))
            """,
            cancellation
        );

    private Task<int> ThinAsync(DossierId dossier, DateTimeOffset before, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from field_versions where id in (
              select id from (
                select id, kind, "by", at, lead(kind) over later as next_kind, lead("by") over later as next_by,
                  lead(at) over later as next_at
                from field_versions where dossier_id = {dossier.Value}
                window later as (partition by section_key, field_key order by revision, id)
              ) one
              where kind = {nameof(FieldVersionKind.Written)} and next_kind = {nameof(FieldVersionKind.Written)}
                and next_by = "by" and next_at < {before}
                and date_bin({Stretch}, next_at, {DateTimeOffset.UnixEpoch}) = date_bin({Stretch}, at, {DateTimeOffset.UnixEpoch}))
            """,
            cancellation
        );
}
