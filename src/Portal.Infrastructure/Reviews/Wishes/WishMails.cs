using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Wishes;

/// <summary>The mails that ask the experts of a wave for their wishes, each once, those too who join while they are asked for.</summary>
internal sealed class WishMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            WishesAsked asked => AskedAsync(asked),
            ExpertJoined joined => JoinedAsync(joined),
            _ => Letters.None,
        };

    /// <summary>The beginning of the occasions on which experts of a wave were asked.</summary>
    public static string OccasionIn(WaveId wave) => $"wishes.asked:{wave.Value}:";

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(WishesAsked asked)
    {
        var wave = (await letters.Db.Waves.FindAsync([asked.Wave], letters.Cancellation))!;
        var readers = await letters
            .Db.WishReadersOf(letters.Db.Experts.Where(one => one.WaveId == asked.Wave))
            .Select(one => one.Reader)
            .ToListAsync(letters.Cancellation);
        return await OweAsync(wave, readers, asked.At);
    }

    private async Task<IReadOnlyList<OutboxMail>> JoinedAsync(ExpertJoined joined)
    {
        var wave = (await letters.Db.Waves.FindAsync([joined.Wave], letters.Cancellation))!;
        if (!wave.TakesWishes(joined.At))
            return [];
        var reader = await letters
            .One(joined.By!.Value)
            .Select(account => new Addressee(account.Email!, account.Name, account.Language))
            .ToListAsync(letters.Cancellation);
        return await OweAsync(wave, reader, joined.At);
    }

    private async Task<IReadOnlyList<OutboxMail>> OweAsync(
        Wave wave,
        IReadOnlyList<Addressee> readers,
        DateTimeOffset at
    )
    {
        var facts = await letters.Db.WishFactsAsync(wave, letters.Cancellation);
        var occasion = OccasionIn(wave.Id) + at.UtcTicks.ToString(CultureInfo.InvariantCulture);
        return [.. readers.Select(one => Letters.Owe(one, "wishes-asked", occasion, facts, at))];
    }
}

internal sealed record WishReader(ExpertId Expert, Addressee Reader);

internal static class WishReaders
{
    public static IQueryable<WishReader> WishReadersOf(this PortalDbContext db, IQueryable<Expert> experts) =>
        from expert in experts
        join account in db.Users on expert.Person.Value equals account.Id
        select new WishReader(expert.Id, new Addressee(account.Email!, account.Name, account.Language));

    public static async Task<Facts> WishFactsAsync(this PortalDbContext db, Wave wave, CancellationToken cancellation)
    {
        var call = await db
            .Calls.Where(one => one.Id == wave.CallId)
            .Select(one => one.Presentation)
            .SingleAsync(cancellation);
        return new Facts()
            .Text("call", call.Title)
            .Text("wave", wave.Number.ToString(CultureInfo.InvariantCulture))
            .Deadline("until", wave.WishesUntil!)
            .Link("/reviews");
    }
}
