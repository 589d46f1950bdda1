using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>Opens a carrier's account, by a password or by an upstream identity.</summary>
public sealed class OpenAccount(PortalDbContext db, UserManager<Account> users, AccountMails mails, PortalClock clock)
{
    /// <param name="account">Whom it is for.</param>
    /// <param name="password">What the portal's rules have let pass.</param>
    /// <param name="back">Where the person was going; a path of the portal.</param>
    /// <returns>False where the address got an account in the same moment.</returns>
    public Task<bool> ByPasswordAsync(Account account, string password, string? back) =>
        RunAsync(account, () => users.CreateAsync(account, password), back);

    /// <returns>False where the address got an account in the same moment.</returns>
    public Task<bool> ByUpstreamAsync(Account account, UserLoginInfo login, string? back) =>
        RunAsync(
            account,
            async () =>
            {
                var created = await users.CreateAsync(account);
                return created.Succeeded ? await users.AddLoginAsync(account, login) : created;
            },
            back
        );

    /// <summary>An address that nobody vouches for is proven by a mail.</summary>
    private async Task<bool> RunAsync(Account account, Func<Task<IdentityResult>> create, string? back)
    {
        account.CreatedAt = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.History.Add(HistoryEntry.Of(new AccountOpened(account.Person, account.Person, account.CreatedAt)));
        try
        {
            var created = await create();
            if (created.Errors.Any(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal)))
                return false;
            created.OrThrow();
        }
        catch (DbUpdateException failure)
            when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
        (await users.AddToRoleAsync(account, nameof(PortalRole.Carrier))).OrThrow();
        if (!account.EmailConfirmed)
            await mails.ConfirmAddressAsync(account, await users.GenerateEmailConfirmationTokenAsync(account), back);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }
}
