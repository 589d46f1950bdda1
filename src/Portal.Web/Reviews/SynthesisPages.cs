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
);

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
    public async Task<SynthesisPart?> PartOfAsync(DossierId dossier, bool isStaff, CancellationToken cancellation)
    {
        var found = await (
            from synthesis in db.Syntheses.Include(one => one.Opinions)
            where synthesis.DossierId == dossier
            join grid in db.Grids on synthesis.GridId equals grid.Id
            select new { Synthesis = synthesis, Grid = grid }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var known = await people.PeopleAsync(dossier, isStaff, cancellation);
        Discussing? Of(ReviewId review) => known.FirstOrDefault(one => one.Review == review);
        return new SynthesisPart(
            Of(found.Synthesis.Rapporteur),
            new ReadSheet(found.Grid, found.Synthesis.Sheet),
            found.Synthesis.SubmittedAt,
            [
                .. found
                    .Synthesis.Opinions.Select(one => new OpinionLine(Of(one.ReviewId), one.Agrees, one.Word))
                    .OrderBy(one => one.By?.Letter, StringComparer.Ordinal),
            ]
        );
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
