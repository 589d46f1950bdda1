using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Waves;

/// <summary>The mails that follow from the dates of a wave.</summary>
internal sealed class WaveMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            CutOffFrozen frozen => MissedAsync(frozen),
            OpeningMoved moved => OpeningAsync(moved),
            WaveEvent changed when DateAnnouncement.Of(WaveOf(changed), changed) is { } told => HitAsync(changed, told),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> HitAsync(WaveEvent happened, DateAnnouncement told)
    {
        var wave = WaveOf(happened);
        // One that is made with its wave isn't in the database yet.
        var call = await letters.Db.Calls.FindAsync([wave.CallId], letters.Cancellation);
        var (_, occasion, facts) = told.Of(call!, wave);
        return await letters.OweAsync(
            letters.Db.PeopleHitBy(wave, happened),
            told.Template,
            occasion,
            facts,
            happened.At
        );
    }

    /// <summary>Nobody has a dossier in a wave that isn't open: those who asked for news of the call learn it.</summary>
    private async Task<IReadOnlyList<OutboxMail>> OpeningAsync(OpeningMoved moved)
    {
        var wave = WaveOf(moved);
        var call = (await letters.Db.Calls.FindAsync([wave.CallId], letters.Cancellation))!;
        var told = await letters.Db.SubscribersOf(call, moved.At).AsNoTracking().ToListAsync(letters.Cancellation);
        return
        [
            .. told.DistinctBy(one => one.Email)
                .Select(one => OpeningTo(one, DateAnnouncement.Of(wave, moved)!.Of(call, wave), moved.At)),
        ];
    }

    private static OutboxMail OpeningTo(Subscription one, DateAnnouncement told, DateTimeOffset now) =>
        Letters.Owe(
            new Addressee(one.Email.Value, "", one.Language),
            told.Template,
            told.Occasion,
            told.Facts.Text("unsubscribe", $"/subscriptions/{one.Key}"),
            now
        );

    private Wave WaveOf(WaveEvent happened) => letters.Db.Waves.Local.Single(one => one.Id == happened.Wave);

    /// <summary>Who has a draft for a cut-off that has passed learns that it was not filed, and when it can be.</summary>
    private async Task<IReadOnlyList<OutboxMail>> MissedAsync(CutOffFrozen frozen)
    {
        var wave = WaveOf(frozen);
        var passed = wave.CutOffs.Single(one => one.Id == frozen.CutOff).Deadline;
        var next = wave.CutOffFor(frozen.At)?.Deadline;
        var told = await (
            from dossier in NotFiledFor(frozen.Wave, passed)
            from member in dossier.Members
            join account in letters.Db.Users on member.Person.Value equals account.Id
            select new Left(dossier.Id, dossier.Title, account.Email!, account.Name, account.Language)
        )
            .AsNoTracking()
            .ToListAsync(letters.Cancellation);
        return [.. told.Select(one => MissedBy(one, frozen, passed, next))];
    }

    /// <summary>What was begun, or opened anew, while it could have been filed for the cut-off.</summary>
    private IQueryable<Dossier> NotFiledFor(WaveId wave, Deadline passed) =>
        letters.Db.Dossiers.Where(dossier =>
            dossier.WaveId == wave
            && dossier.Withdrawal == null
            && dossier.CarriedTo == null
            && dossier.StepDue == null
            && (
                dossier.FiledAt == null && dossier.StartedAt < passed.EndsAt
                || dossier.Reopening != null && dossier.Reopening.At < passed.EndsAt
            )
        );

    private static OutboxMail MissedBy(Left one, CutOffFrozen frozen, Deadline passed, Deadline? next)
    {
        var facts = new Facts()
            .Text("title", one.Title)
            .Deadline("passed", passed)
            .Link($"/dossiers/{one.Dossier.Value}");
        var mail = Letters.Owe(
            new Addressee(one.Email, one.Name, one.Language),
            next is null ? "draft-missed-wave" : "draft-missed-cut-off",
            $"cut-off.missed:{frozen.CutOff.Value}:{one.Dossier.Value}",
            next is null ? facts : facts.Deadline("next", next),
            frozen.At
        );
        mail.DossierId = one.Dossier;
        return mail;
    }

    /// <summary>Who is told of which dossier that was not filed.</summary>
    private sealed record Left(DossierId Dossier, string Title, string Email, string Name, string Language);
}
