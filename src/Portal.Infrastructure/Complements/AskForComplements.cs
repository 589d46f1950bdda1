using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Complements;

/// <summary>An officer asks for complements, prolongs, withdraws; no decision is taken at the same moment.</summary>
public sealed class AskForComplements(PortalDbContext db, FormCache forms, Redraft redraft)
{
    /// <returns>Null where the dossier isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">It can't be asked so, or not now.</exception>
    public async Task<ComplementRequest?> RunAsync(
        DossierId id,
        ComplementLetter letter,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await InChargeAsync(id, viewer, cancellation) is not { } dossier)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var filing = await db.Filings.AsNoTracking().SingleAsync(one => one.Id == dossier.FilingId, cancellation);
        var form = await forms.OfAsync(db, filing, cancellation);
        var isDecided = await db.DecisionsThatStand().AnyAsync(one => one.DossierId == id, cancellation);
        var now = await db.NowAsync(cancellation);
        var request = ComplementRequest.Ask(dossier, wave, form, letter, isDecided, viewer.Id!.Value, now);
        db.ComplementRequests.Add(request);
        if (dossier.ReturnTo(form, viewer.Id!.Value, now))
            await redraft.RunAsync(dossier, form, _ => filing.Answers.Only(Typed(form)), viewer, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return request;
    }

    private static IEnumerable<string> Typed(Form form) =>
        form.Fields.Where(field => field.IsTyped).Select(field => field.Key);

    /// <returns>False where the request isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">It is settled, or the date isn't later.</exception>
    public Task<bool> ProlongAsync(
        DossierId id,
        ComplementRequestId request,
        Deadline due,
        Viewer viewer,
        CancellationToken cancellation
    ) => ActAsync(id, request, (asked, _, now) => asked.Prolong(due, viewer.Id!.Value, now), viewer, cancellation);

    /// <returns>False where the request isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">It was answered or missed.</exception>
    public Task<bool> WithdrawAsync(
        DossierId id,
        ComplementRequestId request,
        string reason,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            request,
            (asked, dossier, now) => asked.Withdraw(dossier, reason, viewer.Id!.Value, now),
            viewer,
            cancellation
        );

    private async Task<bool> ActAsync(
        DossierId id,
        ComplementRequestId request,
        Action<ComplementRequest, Dossier, DateTimeOffset> act,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (
            await InChargeAsync(id, viewer, cancellation) is not { } dossier
            || await db.ComplementRequests.SingleOrDefaultAsync(
                one => one.Id == request && one.DossierId == id,
                cancellation
            )
                is not { } asked
        )
            return false;
        act(asked, dossier, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private Task<Dossier?> InChargeAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        db.HoldAsync(db.DossiersInChargeOf(viewer).Include(one => one.Members), id, cancellation);
}
