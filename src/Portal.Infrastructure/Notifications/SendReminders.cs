using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Owes a reminder to everybody who writes in a draft that isn't filed, when its next cut-off comes near; who can't
/// file it themselves is told who does. It is
/// derived from the calendar each time: a moved date moves the reminders, and (recipient, occasion) being unique,
/// none goes twice.
/// </summary>
public sealed class SendReminders(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var open = await db
            .Waves.Where(wave => wave.OpensAt <= now && wave.CutOffs.Any(cutOff => cutOff.Deadline.At > now))
            .Select(wave => wave.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Wave, WaveId>(open, wave => RemindAsync(wave, now, cancellation), cancellation);
    }

    private async Task RemindAsync(Wave wave, DateTimeOffset now, CancellationToken cancellation)
    {
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == wave.CallId, cancellation);
        if (DueReminder.Of(call, wave, now) is { } due)
            foreach (var language in Texts.Texts.Languages)
                await OweAsync(call, due, language, now, cancellation);
    }

    private Task<int> OweAsync(
        Call call,
        DueReminder due,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (cutOff, offset) = due;
        var occasion = $"reminder:{cutOff.Id.Value}:{cutOff.Deadline.At.ToUnixTimeSeconds()}:{offset.TotalHours:0}:";
        var (title, deadline) = (call.Presentation.Title.In(language), Dates.Long(cutOff.Deadline, language));
        var (wave, fellDue, left) = (
            cutOff.WaveId.Value,
            due.FellDueAt,
            Dates.Left(cutOff.Deadline.At - now, language)
        );
        var coordinator = nameof(MemberRole.Coordinator);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, due_at)
            select gen_random_uuid(), account.email, {occasion} || dossier.id,
                   case when member.role = {coordinator} then 'reminder' else 'reminder-member' end, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'call', {title}::text,
                                      'deadline', {deadline}::text, 'left', {left}::text, 'link', '/dossiers/' || dossier.id),
                   {now}, 0, false, dossier.id, {cutOff.Deadline.At}
            from dossiers dossier
            join dossier_members member on member.dossier_id = dossier.id and member.role <> 'Reader'
            join accounts account on account.id = member.person and account.language = {language}
            where dossier.wave_id = {wave} and dossier.withdrawal_at is null and dossier.removal_at is null and dossier.carried_to is null and dossier.step_due_at is null
              and (dossier.filed_at is null and dossier.started_at <= {fellDue} or dossier.reopening_at <= {fellDue})
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}

/// <summary>The one reminder of a wave that is due: of several that fell due meanwhile, the latest alone.</summary>
public sealed record DueReminder(CutOff CutOff, TimeSpan Offset)
{
    public DateTimeOffset FellDueAt => CutOff.Deadline.At - Offset;

    public static DueReminder? Of(Call call, Wave wave, DateTimeOffset now)
    {
        if (wave.CutOffFor(now) is not { } cutOff || cutOff.Deadline.At <= now)
            return null;
        var due = call.Reminders.Where(offset => cutOff.Deadline.At - offset <= now).ToList();
        return due.Count == 0 ? null : new DueReminder(cutOff, due.Min());
    }
}
