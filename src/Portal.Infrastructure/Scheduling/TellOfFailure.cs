using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>Owes every administrator a mail that a job fails: one a job and day, with what stops meanwhile and what to look at.</summary>
public sealed class TellOfFailure(PortalDbContext db, Texts.Texts texts)
{
    public const string Template = "job-failed";

    /// <param name="job">Which one.</param>
    /// <param name="kind">Of the error.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task OweAsync(RecurringJob job, string kind, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var now = await db.NowAsync(cancellation);
        foreach (var language in Texts.Texts.Languages)
            await OweAsync(job, kind, language, now, cancellation);
    }

    private Task<int> OweAsync(
        RecurringJob job,
        string kind,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var occasion = $"{Template}:{job.Name}:{now:yyyy-MM-dd}";
        var (title, stops, look) = (
            texts.In(language, $"job.{job.Name}"),
            texts.In(language, $"job.{job.Name}-stops"),
            texts.In(language, $"job.{job.Name}-look")
        );
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret)
            select gen_random_uuid(), account.email, {occasion}, {Template}, account.language,
                   jsonb_build_object('name', account.name, 'job', {title}::text, 'stops', {stops}::text,
                                      'look', {look}::text, 'kind', {kind}::text, 'link', '/admin/jobs'),
                   {now}, 0, false
            from accounts account
            join account_roles given on given.user_id = account.id
            join roles role on role.id = given.role_id and role.name = {nameof(PortalRole.Administrator)}
            where account.language = {language}
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}
