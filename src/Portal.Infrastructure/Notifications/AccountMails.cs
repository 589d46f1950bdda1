using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Mails about an account itself. They are owed with the next save, like all others; whoever asks for the same again
/// and again floods no mailbox.
/// </summary>
public sealed class AccountMails(PortalDbContext db, PortalClock clock, PortalAddress address)
{
    /// <summary>Of one kind to one address, within a day.</summary>
    private const int MostADay = 3;

    /// <param name="account">Whose address it is.</param>
    /// <param name="token">What proves it.</param>
    /// <param name="back">Where the person was going when they signed up; a path of the portal.</param>
    public Task ConfirmAddressAsync(Account account, string token, string? back) =>
        OweAsync(
            account,
            "confirm-address",
            $"/account/confirm?id={account.Id}&token={Uri.EscapeDataString(token)}"
                + (back is null ? "" : $"&back={Uri.EscapeDataString(back)}")
        );

    /// <summary>Somebody signed up with an address that has an account: only its owner learns of it.</summary>
    public Task AlreadyRegisteredAsync(Account account) =>
        OweAsync(account, "already-registered", "/account/forgotten");

    public Task ResetPasswordAsync(Account account, string token) =>
        OweAsync(account, "reset-password", $"/account/reset?id={account.Id}&token={Uri.EscapeDataString(token)}");

    /// <summary>Nobody comes any more: signing in keeps the account.</summary>
    public Task IdleAsync(Account account, DateTimeOffset due) =>
        OweAsync(account, "account-idle", "/account/sign-in", due);

    public Task ErasureAskedAsync(Account account, DateTimeOffset due) =>
        OweAsync(account, "account-erasure-asked", "/account/sign-in", due);

    /// <param name="account">Whose it is.</param>
    /// <param name="template">Its words.</param>
    /// <param name="path">Where its link leads; where nothing is due it holds a secret.</param>
    /// <param name="due">When something happens to the account; null where nothing does.</param>
    private async Task OweAsync(Account account, string template, string path, DateTimeOffset? due = null)
    {
        var now = clock.GetUtcNow();
        var (recipient, yesterday) = (EmailAddress.Parse(account.Email!), now.AddDays(-1));
        var owed = await db.Outbox.CountAsync(mail =>
            mail.Recipient == recipient && mail.Template == template && mail.CreatedAt > yesterday
        );
        if (owed >= MostADay)
            return;
        var data = new Dictionary<string, string> { ["name"] = account.Name, ["link"] = address.Of(path) };
        if (due is { } then)
            data["due"] = Texts.Dates.Day(DateOnly.FromDateTime(Texts.Dates.Civil(then)), account.Language);
        db.Outbox.Add(
            new OutboxMail
            {
                Recipient = recipient,
                Occasion = $"account.{template}:{Guid.CreateVersion7()}",
                Template = template,
                Language = account.Language,
                HoldsSecret = due is null,
                Data = data,
                CreatedAt = now,
            }
        );
    }
}
