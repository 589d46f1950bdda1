using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp;

/// <summary>Who did what, and when, as staff reads it.</summary>
/// <param name="Act">The key of its text.</param>
public sealed record SignedAct(string Act, string By, DateTimeOffset At)
{
    /// <summary>Those that somebody has done, in their order.</summary>
    internal static async Task<IReadOnlyList<SignedAct>> ReadAsync(
        PortalDbContext db,
        IEnumerable<(string Act, PersonId? By, DateTimeOffset? At)> acts,
        CancellationToken cancellation
    )
    {
        var done = acts.Where(one => one.By is not null).ToList();
        var people = done.Select(one => one.By!.Value.Value).Distinct().ToList();
        var names = await db
            .Users.Where(account => people.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.Name, cancellation);
        return [.. done.Select(one => new SignedAct(one.Act, names[one.By!.Value.Value], one.At!.Value))];
    }
}
