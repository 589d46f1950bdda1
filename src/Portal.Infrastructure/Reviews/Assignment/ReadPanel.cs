using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>
/// Reads who can review which dossier of a wave, and how well they suit: the eligible dossiers in an officer's charge, and
/// the experts who signed the charter and declared their conflicts for all of them, or review some already.
/// </summary>
internal sealed class ReadPanel(PortalDbContext db)
{
    public async Task<PanelMatter> OfAsync(WaveId wave, Viewer officer, CancellationToken cancellation)
    {
        var experts = await db
            .Experts.AsNoTracking()
            .Include(one => one.Pool.Conflicts)
            .Where(one =>
                one.WaveId == wave
                && (
                    one.CharterSignedAt != null && db.ExpertsWhoDeclaredAll().Any(ready => ready.Id == one.Id)
                    || db.Reviews.Any(review => review.ExpertId == one.Id && review.Recusal == null)
                )
            )
            .OrderBy(one => one.Id)
            .ToListAsync(cancellation);
        var thesaurus = await db
            .Calls.Where(call => db.Waves.Any(one => one.Id == wave && one.CallId == call.Id))
            .Select(call => call.Thesaurus)
            .SingleAsync(cancellation);
        var dossiers = await DossiersAsync(wave, officer, cancellation);
        return new PanelMatter(
            experts,
            dossiers,
            thesaurus,
            await ReviewsAsync(wave, cancellation),
            await WishesAsync(wave, cancellation)
        );
    }

    private async Task<List<FiledDossier>> DossiersAsync(WaveId wave, Viewer officer, CancellationToken cancellation)
    {
        var filed = await (
            from dossier in db.DossiersInChargeOf(officer).AsNoTracking().Include(one => one.Members)
            where dossier.WaveId == wave && dossier.Dismissal == null && dossier.Eligibility!.IsEligible
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                Dossier = dossier,
                filing.Title,
                filing.Answers,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. filed
                .Where(one => one.Dossier.State == DossierState.Eligible)
                .Select(one => new FiledDossier(one.Dossier, $"{one.Title}\n{Words(one.Answers)}")),
        ];
    }

    private static string Words(Answers answers) => string.Join('\n', answers.Keys.Select(answers.Text));

    /// <summary>Null where nobody was ever asked.</summary>
    private async Task<Dictionary<(DossierId Dossier, ExpertId Expert), WishKind?>?> WishesAsync(
        WaveId wave,
        CancellationToken cancellation
    )
    {
        if (!await db.Waves.AnyAsync(one => one.Id == wave && one.WishesAskedAt != null, cancellation))
            return null;
        var said = await db
            .Wishes.AsNoTracking()
            .Where(one => one.WaveId == wave && one.Kind != null)
            .ToListAsync(cancellation);
        return said.ToDictionary(one => (one.DossierId, one.ExpertId), one => one.Kind);
    }

    /// <summary>Who was given what: true where it stands, false where the expert recused themselves.</summary>
    private async Task<Dictionary<(DossierId Dossier, ExpertId Expert), bool?>> ReviewsAsync(
        WaveId wave,
        CancellationToken cancellation
    )
    {
        var given = await db
            .Reviews.Where(one => one.WaveId == wave)
            .Select(one => new
            {
                one.DossierId,
                one.ExpertId,
                Stands = one.Recusal == null,
            })
            .ToListAsync(cancellation);
        return given.ToDictionary(one => (one.DossierId, one.ExpertId), one => (bool?)one.Stands);
    }
}
