using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Owes a reminder to everybody who writes in a dossier whose next step isn't filed, as long before its date as the call's
/// reminders go before a cut-off. (Recipient, occasion) being unique, none goes twice.
/// </summary>
public sealed class RemindOfSteps(PortalDbContext db)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var open = await (
            from dossier in db.Dossiers
            where
                dossier.Reopening != null
                && dossier.StepDue!.At > now
                && dossier.Withdrawal == null
                && dossier.Dismissal == null
            join call in db.Calls on dossier.CallId equals call.Id
            select new OpenStep(dossier.Id, dossier.Step, dossier.StepDue!, dossier.Reopening!.At, call.Reminders)
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        foreach (var step in open)
        foreach (var language in Texts.Texts.Languages)
            await OweAsync(step, language, now, cancellation);
    }

    /// <summary>Of several that fell due meanwhile, the latest alone; none that fell due before the step was open.</summary>
    private async Task OweAsync(OpenStep step, string language, DateTimeOffset now, CancellationToken cancellation)
    {
        var fallen = step.Reminders.Where(offset => step.Due.At - offset <= now).ToList();
        if (fallen.Count == 0 || step.Due.At - fallen.Min() < step.OpenedAt)
            return;
        var occasion =
            $"step.reminder:{step.Dossier.Value}:{step.Step}:{step.Due.At.ToUnixTimeSeconds()}:{fallen.Min().TotalHours:0}";
        var (due, left) = (Dates.Long(step.Due, language), Dates.Left(step.Due.At - now, language));
        var (id, reader) = (step.Dossier.Value, nameof(MemberRole.Reader));
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret)
            select gen_random_uuid(), account.email, {occasion}, 'step-reminder', account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'due', {due}::text, 'left', {left}::text, 'link', '/dossiers/' || dossier.id),
                   {now}, 0, false
            from dossiers dossier
            join dossier_members member on member.dossier_id = dossier.id and member.role <> {reader}
            join accounts account on account.id = member.person and account.language = {language}
            where dossier.id = {id}
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }

    private sealed record OpenStep(
        DossierId Dossier,
        int Step,
        Deadline Due,
        DateTimeOffset OpenedAt,
        IReadOnlyList<TimeSpan> Reminders
    );
}
