using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>The mails that a change of dates causes.</summary>
/// <param name="Announcements">What those whom it hits are told, once in each language.</param>
/// <param name="Reminders">When reminders of the new date go, the soonest first.</param>
public sealed record DatePreview(
    IReadOnlyList<(string Language, ComposedMail Mail)> Announcements,
    IReadOnlyList<DateTimeOffset> Reminders
);

/// <summary>Shows what a change of dates would send, written by what will write it, before it is made.</summary>
public sealed class PreviewDates(PortalDbContext db, MailComposer composer)
{
    /// <param name="wave">As it would be: what was tried is in memory alone.</param>
    /// <param name="happened">What it told of the change.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DatePreview> OfAsync(
        Wave wave,
        DomainEvent happened,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == wave.CallId, cancellation);
        var told = DateAnnouncement.Of(wave, happened)?.Of(call, wave);
        if (happened is OpeningMoved)
            told?.Facts.Text("unsubscribe", "\u2026");
        return new DatePreview(
            told is null ? [] : await AnnouncedAsync(told.Template, told.Facts, now, cancellation),
            [.. RemindersOf(DateOf(wave, happened, now), call, now)]
        );
    }

    /// <summary>The date by which a dossier is to be filed anew, or completed, is put off.</summary>
    /// <param name="dossier">Whose team is told.</param>
    /// <param name="date">The new one.</param>
    /// <param name="template">Of the mail that tells it.</param>
    /// <param name="facts">What it tells.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<DatePreview> OfAsync(
        Dossier dossier,
        (DateKind Kind, Deadline Due) date,
        string template,
        Facts facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var (id, wave) = (dossier.CallId.Value, dossier.WaveId.Value);
        return new DatePreview(
            await AnnouncedAsync(template, facts.Text("title", dossier.Title), now, cancellation),
            [.. RemindersOf(new CallDate($"{date.Kind}", id, wave, date.Due.At, DateTimeOffset.MinValue), call, now)]
        );
    }

    private async Task<IReadOnlyList<(string, ComposedMail)>> AnnouncedAsync(
        string template,
        Facts facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var setting = new MailSetting { Words = await MailWordings.ReadAsync(db, cancellation) };
        return
        [
            .. Texts.Texts.Languages.Select(language =>
            {
                var reader = new Addressee("n@n.invalid", "", language);
                return (language, composer.Compose(Letters.Owe(reader, template, "preview", facts, now), setting));
            }),
        ];
    }

    /// <summary>One that fell due before the change goes with the next sweep, and says how much is left by then.</summary>
    private static IEnumerable<DateTimeOffset> RemindersOf(CallDate? date, Call call, DateTimeOffset now)
    {
        if (date is null)
            return [];
        var rules = ReminderRule.Complete(call.Reminders);
        var overdue =
            date.FromAt <= now && rules.First(rule => rule.Kind == date.Kind).DueOf(date.DueAt, now) is not null;
        return
        [
            .. overdue ? [now] : Array.Empty<DateTimeOffset>(),
            .. ComingReminders.MomentsOf(date, rules, now).Select(one => one.At),
        ];
    }

    private static CallDate? DateOf(Wave wave, DomainEvent happened, DateTimeOffset now) =>
        happened switch
        {
            ReviewsDueSet due => Date(wave, DateKind.Reviews, due.Due, DateTimeOffset.MinValue),
            CutOffMoved moved => CutOff(wave, wave.CutOffs.First(one => one.Id == moved.CutOff)),
            OpeningMoved => CutOff(wave, wave.CutOffs[0]),
            _ => wave.CutOffFor(now) is { } next ? CutOff(wave, next) : null,
        };

    private static CallDate CutOff(Wave wave, CutOff cutOff) =>
        Date(
            wave,
            DateKind.CutOff,
            cutOff.Deadline.At,
            wave.CutOffs.Where(one => one.Number < cutOff.Number)
                .Select(one => one.Deadline.EndsAt)
                .Append(wave.OpensAt)
                .Max()
        );

    private static CallDate Date(Wave wave, DateKind kind, DateTimeOffset due, DateTimeOffset from) =>
        new($"{kind}", wave.CallId.Value, wave.Id.Value, due, from);
}
