using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>Draws up agreements, sends them, and takes both signatures.</summary>
public sealed class AgreementDesk(PortalDbContext db, ProjectDesk desk, ProjectFiles files)
{
    /// <summary>The key of the files that are signed copies.</summary>
    public const string FileKey = "agreement";

    public Task<bool> DrawAsync(
        ProjectId id,
        AgreementTerms terms,
        string text,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, now) =>
            {
                var earlier = await db.Agreements.Where(one => one.ProjectId == id).ToListAsync(cancellation);
                if (earlier.Find(one => one.State == AgreementState.Draft) is { } draft)
                    draft.Redraw(terms, text, by.Id!.Value, now);
                else
                    db.Agreements.Add(Agreement.Draw(project, earlier, terms, text, by.Id!.Value, now));
            },
            cancellation
        );

    public Task<bool> SendAsync(ProjectId id, Viewer by, CancellationToken cancellation) =>
        OnAgreementAsync(id, by, (_, agreement, now) => agreement.Send(by.Id!.Value, now), cancellation);

    public Task<bool> DropAsync(ProjectId id, Viewer by, CancellationToken cancellation) =>
        OnAgreementAsync(id, by, (_, agreement, now) => agreement.Drop(by.Id!.Value, now), cancellation);

    /// <summary>The coordinator brings the signed copy.</summary>
    public Task<bool> SignForCarrierAsync(DossierId id, ArrivedFile file, Viewer by, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var agreement = await UnderWayAsync(project.Id, cancellation);
                agreement.SignForCarrier(dossier, Copy(id, file, by, now), by.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>The service brings the copy that both have signed; from now on it is in force.</summary>
    public async Task<bool> SignForServiceAsync(
        ProjectId id,
        ArrivedFile file,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var seconded = db.ProjectsSecondedBy(by);
        var plan = await (
            from project in seconded
            where project.Id == id
            join call in db.Calls on project.CallId equals call.Id
            select call.FollowUp
        ).SingleOrDefaultAsync(cancellation);
        return plan is not null
            && await desk.SecondAsync(
                id,
                by,
                async (project, now) =>
                {
                    var agreement = await UnderWayAsync(id, cancellation);
                    var copy = Copy(project.DossierId, file, by, now);
                    agreement.SignForService(project, plan, copy, by.Id!.Value, now);
                },
                cancellation
            );
    }

    private Task<bool> OnAgreementAsync(
        ProjectId id,
        Viewer by,
        Action<Project, Agreement, DateTimeOffset> act,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, now) => act(project, await UnderWayAsync(id, cancellation), now),
            cancellation
        );

    /// <exception cref="RefusedException">None is under way: somebody was faster.</exception>
    private async Task<Agreement> UnderWayAsync(ProjectId id, CancellationToken cancellation) =>
        await db.Agreements.SingleOrDefaultAsync(
            one => one.ProjectId == id && one.ByService == null && one.DroppedAt == null,
            cancellation
        ) ?? throw new RefusedException(FollowUpRefusals.AgreementGone);

    private SignedCopy Copy(DossierId dossier, ArrivedFile file, Viewer by, DateTimeOffset now)
    {
        var attachment = files.Attach(dossier, FileKey, file, by.Id!.Value, now);
        return new SignedCopy(attachment.Id, attachment.Name, attachment.Sha256);
    }
}
