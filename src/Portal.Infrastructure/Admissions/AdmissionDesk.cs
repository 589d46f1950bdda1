using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Admissions;

/// <summary>Takes what carriers bring for a criterion, and what staff finds. One transaction on the dossier, which settles the places of its wave.</summary>
public sealed class AdmissionDesk(PortalDbContext db, WavePlaces places)
{
    /// <returns>Whether there is such a dossier of one's own, filed for a call that admits, and still in play.</returns>
    public Task<bool> BringAsync(
        DossierId id,
        string criterion,
        string statement,
        string link,
        Viewer by,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            db.DossiersOf(by).Include(one => one.Members),
            id,
            (dossier, plan, admission, now) =>
                admission.Bring(dossier, plan, criterion, new BroughtEvidence(statement, link, by.Id!.Value, now)),
            cancellation
        );

    /// <returns>Whether there is such a dossier in one's charge, filed for a call that admits.</returns>
    public Task<bool> CheckAsync(
        DossierId id,
        string criterion,
        CriterionFinding found,
        Viewer by,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            // Its team is told.
            db.DossiersInChargeOf(by).Include(one => one.Members),
            id,
            (dossier, plan, admission, now) =>
                admission.Check(
                    plan,
                    dossier.FilingId!.Value,
                    criterion,
                    found,
                    by.Id!.Value,
                    now,
                    DateOnly.FromDateTime(Dates.Civil(now))
                ),
            cancellation
        );

    private async Task<bool> HoldingAsync(
        IQueryable<Dossier> seen,
        DossierId id,
        Action<Dossier, AdmissionPlan, Admission, DateTimeOffset> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.HoldAsync(seen.Admissible(), id, cancellation) is not { } dossier)
            return false;
        var plan = (await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation)).Admission;
        if (plan is null)
            return false;
        await places.HoldAsync(dossier.WaveId, cancellation);
        var admission = await db.Admissions.SingleOrDefaultAsync(one => one.DossierId == id, cancellation);
        if (admission is null)
            db.Admissions.Add(admission = Admission.Of(dossier));
        var now = await db.NowAsync(cancellation);
        act(dossier, plan, admission, now);
        await db.SaveChangesAsync(cancellation);
        await places.SettleAsync(dossier.WaveId, plan, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
