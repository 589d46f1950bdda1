using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>Draws up agreements, sends them, and takes both signatures.</summary>
public sealed class AgreementDesk(PortalDbContext db, ProjectDesk desk, ProjectFiles files)
{
    /// <summary>The key of the files that are signed copies.</summary>
    public const string FileKey = "agreement";

    /// <summary>The key of the files that were sent to be signed electronically.</summary>
    public const string SentKey = "agreement-sent";

    /// <param name="id">Of the project.</param>
    /// <param name="terms">What is agreed.</param>
    /// <param name="text">What is signed.</param>
    /// <param name="takesPlan">Whether the plan that the call has now is taken up.</param>
    /// <param name="seen">When the draft that was read was written; null where there was none.</param>
    /// <param name="by">An officer.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<bool> DrawAsync(
        ProjectId id,
        AgreementTerms terms,
        string text,
        bool takesPlan,
        DateTimeOffset? seen,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, now) =>
            {
                await EnsureDecidedAsync(project, terms, cancellation);
                var earlier = await db.Agreements.Where(one => one.ProjectId == id).ToListAsync(cancellation);
                var draft = earlier.Find(one => one.State == AgreementState.Draft);
                if (draft?.DrawnAt != seen)
                    throw new RefusedException(FollowUpRefusals.SavedSince);
                var kept = takesPlan ? null : (draft ?? Agreement.InForceOf(earlier))?.Plan;
                var plan = kept ?? await db.PlanOfCallAsync(id, cancellation);
                if (draft is not null)
                    draft.Redraw(project, earlier, plan, terms, text, by.Id!.Value, now);
                else
                    db.Agreements.Add(Agreement.Draw(project, earlier, plan, terms, text, by.Id!.Value, now));
            },
            cancellation
        );

    public Task<bool> SendAsync(ProjectId id, AgreementId read, Viewer by, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            by,
            async (project, now) =>
            {
                var agreement = await ReadAsync(id, read, cancellation);
                agreement.EnsureDatesOf(project, await InForceAsync(id, cancellation));
                agreement.Send(by.Id!.Value, now);
            },
            cancellation
        );

    public Task<bool> DropAsync(ProjectId id, AgreementId read, Viewer by, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            by,
            async (_, now) => (await ReadAsync(id, read, cancellation)).Drop(by.Id!.Value, now),
            cancellation
        );

    /// <summary>The coordinator brings the signed copy.</summary>
    public Task<bool> SignForCarrierAsync(
        DossierId id,
        AgreementId read,
        ArrivedCopy arrived,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var agreement = await ReadAsync(project.Id, read, cancellation);
                await EnsureDecidedAsync(project, agreement.Terms, cancellation);
                agreement.EnsureDatesOf(project, await InForceAsync(project.Id, cancellation));
                agreement.SignForCarrier(dossier, Copy(agreement, arrived, by, now), by.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>The service brings the copy that both have signed; from now on it is in force.</summary>
    public Task<bool> SignForServiceAsync(
        ProjectId id,
        AgreementId read,
        ArrivedCopy arrived,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.SecondAsync(
            id,
            by,
            async (project, now) =>
            {
                var agreement = await ReadAsync(id, read, cancellation);
                await EnsureDecidedAsync(project, agreement.Terms, cancellation);
                var inForce = await InForceAsync(id, cancellation);
                var copy = Copy(agreement, arrived, by, now);
                agreement.SignForService(project, inForce, copy, by.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>Nothing is agreed beyond what was decided, nor where nothing is decided any more.</summary>
    private async Task EnsureDecidedAsync(Project project, AgreementTerms terms, CancellationToken cancellation)
    {
        if (project.Ending is not null)
            throw new RefusedException(FollowUpRefusals.Ended);
        var decision = await db.DecisionsThatStand()
            .AsNoTracking()
            .SingleAsync(one => one.DossierId == project.DossierId, cancellation);
        if (decision.Aid is not { } decided)
            throw new RefusedException(FollowUpRefusals.NotFunded);
        if (terms.Aid.Euros > decided.Euros)
            throw new RefusedException(FollowUpRefusals.AmountBeyond(decided.Euros));
    }

    /// <summary>The one that was read, whatever became of it since: an act on it says what.</summary>
    /// <exception cref="RefusedException">There is none of that id.</exception>
    private async Task<Agreement> ReadAsync(ProjectId id, AgreementId read, CancellationToken cancellation) =>
        await db.Agreements.SingleOrDefaultAsync(one => one.ProjectId == id && one.Id == read, cancellation)
        ?? throw new RefusedException(FollowUpRefusals.AgreementGone);

    /// <summary>The last one that both have signed.</summary>
    private Task<Agreement?> InForceAsync(ProjectId id, CancellationToken cancellation) =>
        db
            .Agreements.AsNoTracking()
            .Where(one => one.ProjectId == id && one.ByService != null)
            .OrderByDescending(one => one.Number)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>The coordinator went to sign at a provider.</summary>
    internal Task<bool> AskCarrierAsync(
        DossierId id,
        AgreementId read,
        ArrivedFile sent,
        SignatureAsked asked,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var agreement = await ReadAsync(project.Id, read, cancellation);
                await EnsureDecidedAsync(project, agreement.Terms, cancellation);
                agreement.EnsureDatesOf(project, await InForceAsync(project.Id, cancellation));
                var document = files.Attach(id, SentKey, sent, by.Id!.Value, now);
                agreement.AskCarrier(dossier, asked with { Document = document.Id, At = now });
            },
            cancellation
        );

    /// <summary>The second person of the service went to sign at a provider.</summary>
    internal Task<bool> AskServiceAsync(
        ProjectId id,
        AgreementId read,
        SignatureAsked asked,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.SecondAsync(
            id,
            by,
            async (project, now) =>
            {
                var agreement = await ReadAsync(id, read, cancellation);
                await EnsureDecidedAsync(project, agreement.Terms, cancellation);
                var inForce = await InForceAsync(id, cancellation);
                agreement.AskService(project, inForce, asked with { At = now });
            },
            cancellation
        );

    /// <summary>What was asked for won't come; where something else was asked for meanwhile, that stays.</summary>
    internal Task NoteNotSignedAsync(Agreement read, string reference, string why, CancellationToken cancellation) =>
        desk.NoteAsync(
            read.DossierId,
            async now =>
            {
                var agreement = await db.Agreements.SingleAsync(one => one.Id == read.Id, cancellation);
                if (agreement.Asked?.Reference == reference)
                    agreement.NoteNotSigned(why, now);
            },
            cancellation
        );

    private SignedCopy Copy(Agreement agreement, ArrivedCopy arrived, Viewer by, DateTimeOffset now)
    {
        if (arrived.Provider is not null)
            agreement.EnsureAsked(arrived.Reference, arrived.Sha256);
        var attachment = files.Attach(agreement.DossierId, FileKey, arrived.File, by.Id!.Value, now);
        return new SignedCopy(attachment.Id, attachment.Name, attachment.Sha256, arrived.Provider);
    }
}
