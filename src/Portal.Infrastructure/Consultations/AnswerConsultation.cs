using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Consultations;

/// <summary>Publishes synthesis and final plan, and tells everybody who contributed: one mail an address.</summary>
public sealed class AnswerConsultation(PortalDbContext db, ConsultationDesk desk)
{
    /// <summary>Of the mail that tells, followed by the consultation's id.</summary>
    internal const string Occasion = "consultation-answered:";

    /// <param name="slug">Of the consultation.</param>
    /// <param name="read">When what they read was last written on.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is such a consultation.</returns>
    /// <exception cref="RefusedException">Something keeps it from being published, or it isn't what was read.</exception>
    public Task<bool> RunAsync(string slug, DateTimeOffset? read, PersonId by, CancellationToken cancellation) =>
        desk.HoldingAsync(
            slug,
            async (held, now) =>
            {
                await desk.DropEmptyAsync(held, cancellation);
                held.Answer(await CountAsync(held.Id, cancellation), read, by, now);
                foreach (var language in Texts.Texts.Languages)
                    await OweAsync(held, language, now, cancellation);
            },
            cancellation
        );

    /// <summary>Of groups, those that hold something: one whose contributions were all taken back asks for nothing.</summary>
    public async Task<AnswerCounts> CountAsync(ConsultationId id, CancellationToken cancellation)
    {
        var contributions = await db.ConfirmedContributions()
            .Where(one => one.ConsultationId == id)
            .GroupBy(_ => 1)
            .Select(all => new
            {
                ToModerate = all.Count(one => one.Moderation == null),
                Outside = all.Count(one => one.Moderation!.IsAccepted && one.GroupId == null),
            })
            .SingleOrDefaultAsync(cancellation);
        var groups = await db
            .ContributionGroups.AsNoTracking()
            .Where(one => one.ConsultationId == id && db.Contributions.Any(its => its.GroupId == one.Id))
            .ToListAsync(cancellation);
        return new AnswerCounts(
            contributions?.ToModerate ?? 0,
            contributions?.Outside ?? 0,
            groups.Count(one => !one.IsAnswered),
            groups.Select(one => one.RepliedBy).OfType<PersonId>().ToHashSet(),
            groups.Max(one => one.RepliedAt)
        );
    }

    /// <summary>One statement a language, however many they are.</summary>
    private Task<int> OweAsync(Consultation held, string language, DateTimeOffset now, CancellationToken cancellation)
    {
        var (title, link) = (held.Words.Title.In(language), $"/consultations/{held.Slug}/synthesis");
        var occasion = $"{Occasion}{held.Id.Value}";
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret)
            select gen_random_uuid(), told.from_email, {occasion}, 'consultation-answered', {language},
                   jsonb_build_object('name', told.from_name, 'title', {title}::text, 'link', {link}::text),
                   {now}, 0, false
            from (select distinct on (mailbox) from_email, from_name, language from contributions
                  where consultation_id = {held.Id.Value} and confirmed_at is not null
                  order by mailbox, sent_at desc) told
            where told.language = {language}
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}
