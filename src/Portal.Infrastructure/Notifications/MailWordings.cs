using Microsoft.EntityFrameworkCore;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>The words that staff gave the mails, as they are at one moment.</summary>
public sealed class MailWordings
{
    private readonly Dictionary<string, MailWording> _given;

    private MailWordings(Dictionary<string, MailWording> given) => _given = given;

    /// <summary>No other words than the portal's own.</summary>
    public static MailWordings Own { get; } = new([]);

    /// <returns>Null where the portal's own words count.</returns>
    public MailWording? Of(string template) => _given.GetValueOrDefault(template);

    public static async Task<MailWordings> ReadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var given = await db.LatestMailTexts()
            .AsNoTracking()
            .Where(one => one.Wording != null)
            .ToDictionaryAsync(one => one.Template, one => one.Wording!, StringComparer.Ordinal, cancellation);
        return new MailWordings(given);
    }

    /// <summary>As they would be with other words for one mail.</summary>
    public static MailWordings With(string template, MailWording wording) =>
        new(new Dictionary<string, MailWording>(StringComparer.Ordinal) { [template] = wording });
}

public static class MailTextQueries
{
    /// <summary>Of each mail, what was saved last.</summary>
    public static IQueryable<MailTextVersion> LatestMailTexts(this PortalDbContext db) =>
        db.MailTexts.Where(one =>
            !db.MailTexts.Any(other => other.Template == one.Template && other.Number > one.Number)
        );
}
