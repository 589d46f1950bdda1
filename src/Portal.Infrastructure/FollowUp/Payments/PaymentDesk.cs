using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Payments;

/// <summary>What a carrier asks for.</summary>
/// <param name="Tranche">Its key.</param>
public sealed record AskedPayment(string Tranche, Money Amount, string Words, IReadOnlyList<ArrivedFile> Evidence);

/// <summary>Takes requests for payments, and what the service does with them.</summary>
public sealed class PaymentDesk(PortalDbContext db, ProjectDesk desk, ProjectFiles files)
{
    /// <summary>Files of evidence have keys that begin so.</summary>
    public const string FileKeys = "payment-";

    public static string FileKeyOf(PaymentId payment) => $"{FileKeys}{payment.Value}";

    /// <summary>The coordinator asks for a tranche.</summary>
    /// <returns>Whether there is such a project of one's own.</returns>
    public Task<bool> AskAsync(DossierId id, AskedPayment asked, Viewer by, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var earlier = await db.Payments.Where(one => one.ProjectId == project.Id).ToListAsync(cancellation);
                var payment = Payment.Request(
                    project,
                    dossier,
                    asked.Tranche,
                    asked.Amount,
                    asked.Words,
                    earlier,
                    by.Id!.Value,
                    now
                );
                db.Payments.Add(payment);
                foreach (var file in asked.Evidence)
                    files.Attach(id, FileKeyOf(payment.Id), file, by.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>One person controls it.</summary>
    /// <returns>Whether there is such a payment in one's charge.</returns>
    public Task<bool> ConfirmAsync(
        ProjectId project,
        PaymentId id,
        Money amount,
        string words,
        Viewer by,
        CancellationToken cancellation
    ) =>
        OnPaymentAsync(
            project,
            id,
            by,
            (held, all, one, now) => one.Confirm(held, all, amount, words, by.Id!.Value, now),
            cancellation
        );

    /// <summary>Another one orders it, of the officers in charge or of those who publish.</summary>
    public Task<bool> OrderAsync(ProjectId project, PaymentId id, Viewer by, CancellationToken cancellation) =>
        OnPaymentAsync(
            project,
            id,
            by,
            (held, all, one, now) => one.OrderBy(held, all, by.Id!.Value, now),
            cancellation,
            isSecond: true
        );

    public Task<bool> NotePaidAsync(
        ProjectId project,
        PaymentId id,
        DateOnly? on,
        string reference,
        Viewer by,
        CancellationToken cancellation
    ) =>
        OnPaymentAsync(
            project,
            id,
            by,
            (_, _, one, now) =>
                one.NotePaid(
                    on ?? throw new RefusedException(FollowUpRefusals.DayNeeded),
                    reference,
                    by.Id!.Value,
                    now
                ),
            cancellation
        );

    public Task<bool> RefuseAsync(
        ProjectId project,
        PaymentId id,
        string reason,
        Viewer by,
        CancellationToken cancellation
    ) => OnPaymentAsync(project, id, by, (_, _, one, now) => one.Refuse(reason, by.Id!.Value, now), cancellation);

    private async Task<bool> OnPaymentAsync(
        ProjectId project,
        PaymentId id,
        Viewer by,
        Action<Project, IReadOnlyList<Payment>, Payment, DateTimeOffset> act,
        CancellationToken cancellation,
        bool isSecond = false
    )
    {
        var its = db.Payments.Where(one => one.ProjectId == project);
        if (!await its.AnyAsync(one => one.Id == id, cancellation))
            return false;
        async Task OnIt(Project held, DateTimeOffset now)
        {
            var all = await its.ToListAsync(cancellation);
            // It may have been corrected a moment ago.
            if (await db.DecisionsOf(held, now).SingleOrDefaultAsync(cancellation) is { } decision)
                held.Follow(decision, now);
            act(held, all, all.Single(one => one.Id == id), now);
        }
        return isSecond
            ? await desk.SecondAsync(project, by, OnIt, cancellation)
            : await desk.ActAsync(project, by, OnIt, cancellation);
    }
}
