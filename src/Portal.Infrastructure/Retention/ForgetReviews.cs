using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// Tells the experts of a wave that was long decided, then erases what they wrote in words and who they were, a
/// transaction a wave. Marks stay, each expert's under one name that leads to nobody. Nothing is announced before the
/// archives' visa is noted.
/// </summary>
public sealed class ForgetReviews(PortalDbContext db, HeldReviews held, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var ending = await held.EndingAsync(now, only: null, cancellation);
        var due = ending
            .Where(row => row.Held.IsToAnnounceAt(now))
            .ToDictionary(row => new WaveId(row.Held.Subject), row => row.Held.DueAt(now));
        await oneByOne.RunAsync<Wave, WaveId>(
            due.Keys,
            wave => wave.AnnounceForgetting(due[wave.Id], now),
            cancellation
        );
        await oneByOne.RunByIdAsync<Wave, WaveId>(
            ending.Where(row => row.Held.IsToEraseAt(now)).Select(row => new WaveId(row.Held.Subject)),
            id => ForgetAsync(id, now, cancellation),
            cancellation
        );
    }

    /// <summary>A decision may have been corrected since it was selected.</summary>
    private async Task ForgetAsync(WaveId id, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from waves where id = {id.Value} for update", cancellation);
        if (await held.EndingAsync(now, id.Value, cancellation) is not [{ Held: var ended }] || !ended.IsToEraseAt(now))
            return;
        await db.Database.ExecuteSqlAsync($"select erase_discussions({id.Value})", cancellation);
        await ForgetMailsAsync(id, cancellation);
        var reviews = await db.Reviews.IgnoreQueryFilters().Where(one => one.WaveId == id).ToListAsync(cancellation);
        reviews.ForEach(one => one.ForgetTexts());
        var syntheses = db.Syntheses.IgnoreQueryFilters().Where(one => one.WaveId == id);
        (await syntheses.ToListAsync(cancellation)).ForEach(one => one.ForgetTexts());
        await ForgetExpertsAsync(id, reviews, cancellation);
        (await db.Waves.SingleAsync(one => one.Id == id, cancellation)).ForgetExperts(ended.Days, reviews.Count, now);
        await db.SaveChangesAsync(cancellation);
        await ForgetPoolAsync(id, cancellation);
    }

    private async Task ForgetExpertsAsync(WaveId id, List<Review> reviews, CancellationToken cancellation)
    {
        var experts = await db
            .Experts.Include(one => one.Pool)
            .Where(one => one.WaveId == id)
            .OrderBy(one => one.Id)
            .ToListAsync(cancellation);
        var trials = (
            await db.Trials.Where(one => experts.Select(two => two.Id).Contains(one.ExpertId)).ToListAsync(cancellation)
        ).ToLookup(one => one.ExpertId);
        var opinions = (
            await db
                .InterimOpinions.Where(one =>
                    db.Projects.Any(project => project.Id == one.ProjectId && project.WaveId == id)
                )
                .ToListAsync(cancellation)
        ).ToLookup(one => one.Expert);
        var ofWave = experts.Select(one => one.Person).ToHashSet();
        // Experts of the call's other waves are asked as well.
        foreach (var others in opinions.Where(its => !ofWave.Contains(its.Key)))
        {
            var nobody = PersonId.New();
            others.ToList().ForEach(one => one.Forget(nobody));
        }
        // The order in which they joined would tell them apart from a list that somebody kept.
        foreach (var (place, expert) in experts.OrderBy(_ => Guid.NewGuid()).Index())
        {
            var (was, nobody) = (expert.Person, PersonId.New());
            reviews.Where(one => one.ExpertId == expert.Id).ToList().ForEach(one => one.ForgetExpert(nobody));
            trials[expert.Id].ToList().ForEach(one => one.Forget(nobody));
            opinions[was].ToList().ForEach(one => one.Forget(nobody));
            expert.Forget(nobody, $"Expert {place + 1}");
        }
    }

    /// <summary>
    /// What they were told as experts, by their address. What they were told of a dossier of their own stays with it, as does
    /// what another wave still needs them for; what hasn't left yet is no record of anything.
    /// </summary>
    private Task<int> ForgetMailsAsync(WaveId id, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox mail
            using experts expert
            where expert.wave_id = {id.Value} and lower(mail.recipient) = lower(expert.email)
              and mail.sent_at is not null
              and not exists (select from dossier_members member
                              where member.dossier_id = mail.dossier_id and member.person = expert.person)
              and (mail.dossier_id in (select id from dossiers where wave_id = {id.Value})
                   or mail.dossier_id is null and mail.template = any({MailAccess.ToStaff})
                      and mail.call_id = (select call_id from waves where id = {id.Value})
                      and not exists (
                          select from experts other join waves wave on wave.id = other.wave_id
                          where other.person = expert.person and other.wave_id <> expert.wave_id
                            and wave.call_id = mail.call_id and wave.experts_forgotten_at is null));
            delete from outbox mail
            using expert_invitations invitation
            where invitation.wave_id = {id.Value}
              and starts_with(mail.occasion, concat({ReviewMails.Answered}, invitation.id));
            """,
            cancellation
        );

    /// <summary>Who was thought of or invited and never served; conflicts by name; proposals, which tell of organisations.</summary>
    private Task<int> ForgetPoolAsync(WaveId id, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update pool_experts
            set name = '', email = null, organisation = '', siren = null, texts = '[]', links = '[]', aliases = '[]',
                standby = null
            where wave_id = {id.Value}
              and not exists (select from experts where experts.pool_expert_id = pool_experts.id);
            update expert_invitations
            set email = null, name = '', organisation = '',
                answer_reason = case when answer_reason is not null then '' end,
                substitute_name = case when substitute_name is not null then '' end,
                substitute_email = case when substitute_email is not null then concat('nobody@', {Expert.Gone}) end
            where wave_id = {id.Value};
            update conflicts set evidence = '', noted_by = null
            where pool_expert_id in (select id from pool_experts where wave_id = {id.Value});
            update synthesis_opinions set word = ''
            where synthesis_id in (select id from syntheses where wave_id = {id.Value});
            delete from assignment_proposals where wave_id = {id.Value};
            """,
            cancellation
        );
}
