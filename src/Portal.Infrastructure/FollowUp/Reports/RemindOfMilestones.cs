using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>
/// Reminds teams of the reports that they owe, and tells them and the officers of those that are late. What is due is
/// derived from the milestones as they stand: a date that moves is another occasion, and what falls in a project's rest is
/// owed once it goes on. As many statements as there are days
/// on which something is due, however many projects and people.
/// </summary>
public sealed class RemindOfMilestones(PortalDbContext db)
{
    /// <summary>Days before.</summary>
    private static readonly int[] Before = [30, 7, 1];

    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    /// <summary>What was late before is known: so long a standstill of the portal is made up for.</summary>
    private static readonly TimeSpan LateFor = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        foreach (var due in await DaysAsync(now - LateFor, now.AddDays(Before[0] + 1), cancellation))
            if (!due.Accepts(now))
                await TellLateAsync(due, now, cancellation);
            else if (Before.Where(days => MomentOf(due, days) <= now).DefaultIfEmpty().Min() is > 0 and var days)
                await RemindAsync(due, days, now, cancellation);
    }

    /// <summary>The days on which something is due, and isn't there.</summary>
    private async Task<IReadOnlyList<Deadline>> DaysAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var civil = await db
            .Milestones.Where(one => one.Due.At > from && one.Due.At < to)
            .Where(one => one.AcceptedAt == null && one.WaivedAt == null)
            .Where(one => one.SubmittedAt == null || one.ReturnedAt != null)
            .Where(one =>
                db.Projects.Any(project =>
                    project.Id == one.ProjectId
                    && (project.Suspension == null || DateOnly.FromDateTime(one.Due.Civil) < project.Suspension.Since)
                )
            )
            .Select(one => one.Due.Civil)
            .Distinct()
            .OrderBy(one => one)
            .ToListAsync(cancellation);
        return civil.ConvertAll(one => new Deadline(one));
    }

    private static DateTimeOffset MomentOf(Deadline due, int days) =>
        Deadline.InstantOf(due.Civil.Date.AddDays(-days) + Morning);

    private async Task RemindAsync(Deadline due, int days, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var language in Texts.Texts.Languages)
            await OweTeamsAsync(
                new Told("milestone-reminder", $"{days}", due, language) { EndsAt = due.At },
                now,
                cancellation
            );
    }

    private async Task TellLateAsync(Deadline due, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var language in Texts.Texts.Languages)
        {
            await OweTeamsAsync(new Told("milestone-late", "late", due, language), now, cancellation);
            await OweOfficersAsync(new Told("milestone-late-staff", "late", due, language), now, cancellation);
        }
    }

    private Task<int> OweTeamsAsync(Told told, DateTimeOffset now, CancellationToken cancellation)
    {
        var (due, left) = (Dates.Long(told.Due, told.Language), Dates.Left(told.Due.At - now, told.Language));
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, due_at)
            select gen_random_uuid(), account.email, 'milestone:' || milestone.id || {told.Time}, {told.Template}, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'report', milestone.title ->> {told.Language}, 'due', {due}::text, 'left', {left}::text,
                                      'link', '/dossiers/' || dossier.id || '/project/reports/' || milestone.key),
                   {now}, 0, false, dossier.id, {told.EndsAt}
            from milestones milestone
            join projects project on project.id = milestone.project_id
             and (project.suspension_since is null or milestone.due_civil::date < project.suspension_since)
            join dossiers dossier on dossier.id = project.dossier_id
            join dossier_members member on member.dossier_id = dossier.id and member.role <> {nameof(MemberRole.Reader)}
            join accounts account on account.id = member.person and account.language = {told.Language}
            where milestone.due_at = {told.Due.At} and milestone.accepted_at is null and milestone.waived_at is null
              and (milestone.submitted_at is null or milestone.returned_at is not null)
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }

    private Task<int> OweOfficersAsync(Told told, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = Dates.Long(told.Due, told.Language);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id)
            select gen_random_uuid(), account.email, 'milestone:' || milestone.id || {told.Time}, {told.Template}, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'report', milestone.title ->> {told.Language}, 'due', {due}::text,
                                      'link', '/staff/projects/' || project.id),
                   {now}, 0, false, dossier.id
            from milestones milestone
            join projects project on project.id = milestone.project_id
             and (project.suspension_since is null or milestone.due_civil::date < project.suspension_since)
            join dossiers dossier on dossier.id = project.dossier_id
            join call_officers officer on officer.call_id = project.call_id
            join accounts account on account.id = officer.person and account.language = {told.Language}
            where milestone.due_at = {told.Due.At} and milestone.accepted_at is null and milestone.waived_at is null
              and (milestone.submitted_at is null or milestone.returned_at is not null)
              and not exists (select from dossier_members own where own.dossier_id = dossier.id and own.person = officer.person)
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }

    /// <param name="Occasion">How long before, or that it is late.</param>
    private sealed record Told(string Template, string Occasion, Deadline Due, string Language)
    {
        /// <summary>After that it is no use; null where it always is.</summary>
        public DateTimeOffset? EndsAt { get; init; }

        public string Time => $":{Due.At.ToUnixTimeSeconds()}:{Occasion}";
    }
}
