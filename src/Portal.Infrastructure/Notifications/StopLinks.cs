using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>Whose mails of which classes a link stops.</summary>
public sealed record StoppedMails(PersonId Person, IReadOnlyList<MailClass> Classes);

/// <summary>
/// The links that stop mails from within one. They are sealed with the portal's data protection keys: who has the mail
/// has the link, nobody makes another one, and nothing of it is kept.
/// </summary>
public sealed class StopLinks(IDataProtectionProvider protection)
{
    /// <returns>Null where nothing is to be stopped.</returns>
    public string? PathOf(PersonId? person, IEnumerable<MailClass> classes)
    {
        var chosen = classes.Where(MailChoice.IsChosen).Distinct().Order().ToList();
        return person is { } reader && chosen.Count > 0
            ? $"/mails/stop/{Sealer.Protect($"{reader.Value:N}:{string.Join(',', chosen)}")}"
            : null;
    }

    /// <returns>Null for what isn't one of these links.</returns>
    public StoppedMails? Read(string key)
    {
        try
        {
            var parts = Sealer.Unprotect(key).Split(':');
            return new StoppedMails(
                new PersonId(Guid.ParseExact(parts[0], "N")),
                [.. parts[1].Split(',').Select(Enum.Parse<MailClass>)]
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Sealer => protection.CreateProtector("mails.stop");
}
