using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Decisions.Figures;

namespace Portal.Web.FollowUp.Payments;

/// <summary>The aid of a project on its page: the tranches as agreed, what was asked and paid, and where it stands.</summary>
public sealed record PaymentsPart(
    ProjectPage Project,
    ProjectStatement Statement,
    IReadOnlyList<TrancheRow> Tranches,
    IReadOnlyList<PaymentPart> Payments,
    IReadOnlyList<RecoveryPart> Recoveries
);

/// <param name="WaitsFor">The milestone that comes before; null where the signature does.</param>
/// <param name="Obstacle">Why it can't be asked for now.</param>
/// <param name="Payment">What is asked for it, and isn't refused.</param>
public sealed record TrancheRow(
    string Key,
    LocalizedText Title,
    Money Amount,
    LocalizedText? WaitsFor,
    Refusal? Obstacle,
    PaymentPart? Payment
);

/// <summary>A payment as both sides read it: nobody of the service is named.</summary>
/// <param name="Accepted">What may be paid; null until it is controlled.</param>
/// <param name="Remarks">Of who controlled it.</param>
public sealed record PaymentPart(
    PaymentId Id,
    string Tranche,
    LocalizedText Title,
    PaymentState State,
    Money Asked,
    DateTimeOffset AskedAt,
    string Words,
    Money? Accepted,
    string Remarks,
    DateTimeOffset? OrderedAt,
    TransferPart? Paid,
    RefusedPart? Refused,
    IReadOnlyList<FilePart> Evidence
)
{
    internal static PaymentPart Of(Payment payment, IEnumerable<FilePart> evidence) =>
        new(
            payment.Id,
            payment.TrancheKey,
            payment.Title,
            payment.State,
            payment.Requested,
            payment.RequestedAt,
            payment.Words,
            payment.Control?.Amount,
            payment.Control?.Words ?? "",
            payment.Order?.At,
            TransferPart.Of(payment.Paid),
            payment.Refusal is { } refusal ? new RefusedPart(refusal.Reason, refusal.At) : null,
            [.. evidence]
        );
}

/// <summary>A transfer that the accountant made, or received.</summary>
public sealed record TransferPart(DateOnly On, string Reference)
{
    internal static TransferPart? Of(PaymentNote? note) => note is null ? null : new(note.On, note.Reference);
}

public sealed record RefusedPart(string Reason, DateTimeOffset At);

public enum RecoveryState
{
    Prepared,
    Ordered,
    Received,
    Dropped,
}

public sealed record RecoveryPart(
    RecoveryId Id,
    RecoveryState State,
    Money Amount,
    string Reason,
    DateTimeOffset PreparedAt,
    DateTimeOffset? OrderedAt,
    TransferPart? Received
)
{
    internal static RecoveryPart Of(Recovery recovery) =>
        new(
            recovery.Id,
            recovery switch
            {
                { DroppedAt: not null } => RecoveryState.Dropped,
                { Received: not null } => RecoveryState.Received,
                { Order: not null } => RecoveryState.Ordered,
                _ => RecoveryState.Prepared,
            },
            recovery.Amount,
            recovery.Reason,
            recovery.PreparedAt,
            recovery.Order?.At,
            TransferPart.Of(recovery.Received)
        );
}

/// <summary>The form by which a tranche is asked for.</summary>
public sealed record AskPaymentPage(ProjectPage Project, TrancheRow Tranche);

/// <param name="OrderObstacle">Why the reader can't order it; null where they can.</param>
public sealed record StaffPaymentPage(
    ProjectPage Project,
    PaymentPart Payment,
    Money Tranche,
    IReadOnlyList<SignedAct> Acts,
    Refusal? OrderObstacle
);

/// <param name="Left">What can still be asked back.</param>
public sealed record NewRecoveryPage(ProjectPage Project, ProjectStatement Statement)
{
    public Money Left => Statement.LeftToRecover;
}

/// <param name="OrderObstacle">Why the reader can't order it; null where they can.</param>
public sealed record StaffRecoveryPage(
    ProjectPage Project,
    RecoveryPart Recovery,
    IReadOnlyList<SignedAct> Acts,
    Refusal? OrderObstacle
);

/// <summary>The statement as a picture: how much of the aid each amount is.</summary>
internal static class StatementPicture
{
    public static BarChart Of(ProjectStatement statement, Texts texts)
    {
        var agreed = statement.Agreed.Euros;
        Bar Part(string key, Money amount) =>
            new(
                texts[key],
                texts[
                    "payments.of-the-aid",
                    Dates.Amount(amount.Euros, texts.Language),
                    Dates.Amount(agreed, texts.Language)
                ],
                agreed > 0 ? Math.Min(1, amount.Euros / agreed) : 0
            );
        return new BarChart(
            texts["payments.picture"],
            [
                Part("payments.ordered", statement.Ordered),
                Part("payments.paid", statement.Paid),
                Part("payments.justified", statement.Justified),
            ]
        );
    }
}
