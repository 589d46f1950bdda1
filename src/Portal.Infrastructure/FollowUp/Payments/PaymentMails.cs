using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Payments;

/// <summary>
/// The mails that follow from payments: the request acknowledged to the team and told to the officers; once checked, to who
/// can order it; less than asked, a refusal, a transfer and a recovery told to the team.
/// </summary>
internal sealed class PaymentMails(Letters letters) : IMailsOf
{
    private readonly ProjectLetters _letters = new(letters);

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            PaymentRequested asked => AskedAsync(asked),
            PaymentControlled controlled => ControlledAsync(controlled),
            PaymentMade made => MadeAsync(made),
            PaymentRefused refused => RefusedAsync(refused),
            RecoveryOrdered ordered => RecoveryAsync(ordered),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(PaymentRequested asked)
    {
        var payment = await FindAsync(asked.Payment);
        Facts Told(string link) => AboutOf(payment, asked.Amount).Link(link);
        var occasion = $"payment.requested:{asked.Payment.Value}";
        var desk = $"/staff/projects/{asked.Project.Value}/payments/{asked.Payment.Value}";
        return
        [
            .. await _letters.ToTeamAsync(asked, "payment-requested", occasion, Told(PageOf(asked))),
            .. await _letters.ToOfficersAsync(asked, "payment-to-control", $"{occasion}:staff", Told(desk)),
        ];
    }

    /// <summary>To who can order it; to the team where it is less than they asked for.</summary>
    private async Task<IReadOnlyList<OutboxMail>> ControlledAsync(PaymentControlled controlled)
    {
        var payment = await FindAsync(controlled.Payment);
        var toOrder = await _letters.ToSecondsAsync(
            controlled,
            [payment.RequestedBy, payment.Control!.By],
            "payment-to-order",
            $"payment.controlled:{controlled.Payment.Value}",
            AboutOf(payment, controlled.Amount)
                .Link($"/staff/projects/{controlled.Project.Value}/payments/{controlled.Payment.Value}")
        );
        return payment.Control.Amount == payment.Requested
            ? toOrder
            : [.. toOrder, .. await ReducedAsync(controlled, payment)];
    }

    private async Task<IReadOnlyList<OutboxMail>> ReducedAsync(PaymentControlled controlled, Payment payment) =>
        await _letters.ToTeamAsync(
            controlled,
            "payment-reduced",
            $"payment.reduced:{controlled.Payment.Value}",
            AboutOf(payment, controlled.Amount)
                .Text("asked", ProjectLetters.Amount(payment.Requested.Euros))
                .Text("words", payment.Control!.Words)
                .Link(PageOf(controlled))
        );

    private async Task<IReadOnlyList<OutboxMail>> MadeAsync(PaymentMade made)
    {
        var payment = await FindAsync(made.Payment);
        return await _letters.ToTeamAsync(
            made,
            "payment-made",
            $"payment.made:{made.Payment.Value}",
            AboutOf(payment, made.Amount)
                .Day("on", made.On)
                .Text("reference", payment.Paid!.Reference)
                .Link(PageOf(made))
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RefusedAsync(PaymentRefused refused)
    {
        var payment = await FindAsync(refused.Payment);
        return await _letters.ToTeamAsync(
            refused,
            "payment-refused",
            $"payment.refused:{refused.Payment.Value}",
            AboutOf(payment, payment.Requested.Euros).Text("reason", payment.Refusal!.Reason).Link(PageOf(refused))
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> RecoveryAsync(RecoveryOrdered ordered)
    {
        var recovery = (await letters.Db.Recoveries.FindAsync([ordered.Recovery], letters.Cancellation))!;
        return await _letters.ToTeamAsync(
            ordered,
            "recovery-ordered",
            $"recovery.ordered:{ordered.Recovery.Value}",
            new Facts()
                .Text("amount", ProjectLetters.Amount(ordered.Amount))
                .Text("reason", recovery.Reason)
                .Link(PageOf(ordered))
        );
    }

    private static Facts AboutOf(Payment payment, decimal euros) =>
        new Facts().Text("tranche", payment.Title).Text("amount", ProjectLetters.Amount(euros));

    private static string PageOf(ProjectEvent happened) => $"/dossiers/{happened.Dossier.Value}/project#payments";

    private async Task<Payment> FindAsync(PaymentId id) =>
        (await letters.Db.Payments.FindAsync([id], letters.Cancellation))!;
}
