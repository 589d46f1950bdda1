using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Waves;

/// <summary>How many a moved, added or removed date hits.</summary>
/// <param name="Drafts">What isn't filed, is written anew, or may be.</param>
/// <param name="Filed">What is filed for it.</param>
/// <param name="People">The teams of all these, each person once.</param>
public sealed record DossiersHit(int Drafts, int Filed, int People)
{
    /// <summary>What a confirmation says it was given on: another date or another number is shown anew.</summary>
    /// <param name="cutOff">Which one moves or goes; null for one that comes.</param>
    public string Mark(CutOffId? cutOff, Deadline from, Deadline to) =>
        $"{cutOff?.Value:N}:{from.At.ToUnixTimeSeconds()}:{to.At.ToUnixTimeSeconds()}:{Drafts}-{Filed}-{People}";
}

/// <summary>How many a moved date of reviews hits.</summary>
public sealed record ReviewsHit(int Experts, int Reviews)
{
    /// <summary>What a confirmation says it was given on.</summary>
    public string Mark(Deadline to) => $"{to.At.ToUnixTimeSeconds()}:{Experts}-{Reviews}";
}

/// <summary>
/// Whom a cut-off that moves, comes or goes hits. Asked of what happened to the wave: a page counts them on a change
/// that is only tried, the mails go to them once it is made.
/// </summary>
public static class MovedDates
{
    public static IQueryable<Dossier> DossiersHitBy(this PortalDbContext db, Wave wave, DomainEvent happened) =>
        happened switch
        {
            CutOffMoved moved => db.DossiersCountingOn(wave.Id, moved.CutOff),
            CutOffAdded added when wave.NextBeside(added.Deadline, added.At) is not null => db.DossiersCountingOn(
                wave.Id,
                added.CutOff
            ),
            CutOffRemoved removed when wave.NextBeside(removed.Deadline, removed.At) is not null =>
                db.DossiersCountingOn(wave.Id, removed.CutOff),
            _ => db.Dossiers.Where(_ => false),
        };

    /// <summary>Whom the change is told: the teams of the dossiers that it hits, or the experts who have reviews to submit.</summary>
    internal static IQueryable<Account> PeopleHitBy(this PortalDbContext db, Wave wave, DomainEvent happened)
    {
        if (happened is ReviewsDueSet)
        {
            var open = db.OpenReviews().Where(review => review.WaveId == wave.Id);
            return db.Users.Where(account => open.Any(review => review.ExpertPerson.Value == account.Id));
        }
        var hit = db.DossiersHitBy(wave, happened);
        return db.Users.Where(account =>
            hit.Any(dossier => dossier.Members.Any(member => member.Person.Value == account.Id))
        );
    }

    /// <summary>Who asked for news of a call, in general or by its theme; of a call that isn't public there is no news.</summary>
    internal static IQueryable<Subscription> SubscribersOf(this PortalDbContext db, Call call, DateTimeOffset now)
    {
        var (isPublic, themes) = (call.PublishedAt <= now, call.Themes);
        return db.Subscriptions.Where(one =>
            isPublic && one.ConfirmedAt < now && (one.Theme == null || themes.Contains(one.Theme))
        );
    }

    /// <summary>How many people learn that the opening of a wave of the call is moved.</summary>
    public static Task<int> CountSubscribersAsync(
        this PortalDbContext db,
        Call call,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => db.SubscribersOf(call, now).Select(one => one.Email).Distinct().CountAsync(cancellation);

    /// <summary>How many experts of a wave have reviews still to submit, and how many they are.</summary>
    public static async Task<ReviewsHit> CountOpenReviewsAsync(
        this PortalDbContext db,
        WaveId wave,
        CancellationToken cancellation
    )
    {
        var open = db.OpenReviews().Where(review => review.WaveId == wave);
        return new ReviewsHit(
            await open.Select(review => review.ExpertPerson).Distinct().CountAsync(cancellation),
            await open.CountAsync(cancellation)
        );
    }

    /// <param name="wave">As it would be: what was tried is in memory alone.</param>
    /// <param name="happened">What it told of the change.</param>
    public static async Task<DossiersHit> CountHitAsync(
        this PortalDbContext db,
        Wave wave,
        DomainEvent happened,
        CancellationToken cancellation
    )
    {
        var hit = db.DossiersHitBy(wave, happened);
        return new DossiersHit(
            await hit.CountAsync(
                dossier => dossier.FiledAt == null || dossier.Reopening != null || dossier.Dismissal != null,
                cancellation
            ),
            await hit.CountAsync(
                dossier => dossier.FiledAt != null && dossier.Reopening == null && dossier.Dismissal == null,
                cancellation
            ),
            await hit.SelectMany(dossier => dossier.Members)
                .Select(member => member.Person)
                .Distinct()
                .CountAsync(cancellation)
        );
    }

    /// <summary>
    /// All drafts of the wave, what may be taken up again until its next cut-off, and what was filed for this one; not
    /// what was withdrawn, nor a step that has its own date.
    /// </summary>
    private static IQueryable<Dossier> DossiersCountingOn(this PortalDbContext db, WaveId wave, CutOffId cutOff) =>
        db.Dossiers.Where(dossier =>
            dossier.WaveId == wave
            && dossier.Withdrawal == null
            && dossier.CarriedTo == null
            && (
                dossier.Dismissal != null && dossier.Dismissal.MayRefile
                || dossier.Dismissal == null
                    && dossier.StepDue == null
                    && (dossier.FiledAt == null || dossier.Reopening != null || dossier.CutOffId == cutOff)
            )
        );
}
