using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>What the pages on one expert share: putting them into the pool, describing them, reading them.</summary>
public sealed class PoolDesk(PortalDbContext db, PortalClock clock, LookForConflicts conflicts, Texts texts)
{
    /// <exception cref="RefusedException">The address is in the pool already, or something is out of bounds.</exception>
    public async Task<PoolExpertId> AddAsync(
        WaveId wave,
        ExpertFacts facts,
        PersonId by,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await conflicts.HoldAsync(wave, cancellation);
        await RefuseTakenAsync(wave, facts.Email, own: null, cancellation);
        var expert = new PoolExpert(wave, facts, by, await db.NowAsync(cancellation));
        db.PoolExperts.Add(expert);
        await SaveAsync(expert, cancellation);
        await transaction.CommitAsync(cancellation);
        return expert.Id;
    }

    /// <exception cref="RefusedException">The address is another expert's, or something is out of bounds.</exception>
    /// <exception cref="DbUpdateConcurrencyException">The record was changed since it was read.</exception>
    public async Task DescribeAsync(
        PoolExpert expert,
        ExpertFacts facts,
        uint? revision,
        PersonId by,
        CancellationToken cancellation
    )
    {
        if (revision is { } read)
            db.Entry(expert).Property<uint>(PoolExpertMapping.Revision).OriginalValue = read;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await conflicts.HoldAsync(expert.WaveId, cancellation);
        await RefuseTakenAsync(expert.WaveId, facts.Email, expert.Id, cancellation);
        expert.Describe(facts, by, await db.NowAsync(cancellation));
        await SaveAsync(expert, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public uint RevisionOf(PoolExpert expert) =>
        db.Entry(expert).Property<uint>(PoolExpertMapping.Revision).CurrentValue;

    /// <param name="expert">The one that is described; null for a new one.</param>
    public async Task<PoolEditPage?> EditAsync(
        Guid wave,
        PoolExpertId? expert,
        PoolExpertForm form,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.HeadAsync(db, wave, viewer, clock.GetUtcNow(), cancellation) is not { MayAct: true } head)
            return null;
        return new PoolEditPage(head, expert, await ProfileAsync(head.Id, form, isOwn: false, cancellation));
    }

    /// <summary>What there is to choose from, around what is typed.</summary>
    public async Task<ProfilePart> ProfileAsync(
        WaveId wave,
        PoolExpertForm form,
        bool isOwn,
        CancellationToken cancellation
    )
    {
        var thesaurus = await ThesaurusAsync(wave, cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        return new ProfilePart(form, thesaurus, programme.Regions, isOwn);
    }

    private Task<IReadOnlyList<Keyword>> ThesaurusAsync(WaveId wave, CancellationToken cancellation) =>
        db
            .Calls.Where(call => db.Waves.Any(one => one.Id == wave && one.CallId == call.Id))
            .Select(call => call.Thesaurus)
            .SingleAsync(cancellation);

    /// <summary>The words in which a file tells the experts of a wave.</summary>
    internal async Task<PoolWords> WordsAsync(WaveId wave, CancellationToken cancellation)
    {
        return new PoolWords(
            await ThesaurusAsync(wave, cancellation),
            (await ProgrammeTerms.ReadAsync(db, cancellation)).Regions,
            texts
        );
    }

    private async Task SaveAsync(PoolExpert expert, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        await conflicts.RunAsync(expert.WaveId, [expert.Id], dossier: null, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task RefuseTakenAsync(
        WaveId wave,
        EmailAddress address,
        PoolExpertId? own,
        CancellationToken cancellation
    )
    {
        if (
            await db.PoolExperts.AnyAsync(
                one => one.WaveId == wave && one.Email == address && one.Id != own,
                cancellation
            )
        )
            throw new RefusedException(PoolRefusals.AddressTaken);
    }
}
