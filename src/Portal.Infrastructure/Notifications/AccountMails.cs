using Portal.Domain;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>Mails about an account itself. They are owed with the next save, like all others.</summary>
public sealed class AccountMails(PortalDbContext db, PortalClock clock, PortalAddress address)
{
    public void ConfirmAddress(Account account, string token) =>
        Owe(account, "confirm-address", $"/account/confirm?id={account.Id}&token={Uri.EscapeDataString(token)}");

    /// <summary>Somebody signed up with an address that has an account: only its owner learns of it.</summary>
    public void AlreadyRegistered(Account account) => Owe(account, "already-registered", "/account/forgotten");

    public void ResetPassword(Account account, string token) =>
        Owe(account, "reset-password", $"/account/reset?id={account.Id}&token={Uri.EscapeDataString(token)}");

    private void Owe(Account account, string template, string path) =>
        db.Outbox.Add(
            new OutboxMail
            {
                Recipient = EmailAddress.Parse(account.Email!),
                Occasion = $"account.{template}:{Guid.CreateVersion7()}",
                Template = template,
                Language = account.Language,
                HoldsSecret = true,
                Data = new Dictionary<string, string> { ["name"] = account.Name, ["link"] = address.Of(path) },
                CreatedAt = clock.GetUtcNow(),
            }
        );
}
