using Microsoft.AspNetCore.Identity;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>Opens a carrier's account, by a password or by an upstream identity.</summary>
public sealed class OpenAccount(PortalDbContext db, UserManager<Account> users, AccountMails mails, PortalClock clock)
{
    public Task ByPasswordAsync(Account account, string password) =>
        RunAsync(account, () => users.CreateAsync(account, password));

    public Task ByUpstreamAsync(Account account, UserLoginInfo login) =>
        RunAsync(
            account,
            async () =>
            {
                (await users.CreateAsync(account)).OrThrow();
                return await users.AddLoginAsync(account, login);
            }
        );

    /// <summary>An address that nobody vouches for is proven by a mail.</summary>
    private async Task RunAsync(Account account, Func<Task<IdentityResult>> create)
    {
        account.CreatedAt = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.History.Add(HistoryEntry.Of(new AccountOpened(account.Person, account.Person, account.CreatedAt)));
        (await create()).OrThrow();
        (await users.AddToRoleAsync(account, nameof(PortalRole.Carrier))).OrThrow();
        if (!account.EmailConfirmed)
            mails.ConfirmAddress(account, await users.GenerateEmailConfirmationTokenAsync(account));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
