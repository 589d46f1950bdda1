using Microsoft.EntityFrameworkCore;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Complements;

/// <summary>
/// Owes a reminder to everybody who writes in a dossier whose complements are awaited, three days and one day before
/// the date. Like those before a cut-off, they are derived from the date each time: a prolonged one moves them.
/// </summary>
public sealed class RemindOfComplements(PortalDbContext db)
{
    private static readonly TimeSpan[] Before = [TimeSpan.FromDays(3), TimeSpan.FromDays(1)];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var soon = now + Before.Max();
        var open = await db
            .ComplementRequests.AsNoTracking()
            .Where(request =>
                request.Answer == null
                && request.Withdrawal == null
                && request.Missed == null
                && request.Due.At > now
                && request.Due.At <= soon
                && db.Dossiers.Any(dossier => dossier.Id == request.DossierId && dossier.Withdrawal == null)
            )
            .ToListAsync(cancellation);
        foreach (var request in open)
        foreach (var language in Texts.Texts.Languages)
            await OweAsync(request, language, now, cancellation);
    }

    /// <summary>Of several that fell due meanwhile, the latest alone; none that fell due before anything was asked.</summary>
    private async Task OweAsync(
        ComplementRequest request,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var offset = Before.Where(one => request.Due.At - one <= now).Min();
        if (request.Due.At - offset < request.AskedAt)
            return;
        var occasion =
            $"complement.reminder:{request.Id.Value}:{request.Due.At.ToUnixTimeSeconds()}:{offset.TotalHours:0}";
        var (due, left) = (Dates.Long(request.Due, language), Dates.Left(request.Due.At - now, language));
        var (dossier, reader) = (request.DossierId.Value, nameof(MemberRole.Reader));
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret)
            select gen_random_uuid(), account.email, {occasion}, 'complements-reminder', account.language,
                   jsonb_build_object('name', account.name, 'title', dossier.title, 'number', dossier.number,
                                      'due', {due}::text, 'left', {left}::text,
                                      'link', '/dossiers/' || dossier.id || '/complements'),
                   {now}, 0, false
            from dossiers dossier
            join dossier_members member on member.dossier_id = dossier.id and member.role <> {reader}
            join accounts account on account.id = member.person and account.language = {language}
            where dossier.id = {dossier}
            on conflict (recipient, occasion) do nothing
            """,
            cancellation
        );
    }
}
