using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Attachments;
using Portal.Web.Complements;
using Portal.Web.Dossiers;
using Portal.Web.Reviews;

namespace Portal.Web.Staff;

/// <summary>Reads a dossier as staff works on it: what was filed, and all that was said of it so far.</summary>
public sealed class StaffDossierPages(
    PortalDbContext db,
    PortalClock clock,
    FormCache forms,
    ChangesPages changes,
    ReviewDesk reviews,
    SynthesisReading syntheses
)
{
    /// <returns>Null where the viewer can't see it.</returns>
    public async Task<StaffDossierPage?> ReadAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var dossier = await db.DossiersStaffedBy(viewer)
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (
            dossier is null
            || await StaffWaves.HeadAsync(db, dossier.WaveId.Value, viewer, now, cancellation) is not { } head
        )
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        return await PageOfAsync(dossier, wave, head, viewer, cancellation) with
        {
            ErasedAt = dossier.ErasedAt,
            Verdict = await VerdictDesk.ReadAsync(db, dossier, wave, head.MayAct, now, cancellation),
            Synthesis = await syntheses.PartOfAsync(dossier.Id, isStaff: true, cancellation),
            EarlierSyntheses = await syntheses.EarlierAsync(dossier.Id, cancellation),
            OpenStep = await OpenStep.ReadAsync(db, dossier, head.MayAct, cancellation),
            Related = await RelatedAsync(dossier, viewer, cancellation),
            HasChanges = await changes.HasBeforeAsync(dossier, viewer, cancellation),
        };
    }

    private async Task<StaffDossierPage> PageOfAsync(
        Dossier dossier,
        Wave wave,
        WaveHead head,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var filing = await db.Filings.AsNoTracking().SingleAsync(one => one.Id == dossier.FilingId, cancellation);
        var carrier = await CarrierAsync(dossier, cancellation);
        var grid = await GridAsync(dossier.CallId, cancellation);
        var given = await reviews.OfAsync(dossier.Id, viewer, cancellation);
        var decision = await DecisionDesk.ReadAsync(db, dossier, wave, grid, given, clock.GetUtcNow(), cancellation);
        return new StaffDossierPage(
            head,
            dossier.Id,
            dossier.Number!,
            filing.Title,
            dossier.State,
            filing.FiledAt,
            filing.Version,
            filing.Sha256,
            dossier.IsFrozen(wave, clock.GetUtcNow()),
            dossier.IsDemonstration,
            carrier.Name,
            carrier.Email,
            dossier.Eligibility is { } check ? new EligibilityPart(check.IsEligible, check.At, check.Reason) : null,
            dossier.Eligibility is { } by ? await NameOfAsync(by.By, cancellation) : null,
            await AnswersAsync(filing, cancellation),
            grid,
            given,
            head.MayAct && dossier.State == DossierState.Eligible
                ? await reviews.CandidatesAsync(dossier, viewer, cancellation)
                : [],
            decision,
            await db.UnreadByStaff().CountAsync(message => message.DossierId == dossier.Id, cancellation),
            await ComplementsAsync(dossier, wave, decision.Taken is not null, head.MayAct, viewer, cancellation)
        );
    }

    private async Task<(string Name, string Email)> CarrierAsync(Dossier dossier, CancellationToken cancellation)
    {
        var account = await db
            .Users.Where(one => one.Id == dossier.Coordinator.Value)
            .Select(one => new { one.Name, one.Email })
            .SingleOrDefaultAsync(cancellation);
        return (account?.Name ?? "", account?.Email ?? "");
    }

    private Task<string?> NameOfAsync(PersonId person, CancellationToken cancellation) =>
        db
            .Users.Where(account => account.Id == person.Value)
            .Select(account => account.Name)
            .SingleOrDefaultAsync(cancellation);

    private async Task<AnswersPart> AnswersAsync(Filing filing, CancellationToken cancellation)
    {
        var files = await FilePart.Query(db.AttachmentsFiledIn(filing.Id)).ToListAsync(cancellation);
        return new AnswersPart(await forms.OfAsync(db, filing, cancellation), filing.Answers, files);
    }

    private Task<Grid?> GridAsync(CallId call, CancellationToken cancellation) =>
        db
            .Grids.AsNoTracking()
            .Where(grid => grid.CallId == call)
            .OrderByDescending(grid => grid.Version)
            .FirstOrDefaultAsync(cancellation);

    private async Task<StaffComplementsPart> ComplementsAsync(
        Dossier dossier,
        Wave wave,
        bool isDecided,
        bool mayAct,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var asked = db.ComplementsStaffedBy(viewer).Where(one => one.DossierId == dossier.Id);
        var read = await ComplementParts.ReadAsync(db, asked, now, cancellation);
        return new StaffComplementsPart(
            [.. read.Select(one => one.Part)],
            ComplementRequest.ObstacleToAsking(dossier, wave, isDecided, now),
            mayAct,
            $"/staff/dossiers/{dossier.Id.Value}"
        );
    }

    private Task<List<RelatedDossier>> RelatedAsync(Dossier dossier, Viewer viewer, CancellationToken cancellation) =>
        db.DossiersStaffedBy(viewer)
            .Where(one => one.Id == dossier.CarriedFrom || one.Id == dossier.CarriedTo)
            .Select(one => new RelatedDossier(one.Id, one.Number!, one.Id == dossier.CarriedFrom))
            .ToListAsync(cancellation);
}
