using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Plays the experts of the demonstration who exist on paper only: they answer their invitations and write their reviews
/// by the acts that experts use, so that one person can follow a wave from its pool to its minutes.
/// </summary>
public sealed class DemoPlay(PortalDbContext db, UserManager<Account> users, Roles roles, Invitations invitations)
{
    /// <summary>One of so many declines.</summary>
    private const int PerRefusal = 12;

    /// <summary>One review of so many is left for later.</summary>
    private const int PerLate = 15;

    private static readonly string Address = $"@{DemoPool.Domain}";

    /// <summary>All who are invited answer; who accepts signs the charter and declares no conflict beyond what was found.</summary>
    /// <returns>How many answered.</returns>
    public async Task<int> AnswerAsync(WaveId wave, CancellationToken cancellation)
    {
        var open = await db
            .ExpertInvitations.Where(one => one.WaveId == wave && one.Answer == null && one.Email != null)
            .OrderBy(one => one.Id)
            .ToListAsync(cancellation);
        var played = open.Where(one => IsPlayed(one.Email!)).ToList();
        foreach (var (invitation, place) in played.Select((one, place) => (one, place)))
            await AnswerAsync(invitation, accepts: place % PerRefusal != PerRefusal - 1, cancellation);
        return played.Count;
    }

    /// <summary>All reviews that are theirs are written, but for a few that stay late.</summary>
    /// <returns>How many were submitted.</returns>
    public async Task<int> ReviewAsync(WaveId wave, CancellationToken cancellation)
    {
        var experts = await db
            .Experts.Where(one => one.WaveId == wave)
            .Select(one => new { one.Id, one.Email })
            .ToListAsync(cancellation);
        var played = experts.Where(one => IsPlayed(one.Email)).Select(one => one.Id).ToList();
        var reviews = await db.OpenReviews()
            .Where(one => one.WaveId == wave && one.SubmittedAt == null)
            .Where(one => played.Contains(one.ExpertId))
            .OrderBy(one => one.Id)
            .ToListAsync(cancellation);
        var grids = await db.Grids.AsNoTracking().ToDictionaryAsync(grid => grid.Id, cancellation);
        var written = reviews.Where((_, place) => place % PerLate != PerLate - 1).ToList();
        var now = await db.NowAsync(cancellation);
        foreach (var review in written)
            Write(review, grids[review.GridId], now);
        await db.SaveChangesAsync(cancellation);
        return written.Count;
    }

    private async Task AnswerAsync(ExpertInvitation invitation, bool accepts, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (accepts)
            invitation.Accept(now);
        else
            invitation.Decline("Motif fictif : absence pendant la période d’évaluation.", now);
        await db.SaveChangesAsync(cancellation);
        if (!accepts)
            return;
        var account = await AccountAsync(invitation, now);
        await invitations.JoinAsync(invitation, account, cancellation);
        var expert = await db
            .Experts.Include(one => one.Pool)
                .ThenInclude(one => one.Conflicts)
            .SingleAsync(one => one.WaveId == invitation.WaveId && one.Person == account.Person, cancellation);
        expert.SignCharter(now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), now);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task<Account> AccountAsync(ExpertInvitation invitation, DateTimeOffset now)
    {
        var address = invitation.Email!.Value;
        if (await users.FindByEmailAsync(address) is { } known)
            return known;
        var account = new Account
        {
            Email = address,
            UserName = address,
            EmailConfirmed = true,
            Name = invitation.Name,
            Organisation = invitation.Organisation,
            CreatedAt = now,
        };
        var made = await users.CreateAsync(account);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(", ", made.Errors.Select(error => error.Code)));
        await roles.GiveAsync(account.Person, PortalRole.Carrier, by: null, now);
        return account;
    }

    /// <summary>Marks follow the dossier's worth, the expert's severity and chance, all drawn from their ids.</summary>
    private static void Write(Review review, Grid grid, DateTimeOffset now)
    {
        var chance = new Random(review.Id.Value.GetHashCode());
        var worth = Drawn(review.DossierId.Value, 1.2) + Drawn(review.ExpertId.Value, 0.6);
        int Mark()
        {
            var middle = (grid.Scale.From + grid.Scale.To) / 2.0;
            var mark = Math.Round(middle + 0.5 + worth + chance.NextDouble() * 2 - 1);
            return (int)Math.Clamp(mark, grid.Scale.From, grid.Scale.To);
        }
        var criteria = grid.Criteria.Select(criterion => new CriterionReview(
            criterion.Key,
            Mark(),
            "Remarque fictive pour le comité : à discuter en séance.",
            "Remarque fictive pour le porteur : le point est traité, des précisions sont attendues."
        ));
        review.Save(
            new ReviewSheet(
                [.. criteria],
                "Avis fictif pour le comité.",
                "Avis fictif : un projet clair, des étapes à préciser."
            ),
            review.Revision,
            now
        );
        review.Submit(grid, now);
    }

    /// <summary>Between minus and plus so much, the same for the same id.</summary>
    private static double Drawn(Guid id, double range) => (new Random(id.GetHashCode()).NextDouble() * 2 - 1) * range;

    private static bool IsPlayed(EmailAddress address) => address.Value.EndsWith(Address, StringComparison.Ordinal);
}
