using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Calls.News;

/// <summary>
/// Owes subscribers the mails on calls that were announced and waves that opened since they confirmed. One statement a
/// piece of news and language, however many they are; (recipient, occasion) being unique, nobody is told twice.
/// </summary>
public sealed class TellSubscribers(PortalDbContext db, CallNewsReading reading)
{
    private const string Occasion = "call-news:";

    /// <summary>What is older is no news: a portal that was down longer doesn't catch up on it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    /// <returns>How many mails are owed by now that weren’t.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        await db
            .Subscriptions.Where(one => one.ConfirmedAt == null && one.AskedAt < now - Subscription.ToConfirm)
            .ExecuteDeleteAsync(cancellation);
        var news = await reading.NewsAsync(theme: null, cancellation);
        var announced = news.Where(one => one.Kind == CallNewsKind.Announced)
            .ToDictionary(one => one.Slug, one => one.At);
        var mails = 0;
        foreach (var one in news.Where(one => one.At > now - Fresh && IsTold(one, announced)))
        foreach (var language in Texts.Texts.Languages)
            mails += await OweAsync(one, language, now, cancellation);
        return mails;
    }

    /// <summary>A wave that was open when its call was announced is told with it.</summary>
    private static bool IsTold(CallNews one, Dictionary<string, DateTimeOffset> announced) =>
        one.Kind == CallNewsKind.Announced
        || one.Kind == CallNewsKind.Opened && announced.TryGetValue(one.Slug, out var at) && one.At > at;

    private Task<int> OweAsync(CallNews one, string language, DateTimeOffset now, CancellationToken cancellation)
    {
        var template = one.Kind == CallNewsKind.Announced ? "call-announced" : "wave-opened";
        var (title, summary) = (one.Call.Title.In(language), one.Call.Summary.In(language));
        var themes = one.Themes.ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, call_id)
            select gen_random_uuid(), email, {Occasion} || {one.Key}, {template}, language,
                   jsonb_build_object('name', '', 'title', {title}::text, 'summary', {summary}::text,
                                      'wave', coalesce({one.Wave}::text, ''), 'link', {one.Path}::text,
                                      'unsubscribe', '/subscriptions/' || key),
                   {now}, 0, false, (select id from calls where slug = {one.Slug})
            from subscriptions
            where language = {language} and confirmed_at < {one.At} and (theme is null or theme = any({themes}))
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}
