using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>What those who write in a dossier are reminded of.</summary>
/// <param name="Occasion">Names what falls due; with its date and how long before it, a mail's occasion.</param>
/// <param name="Since">When it was asked for, UTC: no reminder that fell due before that.</param>
/// <param name="Page">The address of the page, under the dossier's.</param>
internal sealed record WriterReminder(
    DossierId Dossier,
    string Template,
    string Occasion,
    Deadline Due,
    DateTimeOffset Since,
    string Page = ""
);

internal static class WriterReminders
{
    /// <summary>
    /// Owes it to everybody who writes in the dossier, each in their language. Of several that fell due meanwhile, the
    /// latest alone; (recipient, occasion) being unique, none goes twice.
    /// </summary>
    public static async Task OweAsync(
        this PortalDbContext db,
        WriterReminder reminder,
        IEnumerable<TimeSpan> before,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var fallen = before.Where(offset => reminder.Due.At - offset <= now).ToList();
        if (fallen.Count == 0 || reminder.Due.At - fallen.Min() < reminder.Since)
            return;
        var occasion = $"{reminder.Occasion}:{reminder.Due.At.ToUnixTimeSeconds()}:{fallen.Min().TotalHours:0}";
        foreach (var language in Texts.Texts.Languages)
            await OweAsync(db, reminder, occasion, language, now, cancellation);
    }

    private static Task<int> OweAsync(
        PortalDbContext db,
        WriterReminder reminder,
        string occasion,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (due, left) = (Dates.Long(reminder.Due, language), Dates.Left(reminder.Due.At - now, language));
        var (dossier, reader) = (reminder.Dossier.Value, nameof(MemberRole.Reader));
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, due_at)
            select gen_random_uuid(), account.email, {occasion}, {reminder.Template}, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'due', {due}::text, 'left', {left}::text,
                                      'link', '/dossiers/' || dossier.id || {reminder.Page}),
                   {now}, 0, false, dossier.id, {reminder.Due.At}
            from dossiers dossier
            join dossier_members member on member.dossier_id = dossier.id and member.role <> {reader}
            join accounts account on account.id = member.person and account.language = {language}
            where dossier.id = {dossier} and dossier.removal_at is null
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}
