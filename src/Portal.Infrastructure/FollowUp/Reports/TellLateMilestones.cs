using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>
/// Tells teams and officers of the reports that are late; before, they are reminded as of all other dates. A date that moves
/// is another occasion, and what falls in a project's rest is owed once it goes on. As many statements as there are days on
/// which something is late, however many projects and people.
/// </summary>
public sealed class TellLateMilestones(PortalDbContext db)
{
    /// <summary>What was late before is known: so long a standstill of the portal is made up for.</summary>
    private static readonly TimeSpan LateFor = TimeSpan.FromDays(30);

    /// <returns>How many mails are owed by now that weren’t.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (now, mails) = (await db.NowAsync(cancellation), 0);
        foreach (var due in await DaysAsync(now - LateFor, now, cancellation))
            mails += await TellLateAsync(due, now, cancellation);
        return mails;
    }

    /// <summary>The days on which something was due, and isn't there.</summary>
    private async Task<IReadOnlyList<Deadline>> DaysAsync(
        DateTimeOffset from,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var civil = await db
            .Milestones.Where(one => one.Due.At > from && one.Due.At < now)
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
        return [.. civil.Select(one => new Deadline(one)).Where(due => !due.Accepts(now))];
    }

    private async Task<int> TellLateAsync(Deadline due, DateTimeOffset now, CancellationToken cancellation)
    {
        var mails = 0;
        foreach (var language in Texts.Texts.Languages)
        {
            mails += await OweTeamsAsync(new Told("milestone-late", due, language), now, cancellation);
            mails += await OweOfficersAsync(new Told("milestone-late-staff", due, language), now, cancellation);
        }
        return mails;
    }

    private Task<int> OweTeamsAsync(Told told, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = Dates.Long(told.Due, told.Language);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, call_id)
            select gen_random_uuid(), account.email, 'milestone:' || milestone.id || {told.Time}, {told.Template}, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'report', milestone.title ->> {told.Language}, 'due', {due}::text,
                                      'link', '/dossiers/' || dossier.id || '/project/reports/' || milestone.key),
                   {now}, 0, false, dossier.id, project.call_id
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
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, call_id)
            select gen_random_uuid(), account.email, 'milestone:' || milestone.id || {told.Time}, {told.Template}, account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'report', milestone.title ->> {told.Language}, 'due', {due}::text,
                                      'link', '/staff/projects/' || project.id),
                   {now}, 0, false, dossier.id, project.call_id
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

    private sealed record Told(string Template, Deadline Due, string Language)
    {
        public string Time => $":{Due.At.ToUnixTimeSeconds()}:late";
    }
}
