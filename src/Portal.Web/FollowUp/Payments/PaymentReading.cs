using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.FollowUp.Payments;

/// <summary>Reads the aid of a project. Who may see the project is asked by who reads its page.</summary>
public sealed class PaymentReading(PortalDbContext db, ProjectReading projects)
{
    public async Task<PaymentsPart> PartAsync(ProjectPage page, CancellationToken cancellation)
    {
        var project = await db.Projects.AsNoTracking().SingleAsync(one => one.Id == page.Id, cancellation);
        var now = await db.NowAsync(cancellation);
        var account = await ProjectAccount.ReadAsync(db, project, cancellation);
        var payments = await PartsAsync(page.Dossier, account.Payments, cancellation);
        // Until it is ordered, a recovery is staff's own.
        var told = account.Recoveries.Where(one => page.IsStaff || one.Order is not null).ToList();
        return new PaymentsPart(
            page,
            account.Statement with
            {
                Recovered = new Money(told.Where(one => one.DroppedAt is null).Sum(one => one.Amount.Euros)),
            },
            [.. project.Tranches.Select(one => RowOf(project, one, account.Payments, payments, now))],
            payments,
            [.. told.Select(RecoveryPart.Of)]
        );
    }

    /// <returns>Null where the reader isn't of the team, or nothing like it is agreed.</returns>
    public async Task<AskPaymentPage?> AskAsync(
        DossierId dossier,
        string tranche,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await projects.OfTeamAsync(dossier, viewer, cancellation) is not { } page)
            return null;
        var part = await PartAsync(page, cancellation);
        return part.Tranches.FirstOrDefault(one => one.Key == tranche) is { } row
            ? new AskPaymentPage(page, row)
            : null;
    }

    /// <returns>Null where there is none that the reader staffs.</returns>
    public async Task<StaffPaymentPage?> PaymentAsync(
        ProjectId id,
        PaymentId payment,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await projects.OfStaffAsync(id, viewer, cancellation) is not { } page)
            return null;
        var all = await db.Payments.AsNoTracking().Where(one => one.ProjectId == id).ToListAsync(cancellation);
        if (all.Find(one => one.Id == payment) is not { } found)
            return null;
        var project = await db.Projects.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var acts = await SignedAct.ReadAsync(
            db,
            [
                ("payments.act-asked", found.RequestedBy, found.RequestedAt),
                ("payments.act-controlled", found.Control?.By, found.Control?.At),
                ("payments.act-ordered", found.Order?.By, found.Order?.At),
                ("payments.act-paid", found.Paid?.By, found.Paid?.At),
                ("payments.act-refused", found.Refusal?.By, found.Refusal?.At),
            ],
            cancellation
        );
        return new StaffPaymentPage(
            page,
            (await PartsAsync(page.Dossier, [found], cancellation))[0],
            project.Tranche(found.TrancheKey)?.Amount ?? found.Requested,
            acts,
            found.ObstacleToOrder(project, all, viewer.Id!.Value, await db.NowAsync(cancellation))
        );
    }

    /// <returns>Null where the reader doesn't staff it.</returns>
    public async Task<NewRecoveryPage?> NewRecoveryAsync(ProjectId id, Viewer viewer, CancellationToken cancellation) =>
        await projects.OfStaffAsync(id, viewer, cancellation) is { MayAct: true } page
            ? new NewRecoveryPage(page, (await PartAsync(page, cancellation)).Statement)
            : null;

    /// <returns>Null where there is none that the reader staffs.</returns>
    public async Task<StaffRecoveryPage?> RecoveryAsync(
        ProjectId id,
        RecoveryId recovery,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await projects.OfStaffAsync(id, viewer, cancellation) is not { } page)
            return null;
        var found = await db
            .Recoveries.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == recovery && one.ProjectId == id, cancellation);
        if (found is null)
            return null;
        var acts = await SignedAct.ReadAsync(
            db,
            [
                ("payments.act-prepared", found.PreparedBy, found.PreparedAt),
                ("payments.act-ordered", found.Order?.By, found.Order?.At),
                ("payments.act-received", found.Received?.By, found.Received?.At),
            ],
            cancellation
        );
        var obstacle = found.ObstacleToOrder(viewer.Id!.Value);
        return new StaffRecoveryPage(page, RecoveryPart.Of(found), acts, obstacle);
    }

    /// <summary>Payments with their evidence.</summary>
    private async Task<IReadOnlyList<PaymentPart>> PartsAsync(
        DossierId dossier,
        IReadOnlyList<Payment> payments,
        CancellationToken cancellation
    )
    {
        var keys = payments.Select(one => PaymentDesk.FileKeyOf(one.Id)).ToList();
        var files = await FilePart
            .Query(
                db.Attachments.Where(file =>
                        file.DossierId == dossier
                        && file.SectionKey == Attachment.FollowUpSection
                        && keys.Contains(file.FieldKey)
                    )
                    .OrderBy(file => file.UploadedAt)
            )
            .ToListAsync(cancellation);
        var evidence = files.ToLookup(file => file.Field, StringComparer.Ordinal);
        return [.. payments.Select(one => PaymentPart.Of(one, evidence[PaymentDesk.FileKeyOf(one.Id)]))];
    }

    private static TrancheRow RowOf(
        Project project,
        Tranche tranche,
        IReadOnlyList<Payment> payments,
        IReadOnlyList<PaymentPart> parts,
        DateTimeOffset now
    ) =>
        new(
            tranche.Key,
            tranche.Title,
            tranche.Amount,
            tranche.Milestone is { } key ? project.Milestone(key)?.Title : null,
            Payment.ObstacleTo(project, tranche, payments, now),
            parts.LastOrDefault(one => one.Tranche == tranche.Key && one.Refused is null)
        );
}
