using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// An officer judges a step of a dossier. With a GO the next step's sections can be written at once, and what experts
/// wrote of the step before weighs nothing more.
/// </summary>
public sealed class JudgeStep(PortalDbContext db, FormCache forms, CarriedAnswers carried)
{
    /// <returns>The verdict; null where the dossier isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">No verdict is awaited, or it can't be given so.</exception>
    public async Task<Verdict?> RunAsync(
        DossierId id,
        VerdictLetter letter,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(viewer)
            .Include(one => one.Members)
            .Include(one => one.Verdicts)
            .AsSplitQuery();
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return null;
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var now = await db.NowAsync(cancellation);
        var verdict = dossier.Judge(call, wave, letter, viewer.Id!.Value, now);
        await OpenAsync(dossier, now, cancellation);
        await db.SetReviewsAsideAsync(id, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return verdict;
    }

    /// <summary>The sections that the dossier's step asks for, and did not before.</summary>
    private async Task OpenAsync(Dossier dossier, DateTimeOffset now, CancellationToken cancellation)
    {
        var form = await forms.GetAsync(db, dossier.FormId, cancellation);
        var there = await db
            .Sections.Where(section => section.DossierId == dossier.Id)
            .Select(section => section.Key)
            .ToListAsync(cancellation);
        var opened = Section.For(dossier, form).Where(section => !there.Contains(section.Key)).ToList();
        db.Sections.AddRange(opened);
        await carried.WriteAsync(dossier, form, opened, now, cancellation);
    }
}
