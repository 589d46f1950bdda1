using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Saving by itself leaves a version of an answer, or of a review, at every pause of the typing. Once they are a month old, the last that
/// one person wrote within a quarter of an hour stays, and those on the way to it go. What was set aside or taken up
/// again, and what it was chosen against, stays whole.
/// </summary>
public sealed class ThinVersions(PortalDbContext db, PortalClock clock)
{
    private static readonly TimeSpan Whole = TimeSpan.FromDays(30);
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(15);

    /// <summary>How far back a night looks: nights that failed are made up for.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(15);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Whole;
        var due = await db
            .FieldVersions.Where(version => version.At < before && version.At >= before - Reach)
            .Select(version => version.DossierId)
            .Distinct()
            .ToListAsync(cancellation);
        foreach (var dossier in due)
            await ThinAsync(dossier, before, cancellation);
        await ThinReviewsAsync(before, cancellation);
    }

    private Task ThinReviewsAsync(DateTimeOffset before, CancellationToken cancellation) =>
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

    private Task ThinAsync(DossierId dossier, DateTimeOffset before, CancellationToken cancellation) =>
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
