using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Reviews;

/// <summary>The mails that remind experts, and that tell who is mentioned in a discussion: once a day at most.</summary>
internal sealed class PanelMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ExpertsReminded reminded => RemindedAsync(reminded),
            DiscussionMentioned mentioned => MentionedAsync(mentioned),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> RemindedAsync(ExpertsReminded reminded)
    {
        var wave = await letters.Db.Waves.SingleAsync(one => one.Id == reminded.Wave, letters.Cancellation);
        var title = await letters
            .Db.Calls.Where(one => one.Id == wave.CallId)
            .Select(one => one.Presentation)
            .SingleAsync(letters.Cancellation);
        var owing = await letters
            .Db.OpenReviews()
            .Where(one => reminded.Experts.Contains(one.ExpertId))
            .GroupBy(one => new { one.ExpertId, one.ExpertPerson })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(letters.Cancellation);
        var mails = new List<OutboxMail>();
        foreach (var expert in owing)
            mails.AddRange(
                await letters.OweAsync(
                    letters.One(expert.Key.ExpertPerson),
                    wave.ReviewsDue is null ? "review-reminder" : "review-reminder-until",
                    Reminders.OccasionOf(expert.Key.ExpertId, reminded.At),
                    FactsOf(wave, title.Title, expert.Count),
                    reminded.At,
                    wave.ReviewsDue?.At
                )
            );
        return mails;
    }

    private static Facts FactsOf(Wave wave, LocalizedText call, int left)
    {
        var facts = new Facts()
            .Text("call", call)
            .Text("wave", wave.Number.ToString(CultureInfo.InvariantCulture))
            .Text("left", left.ToString(CultureInfo.InvariantCulture))
            .Link("/reviews");
        return wave.ReviewsDue is { } due ? facts.Deadline("due", due) : facts;
    }

    /// <summary>The mail says that one is mentioned, not by whom nor with what words: those are read in the portal.</summary>
    private async Task<IReadOnlyList<OutboxMail>> MentionedAsync(DiscussionMentioned mentioned)
    {
        var occasion = $"discussion.mentioned:{mentioned.Review.Value}:{Dates.Civil(mentioned.At):yyyyMMdd}";
        if (await letters.Db.Outbox.AnyAsync(one => one.Occasion == occasion, letters.Cancellation))
            return [];
        var person = await letters
            .Db.Reviews.Where(one => one.Id == mentioned.Review)
            .Select(one => one.ExpertPerson)
            .SingleAsync(letters.Cancellation);
        var number = await letters
            .Db.Dossiers.Where(one => one.Id == mentioned.Dossier)
            .Select(one => one.Number!)
            .SingleAsync(letters.Cancellation);
        var facts = new Facts().Text("number", number).Link($"/reviews/{mentioned.Review.Value}/discussion");
        return await letters.OweAsync(letters.One(person), "discussion-mentioned", occasion, facts, mentioned.At);
    }
}
