using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>A date of a call that reminders go before: of several dossiers that share it, one.</summary>
/// <param name="FromAt">Nobody is reminded before, UTC: the wave isn't open yet, or another cut-off comes first.</param>
public sealed record CallDate(string KindName, Guid CallId, Guid WaveId, DateTimeOffset DueAt, DateTimeOffset FromAt)
{
    public DateKind Kind => Enum.Parse<DateKind>(KindName);

    public CallId Call => new(CallId);

    public WaveId Wave => new(WaveId);
}

/// <summary>The calendar of the calls, as data: what reminders are derived from.</summary>
public static class ReminderDates
{
    public static IQueryable<CallDate> CallDates(this PortalDbContext db) =>
        db.Database.SqlQuery<CallDate>(
            $"select kind as kind_name, call_id, wave_id, due_at, from_at from reminder_dates()"
        );
}
