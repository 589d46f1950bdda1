using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
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
        var call = await db
            .Calls.Where(one => one.Id == wave.CallId)
            .Select(one => new { one.Presentation, one.Reminders })
            .SingleAsync(cancellation);
        return new DatePreview(
            [
                .. Announced(
                    wave,
                    call.Presentation.Title,
                    happened,
                    now,
                    await MailWordings.ReadAsync(db, cancellation)
                ),
            ],
            [.. RemindersOf(wave, ReminderRule.Complete(call.Reminders), happened, now)]
        );
    }

    private IEnumerable<(string, ComposedMail)> Announced(
        Wave wave,
        LocalizedText call,
        DomainEvent happened,
        DateTimeOffset now,
        MailWordings words
    ) =>
        DateAnnouncement.Of(wave, happened)?.Of(call, wave) is { } told
            ? Texts.Texts.Languages.Select(language =>
                (
                    language,
                    composer.Compose(
                        Letters.Owe(
                            new Addressee("n@n.invalid", "", language),
                            told.Template,
                            "preview",
                            told.Facts,
                            now
                        ),
                        new MailSetting { Words = words }
                    )
                )
            )
            : [];

    /// <summary>One that fell due before the change goes with the next sweep, and says how much is left by then.</summary>
    private static IEnumerable<DateTimeOffset> RemindersOf(
        Wave wave,
        IReadOnlyList<ReminderRule> rules,
        DomainEvent happened,
        DateTimeOffset now
    )
    {
        if (DateOf(wave, happened, now) is not { } date)
            return [];
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
