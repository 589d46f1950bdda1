using FluentValidation;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>What corrects a public list: who gave the aid up is in it by itself, the first of the reserve where an amount is given.</summary>
public sealed class CorrectionForm
{
    public string? Reason { get; set; }

    public string? PublishAt { get; set; }

    /// <summary>What the first of the reserve gets; empty where nobody moves up.</summary>
    public string? ReserveAmount { get; set; }

    /// <summary>A dossier to decide otherwise for another reason.</summary>
    public Guid? Other { get; set; }

    public Outcome? OtherOutcome { get; set; }

    public string? OtherAmount { get; set; }

    public string? OtherRank { get; set; }

    /// <summary>What its carrier reads; empty where the reason that stands is to stay.</summary>
    public string? OtherReason { get; set; }

    internal CorrectionPlan PlanOn(DecidedList found)
    {
        var rulings = found
            .Decisions.Where(one => one is { Outcome: Outcome.Funded, DeclinedAt: not null })
            .ToDictionary(one => one.DossierId, one => one.Ruling with { Outcome = Outcome.Declined });
        if (
            TypedRuling.AmountOf(ReserveAmount) is { } amount
            && CorrectionPlan.FirstOfReserve(found.Decisions) is { } first
        )
            rulings[first.DossierId] = first.Ruling with { Outcome = Outcome.Funded, Amount = amount };
        if (found.Decisions.FirstOrDefault(one => one.DossierId.Value == Other) is { } other)
            rulings[other.DossierId] = OtherOn(other.Ruling);
        return new CorrectionPlan((Reason ?? "").Shortened(2_000), Moment, rulings);
    }

    private DateTimeOffset Moment =>
        CivilTimes.TryRead(PublishAt, out var civil) ? Deadline.InstantOf(civil) : DateTimeOffset.MinValue;

    private Ruling OtherOn(Ruling standing) =>
        standing with
        {
            Outcome = OtherOutcome ?? standing.Outcome,
            Amount = TypedRuling.AmountOf(OtherAmount) ?? standing.Amount,
            ReserveRank = TypedRuling.RankOf(OtherRank) ?? standing.ReserveRank,
            Reason = string.IsNullOrWhiteSpace(OtherReason) ? standing.Reason : OtherReason.Shortened(Ruling.TextLimit),
        };
}

public sealed class CorrectionValidator : AbstractValidator<CorrectionForm>
{
    public CorrectionValidator(Texts texts)
    {
        RuleFor(form => form.Reason).NotEmpty().WithMessage(_ => texts["refusal.decision.correction-reason-needed"]);
        RuleFor(form => form.PublishAt)
            .Must(typed => CivilTimes.TryRead(typed, out var _))
            .WithMessage(_ => texts["staff.date-wrong"]);
        RuleFor(form => form.ReserveAmount)
            .Must(typed => string.IsNullOrWhiteSpace(typed) || TypedRuling.AmountOf(typed) is not null)
            .WithMessage(_ => texts["staff.amount-wrong"]);
        RuleFor(form => form.OtherAmount)
            .Must(typed => string.IsNullOrWhiteSpace(typed) || TypedRuling.AmountOf(typed) is not null)
            .WithMessage(_ => texts["staff.amount-wrong"]);
        RuleFor(form => form.OtherRank)
            .Must(typed => string.IsNullOrWhiteSpace(typed) || TypedRuling.RankOf(typed) is not null)
            .WithMessage(_ => texts["staff.reserve-rank-wrong"]);
        RuleFor(form => form.OtherOutcome)
            .NotNull()
            .When(form => form.Other is not null)
            .WithMessage(_ => texts.Of(DecisionRefusals.OutcomeNeeded));
    }
}
