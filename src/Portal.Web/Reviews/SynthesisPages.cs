using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Reviews;

/// <summary>The synthesis of a dossier, to be read.</summary>
/// <param name="Rapporteur">Who writes it.</param>
/// <param name="SubmittedAt">Null while it is being written: then only its writer and staff read it.</param>
public sealed record SynthesisPart(
    Discussing? Rapporteur,
    ReadSheet Read,
    DateTimeOffset? SubmittedAt,
    IReadOnlyList<OpinionLine> Opinions
)
{
    /// <summary>When it was set aside; null for the one that is written now.</summary>
    public DateTimeOffset? SetAsideAt { get; init; }

    /// <summary>Whether its rapporteur turned out to be in conflict: experts don't read it any more.</summary>
    public bool IsInConflict { get; init; }
}

public sealed record OpinionLine(Discussing? By, bool Agrees, string Word);

/// <param name="Review">The reader's own review.</param>
/// <param name="IsRapporteur">Whether they write it; the others confirm.</param>
public sealed record SynthesisPage(
    ReviewId Review,
    string Number,
    string Title,
    bool IsRapporteur,
    int Revision,
    DateTimeOffset? SavedAt,
    SynthesisPart Part,
    IReadOnlyList<PeerReview> Peers,
    Refusal? Closed
)
{
    /// <summary>What stands where something else was typed meanwhile.</summary>
    public ReviewSheet? Theirs { get; init; }
}

/// <summary>Reads syntheses; who may is asked before.</summary>
public sealed class SynthesisReading(PortalDbContext db, DiscussionReading people, ReviewReading reviews)
{
    /// <returns>Null where there is none.</returns>
    public async Task<SynthesisPart?> PartOfAsync(DossierId dossier, bool isStaff, CancellationToken cancellation) =>
        (await PartsAsync(db.Syntheses, dossier, isStaff, cancellation)).SingleOrDefault();

    /// <summary>Those of earlier rounds, for staff: the last that was set aside first.</summary>
    public async Task<IReadOnlyList<SynthesisPart>> EarlierAsync(DossierId dossier, CancellationToken cancellation) =>
        [
            .. (
                await PartsAsync(
                    db.Syntheses.IgnoreQueryFilters().Where(one => one.SetAsideAt != null),
                    dossier,
                    isStaff: true,
                    cancellation
                )
            ).OrderByDescending(one => one.SetAsideAt),
        ];

    private async Task<IReadOnlyList<SynthesisPart>> PartsAsync(
        IQueryable<Synthesis> among,
        DossierId dossier,
        bool isStaff,
        CancellationToken cancellation
    )
    {
        var found = await (
            from synthesis in among.Include(one => one.Opinions)
            where synthesis.DossierId == dossier
            join grid in db.Grids on synthesis.GridId equals grid.Id
            select new
            {
                Synthesis = synthesis,
                Grid = grid,
                IsInConflict = db.ReviewsInConflict().Any(kept => kept.Id == synthesis.Rapporteur),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        if (found.Count == 0)
            return [];
        var known = await people.PeopleAsync(dossier, isStaff, cancellation);
        return [.. found.Select(one => PartOf(one.Synthesis, one.Grid, one.IsInConflict, known))];
    }

    private static SynthesisPart PartOf(
        Synthesis synthesis,
        Grid grid,
        bool isInConflict,
        IReadOnlyList<Discussing> known
    )
    {
        Discussing? Of(ReviewId review) => known.FirstOrDefault(one => one.Review == review);
        return new SynthesisPart(
            Of(synthesis.Rapporteur),
            new ReadSheet(grid, synthesis.Sheet),
            synthesis.SubmittedAt,
            [
                .. synthesis
                    .Opinions.Select(one => new OpinionLine(Of(one.ReviewId), one.Agrees, one.Word))
                    // Who must not judge agrees to nothing.
                    .Where(one => synthesis.SetAsideAt is not null || one.By is { HasSubmitted: true })
                    .OrderBy(one => one.By?.Letter, StringComparer.Ordinal),
            ]
        )
        {
            SetAsideAt = synthesis.SetAsideAt,
            IsInConflict = isInConflict,
        };
    }

    /// <returns>Null where there is no synthesis, or none to be read yet.</returns>
    public async Task<SynthesisPage?> PageOfAsync(
        Review own,
        Synthesis synthesis,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var isRapporteur = synthesis.Rapporteur == own.Id;
        if (!isRapporteur && synthesis.SubmittedAt is null)
            return null;
        var filed = await (
            from dossier in db.Dossiers
            where dossier.Id == own.DossierId
            join filing in db.Filings on own.FilingId equals filing.Id
            join wave in db.Waves on dossier.WaveId equals wave.Id
            select new
            {
                dossier.Number,
                filing.Title,
                Wave = wave,
            }
        )
            .AsNoTracking()
            .SingleAsync(cancellation);
        return new SynthesisPage(
            own.Id,
            filed.Number!,
            filed.Title,
            isRapporteur,
            synthesis.Revision,
            synthesis.SavedAt,
            (await PartOfAsync(own.DossierId, isStaff: false, cancellation))!,
            await reviews.PeersAsync(own, filed.Wave.Terms, viewer, cancellation),
            (await db.DoorOfAsync(own.DossierId, cancellation)).Obstacle
        );
    }
}
