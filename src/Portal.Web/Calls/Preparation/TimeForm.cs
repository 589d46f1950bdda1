using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call's rules of time: the grace after a deadline, complements that don't come.</summary>
public sealed class TimeForm : PartForm
{
    public int? GraceSeconds { get; set; }

    public Bilingual GraceClause { get; set; } = new();

    public MissedComplements MissedComplements { get; set; }

    public static TimeForm Of(Call call) =>
        new()
        {
            GraceSeconds = call.GraceSeconds,
            GraceClause = Bilingual.Of(call.Presentation.GraceClause),
            MissedComplements = call.MissedComplements,
        };

    /// <param name="waves">The waves of the call, whose cut-offs ahead take up the grace.</param>
    public void Save(Call call, IEnumerable<Wave> waves, PersonId by, DateTimeOffset now)
    {
        var grace = TimeSpan.FromSeconds(GraceSeconds ?? 0);
        call.KeepTime(grace, GraceClause.TextOrNone, by, now);
        call.RuleOnMissedComplements(MissedComplements, by, now);
        foreach (var wave in waves)
            wave.KeepGrace(grace, by, now);
    }
}

public sealed class TimeValidator : AbstractValidator<TimeForm>
{
    public TimeValidator(Texts texts)
    {
        RuleFor(form => form.GraceSeconds)
            .Must(seconds => seconds is null or (>= 0 and <= Call.LongestGrace))
            .WithMessage(_ => texts["preparation.grace-wrong", Call.LongestGrace]);
        RuleFor(form => form.GraceClause)
            .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true))
            .When(form => form.GraceSeconds > 0 || !form.GraceClause.IsEmpty);
        RuleFor(form => form.MissedComplements).IsInEnum().WithMessage(_ => texts["preparation.missed-wrong"]);
    }
}
