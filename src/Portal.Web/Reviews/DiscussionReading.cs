using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Reviews;

/// <summary>Reads the discussion of a dossier as staff does, or as one of its experts; who may is asked before.</summary>
public sealed class DiscussionReading(PortalDbContext db)
{
    /// <param name="dossier">What is discussed.</param>
    /// <param name="own">The reader's own review; null for staff, who knows all names.</param>
    /// <param name="viewer">Who reads.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DiscussionPart> ReadAsync(
        DossierId dossier,
        ReviewId? own,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var people = await PeopleAsync(dossier, own is null, cancellation);
        var known = people.ToDictionary(one => one.Review);
        var messages = await db
            .DiscussionMessages.AsNoTracking()
            .IgnoreQueryFilters()
            .Where(one => one.DossierId == dossier && (own == null || one.SetAsideAt == null))
            .OrderBy(one => one.WrittenAt)
            .ThenBy(one => one.Id)
            .ToListAsync(cancellation);
        DiscussionLine LineOf(DiscussionMessage one) =>
            new(
                one.Id,
                one.ReviewId is { } review ? known.GetValueOrDefault(review) : null,
                one.WrittenBy == viewer.Id,
                one.WrittenAt,
                one.Text,
                one.Struck?.Note,
                one is { Struck: null, SetAsideAt: null } && (one.WrittenBy == viewer.Id || own is null)
            );
        return new DiscussionPart(
            [.. messages.Where(one => one.SetAsideAt is null).Select(LineOf)],
            [.. people.Where(one => one.HasSubmitted).OrderBy(one => one.Letter, StringComparer.Ordinal)],
            (await db.DoorOfAsync(dossier, cancellation)).Obstacle
        )
        {
            Own = own,
            Earlier = [.. messages.Where(one => one.SetAsideAt is not null).Select(LineOf)],
        };
    }

    /// <summary>What those who can be mentioned are called: their letters and, where the reader knows them, their names.</summary>
    public async Task<IReadOnlyDictionary<string, ReviewId>> NamesAsync(
        DossierId dossier,
        bool isStaff,
        CancellationToken cancellation
    )
    {
        var people = (await PeopleAsync(dossier, isStaff, cancellation)).Where(one => one.HasSubmitted).ToList();
        var names = people.ToDictionary(one => one.Letter, one => one.Review, StringComparer.Ordinal);
        foreach (var named in people.Where(one => one.Name is not null))
            names.TryAdd(named.Name!, named.Review);
        return names;
    }

    /// <summary>All who review, or reviewed, a dossier.</summary>
    internal async Task<List<Discussing>> PeopleAsync(DossierId dossier, bool isStaff, CancellationToken cancellation)
    {
        var letters = await db.PseudonymsAsync(dossier, cancellation);
        var experts = await (
            from review in db.Reviews.IgnoreQueryFilters()
            where review.DossierId == dossier
            join expert in db.Experts on review.ExpertId equals expert.Id
            join wave in db.Waves on review.WaveId equals wave.Id
            select new
            {
                review.Id,
                Name = isStaff || wave.Terms.ExpertsNamed ? expert.Name : null,
                HasSubmitted = review.SetAsideAt == null && db.ReviewsThatCount().Any(one => one.Id == review.Id),
            }
        ).ToListAsync(cancellation);
        return [.. experts.Select(one => new Discussing(one.Id, letters[one.Id], one.Name, one.HasSubmitted))];
    }
}
