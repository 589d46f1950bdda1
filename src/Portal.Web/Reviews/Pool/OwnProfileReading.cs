using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Web.Reviews.Pool;

/// <summary>
/// Reads what the pools hold of an expert, wave by wave, for themselves: not what was found that keeps a dossier from
/// them, whose evidence tells of others.
/// </summary>
public sealed class OwnProfileReading(PortalDbContext db)
{
    /// <param name="viewer">The expert.</param>
    /// <param name="only">Their part in one wave; null for all of them, the last joined first.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<OwnProfile>> ReadAsync(
        Viewer viewer,
        ExpertId? only,
        CancellationToken cancellation
    )
    {
        var found = await (
            from record in db.PoolRecordsOf(viewer)
            join expert in db.Experts on record.Id equals expert.PoolExpertId
            where expert.Person == viewer.Id && (only == null || expert.Id == only)
            join wave in db.Waves on record.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby expert.JoinedAt descending
            select new Found(
                expert.Id,
                call.Presentation,
                call.Thesaurus,
                wave.Number,
                record,
                EF.Property<uint>(record, PoolExpertMapping.Revision)
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        return [.. found.Where(one => one.Record.Facts is not null).Select(one => OwnOf(one, programme.Regions))];
    }

    private static OwnProfile OwnOf(Found one, IReadOnlyList<ProgrammeTerm> regions)
    {
        var facts = one.Record.Facts!;
        return new OwnProfile(
            one.Expert,
            one.Call,
            one.Wave,
            new FactsPart(
                facts,
                regions.FirstOrDefault(region => region.Key == facts.Region)?.Name,
                [.. one.Thesaurus.Where(word => facts.Skills.Contains(word.Key)).Select(word => word.Name)]
            ),
            one.Revision
        );
    }

    private sealed record Found(
        ExpertId Expert,
        CallPresentation Call,
        IReadOnlyList<Keyword> Thesaurus,
        int Wave,
        PoolExpert Record,
        uint Revision
    );
}
