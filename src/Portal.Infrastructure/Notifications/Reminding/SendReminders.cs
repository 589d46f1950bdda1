using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>
/// Owes the reminders that are due before the dates of all calls. They are derived from the calendar and the state each
/// time: a moved date moves them. One statement owes all mails of a date, however many people it reminds, and leaves a
/// mark by which the next sweep knows.
/// </summary>
public sealed partial class SendReminders(PortalDbContext db, ILogger<SendReminders> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>More than the longest run of days off.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(7);

    /// <returns>How many mails are owed by now that weren't.</returns>
    /// <exception cref="AggregateException">Some dates failed; all others are done.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var (mails, failures) = (0, new List<Exception>());
        foreach (var due in await DueAsync(now, cancellation))
        {
            try
            {
                mails += await OweAsync(due, now, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure, due.Date.Kind, due.Date.WaveId, due.Date.DueAt);
                failures.Add(failure);
            }
        }
        return failures.Count == 0 ? mails : throw new AggregateException(failures);
    }

    private async Task<IReadOnlyList<DueReminder>> DueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var rules = await RulesAsync(cancellation);
        var last =
            now + Slack + rules.Values.SelectMany(all => all).SelectMany(rule => rule.Before).DefaultIfEmpty().Max();
        var dates = await db.CallDates()
            .Where(date => date.DueAt > now && date.DueAt <= last && date.FromAt <= now)
            .ToListAsync(cancellation);
        var due = dates.Select(date => DueReminder.Of(date, rules[date.Call], now)).OfType<DueReminder>().ToList();
        if (due.Count == 0)
            return due;
        var marks = await MarksAsync(now, cancellation);
        return [.. due.Where(one => !marks.Contains(KeyOf(one)))];
    }

    private async Task<Dictionary<CallId, IReadOnlyList<ReminderRule>>> RulesAsync(CancellationToken cancellation)
    {
        var calls = await db.Calls.Select(call => new { call.Id, call.Reminders }).ToListAsync(cancellation);
        return calls.ToDictionary(call => call.Id, call => ReminderRule.Complete(call.Reminders));
    }

    private async Task<HashSet<(WaveId, DateKind, DateTimeOffset, int)>> MarksAsync(
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var marks = await db
            .ReminderMarks.Where(mark => mark.DueAt > now)
            .Select(mark => new
            {
                mark.WaveId,
                mark.Kind,
                mark.DueAt,
                mark.Hours,
            })
            .ToListAsync(cancellation);
        return [.. marks.Select(mark => (mark.WaveId, mark.Kind, mark.DueAt, mark.Hours))];
    }

    private static (WaveId, DateKind, DateTimeOffset, int) KeyOf(DueReminder due) =>
        (due.Date.Wave, due.Date.Kind, due.Date.DueAt, due.Hours);

    private async Task<int> OweAsync(DueReminder due, DateTimeOffset now, CancellationToken cancellation)
    {
        // One statement for everybody: on a busy machine it may take longer than others ever should.
        db.Database.SetCommandTimeout(Patience);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Another instance at the same date waits here, then finds the mark.
        if (await MarkAsync(due, now, cancellation) == 0)
            return 0;
        var mails = await InsertAsync(due, now, cancellation);
        var (kind, wave, date, hours) = (due.Date.Kind, due.Date.Wave, due.Date.DueAt, due.Hours);
        await db
            .ReminderMarks.Where(mark =>
                mark.WaveId == wave && mark.Kind == kind && mark.DueAt == date && mark.Hours == hours
            )
            .ExecuteUpdateAsync(change => change.SetProperty(mark => mark.Mails, mails), cancellation);
        await transaction.CommitAsync(cancellation);
        return mails;
    }

    private Task<int> MarkAsync(DueReminder due, DateTimeOffset now, CancellationToken cancellation)
    {
        var (kind, call, wave) = ($"{due.Date.Kind}", due.Date.CallId, due.Date.WaveId);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into reminder_marks (wave_id, kind, due_at, hours, call_id, fell_due_at, derived_at, mails)
            values ({wave}, {kind}, {due.Date.DueAt}, {due.Hours}, {call}, {due.Moment.At}, {now}, 0)
            on conflict do nothing
            """,
            cancellation
        );
    }

    private Task<int> InsertAsync(DueReminder due, DateTimeOffset now, CancellationToken cancellation)
    {
        var (kind, wave, date) = ($"{due.Date.Kind}", due.Date.WaveId, due.Date.DueAt);
        var (key, day) = ($"{date.ToUnixTimeSeconds()}:{due.Hours}", $"{Dates.Civil(now):yyyyMMdd}");
        var deadline = new Deadline(Dates.Civil(date));
        var (frenchDate, englishDate) = (Dates.Long(deadline, "fr"), Dates.Long(deadline, "en"));
        var (frenchLeft, englishLeft) = (Dates.Left(date - now, "fr"), Dates.Left(date - now, "en"));
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, call_id, due_at)
            select gen_random_uuid(), account.email, replace(replace(owed.occasion, '#', {key}), '@', {day}), owed.template,
                   account.language,
                   jsonb_build_object('name', account.name, 'call', call.presentation -> 'title' ->> account.language,
                                      'wave', wave.number::text, 'deadline', said.date, 'due', said.date, 'until', said.date,
                                      'at', said.date, 'left', said.left) || owed.facts,
                   {now}, 0, false, owed.dossier_id, owed.call_id, owed.due_at
            from reminders_owed() owed
            join accounts account on account.id = owed.person
            join calls call on call.id = owed.call_id
            join waves wave on wave.id = owed.wave_id
            join (values ('fr', {frenchDate}, {frenchLeft}), ('en', {englishDate}, {englishLeft})) said (language, date, "left")
              on said.language = account.language
            where owed.kind = {kind} and owed.wave_id = {wave} and owed.due_at = {date} and owed.since <= {due.Moment.At}
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }

    [LoggerMessage(
        LogLevel.Error,
        "Reminders of {Kind} in wave {Wave} before {Date} failed; the next sweep tries again."
    )]
    private partial void Failed(Exception failure, DateKind kind, Guid wave, DateTimeOffset date);
}
