using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>A reminder that will go, as things stand.</summary>
/// <param name="People">How many mails it would be.</param>
/// <param name="Moment">What the rule says of it.</param>
/// <param name="At">When it goes, UTC: not before there is anybody to remind.</param>
public sealed record ComingReminder(CallDate Date, ReminderMoment Moment, DateTimeOffset At, int People);

/// <summary>A reminder that will go to a person, as things stand.</summary>
/// <param name="Title">Of the dossier; null where it is about none.</param>
public sealed record OwnReminder(DateKind Kind, DateTimeOffset DueAt, DateTimeOffset At, string? Title);

/// <summary>What will be sent, when, why and to how many: derived from the calendar, the rules and the state, as the sweep does.</summary>
public sealed class ComingReminders(PortalDbContext db)
{
    public const int Most = 30;

    /// <returns>The soonest first.</returns>
    public async Task<IReadOnlyList<ComingReminder>> OfAsync(
        CallId id,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rules = ReminderRule.Complete(
            await db.Calls.Where(call => call.Id == id).Select(call => call.Reminders).SingleAsync(cancellation)
        );
        var dates = await db.CallDates()
            .Where(date => date.CallId == id.Value && date.DueAt > now)
            .OrderBy(date => date.DueAt)
            .Take(Most)
            .ToListAsync(cancellation);
        var people = (await PeopleAsync(id, viewer, now, cancellation)).ToDictionary(
            one => (one.KindName, one.WaveId, one.DueAt),
            one => one.Mails
        );
        return
        [
            .. dates
                .SelectMany(date =>
                    MomentsOf(date, rules, now)
                        .Select(one => new ComingReminder(
                            date,
                            one.Moment,
                            one.At,
                            people.GetValueOrDefault((date.KindName, date.WaveId, date.DueAt))
                        ))
                )
                .OrderBy(one => one.At)
                .Take(Most),
        ];
    }

    /// <returns>The soonest first.</returns>
    public async Task<IReadOnlyList<OwnReminder>> ToAsync(
        PersonId person,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var owed = await db
            .Database.SqlQuery<OwedToOne>(
                $"""
                select date.kind as kind_name, date.call_id, date.wave_id, date.due_at, date.from_at, owed.facts ->> 'title' as title
                from reminders_owed() owed
                join reminder_dates() date
                  on date.kind = owed.kind and date.wave_id = owed.wave_id and date.due_at = owed.due_at
                where owed.person = {person.Value} and owed.due_at > {now}
                order by owed.due_at
                limit {Most}
                """
            )
            .ToListAsync(cancellation);
        var calls = owed.Select(one => new CallId(one.CallId)).Distinct().ToList();
        var rules = await db
            .Calls.Where(call => calls.Contains(call.Id))
            .ToDictionaryAsync(call => call.Id, call => call.Reminders, cancellation);
        return
        [
            .. owed.SelectMany(one =>
                    MomentsOf(one.Date, ReminderRule.Complete(rules[new CallId(one.CallId)]), now)
                        .Select(moment => new OwnReminder(one.Date.Kind, one.DueAt, moment.At, one.Title))
                )
                .OrderBy(one => one.At)
                .Take(Most),
        ];
    }

    /// <summary>Of those that fall due before anybody is reminded of the date, the latest goes as soon as somebody is.</summary>
    public static IEnumerable<(ReminderMoment Moment, DateTimeOffset At)> MomentsOf(
        CallDate date,
        IReadOnlyList<ReminderRule> rules,
        DateTimeOffset now
    )
    {
        var rule = rules.First(one => one.Kind == date.Kind);
        var from = date.FromAt > now ? date.FromAt : now;
        if (date.FromAt > now && rule.DueOf(date.DueAt, date.FromAt) is { } first)
            yield return (first, date.FromAt);
        foreach (var moment in rule.ComingOf(date.DueAt, from))
            yield return (moment, moment.At);
    }

    /// <summary>What is about a dossier of the viewer's own isn't counted: they would learn of others' parts in it.</summary>
    private Task<List<OwedOfDate>> PeopleAsync(
        CallId call,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        db
            .Database.SqlQuery<OwedOfDate>(
                $"""
                select kind as kind_name, wave_id, due_at, count(*)::int as mails
                from reminders_owed() owed
                where call_id = {call.Value} and due_at > {now}
                  and not exists (select from dossier_members own where own.dossier_id = owed.dossier_id and own.person = {viewer.Id!.Value.Value})
                group by kind, wave_id, due_at
                """
            )
            .ToListAsync(cancellation);

    private sealed record OwedOfDate(string KindName, Guid WaveId, DateTimeOffset DueAt, int Mails);

    private sealed record OwedToOne(
        string KindName,
        Guid CallId,
        Guid WaveId,
        DateTimeOffset DueAt,
        DateTimeOffset FromAt,
        string? Title
    )
    {
        public CallDate Date => new(KindName, CallId, WaveId, DueAt, FromAt);
    }
}
