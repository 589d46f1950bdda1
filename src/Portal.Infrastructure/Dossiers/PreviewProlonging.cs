using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>What putting off the date of a dossier would do.</summary>
/// <param name="People">Of its team, who are told.</param>
public sealed record Prolonging(Dossier Dossier, Deadline From, Deadline To, int People, DatePreview Preview)
{
    /// <summary>What a confirmation says it was given on.</summary>
    public string Mark => $"{From.At.ToUnixTimeSeconds()}:{To.At.ToUnixTimeSeconds()}:{People}";
}

/// <summary>Tries a later date on a dossier that isn't saved: whom it hits, and with which mails.</summary>
public sealed class PreviewProlonging(PortalDbContext db, PreviewDates dates)
{
    /// <returns>Null where the request isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">It is settled, or the date isn't later.</exception>
    public async Task<Prolonging?> OfComplementsAsync(
        DossierId id,
        ComplementRequestId request,
        Deadline to,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, viewer, cancellation) is not { } dossier)
            return null;
        var asked = await db
            .ComplementRequests.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == request && one.DossierId == id, cancellation);
        if (asked is null)
            return null;
        var (from, now) = (asked.Due, await db.NowAsync(cancellation));
        asked.Prolong(to, viewer.Id!.Value, now);
        var preview = await dates.OfAsync(
            dossier,
            (DateKind.Complements, to),
            ComplementMails.ProlongedTemplate,
            ComplementMails.ProlongedFacts(dossier, from.At, to),
            now,
            cancellation
        );
        return new Prolonging(dossier, from, to, dossier.Members.Count, preview);
    }

    /// <returns>Null where the dossier isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">No step waits to be filed, or the date isn't a later one.</exception>
    public async Task<Prolonging?> OfStepAsync(DossierId id, Deadline to, Viewer viewer, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, viewer, cancellation) is not { } dossier)
            return null;
        var (from, now) = (dossier.StepDue, await db.NowAsync(cancellation));
        dossier.ProlongStep(to, viewer.Id!.Value, now);
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var preview = await dates.OfAsync(
            dossier,
            (DateKind.Step, to),
            StepMails.ProlongedTemplate,
            StepMails.ProlongedFacts(dossier, StepMails.NameOf(call, dossier.Step), from!.At, to),
            now,
            cancellation
        );
        return new Prolonging(dossier, from, to, dossier.Members.Count, preview);
    }

    private Task<Dossier?> InChargeAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        db.DossiersInChargeOf(viewer)
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
}
