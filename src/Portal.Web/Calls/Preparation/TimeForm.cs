using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call's rules of time: the grace after a deadline, the reminders before it, complements that don't come.</summary>
public sealed class TimeForm : PartForm
{
    /// <summary>Hours before a deadline at which a reminder can go.</summary>
    private static readonly int[] Usual = [24 * 60, 24 * 30, 24 * 14, 24 * 7, 24 * 3, 24 * 2, 24, 12, 6, 3, 1];

    public int? GraceSeconds { get; set; }

    public Bilingual GraceClause { get; set; } = new();

    /// <summary>Hours.</summary>
    public List<int> Reminders { get; set; } = [];

    public MissedComplements MissedComplements { get; set; }

    /// <summary>What can be ticked: what is usual, and what the call has.</summary>
    internal IEnumerable<int> Choices => Usual.Concat(Reminders).Distinct().OrderDescending();

    public static TimeForm Of(Call call) =>
        new()
        {
            GraceSeconds = call.GraceSeconds,
            GraceClause = Bilingual.Of(call.Presentation.GraceClause),
            Reminders = [.. call.Reminders.Select(span => (int)span.TotalHours)],
            MissedComplements = call.MissedComplements,
        };

    /// <param name="waves">The waves of the call, whose cut-offs ahead take up the grace.</param>
    public void Save(Call call, IEnumerable<Wave> waves, PersonId by, DateTimeOffset now)
    {
        var grace = TimeSpan.FromSeconds(GraceSeconds ?? 0);
        var reminders = Reminders.Select(hours => TimeSpan.FromHours(hours));
        call.KeepTime(grace, GraceClause.TextOrNone, reminders, by, now);
        call.RuleOnMissedComplements(MissedComplements, by, now);
        foreach (var wave in waves)
            wave.KeepGrace(grace, by, now);
    }
}

public sealed class TimeValidator : AbstractValidator<TimeForm>
{
    private const int LongestReminder = 24 * 365;

    public TimeValidator(Texts texts)
    {
        RuleFor(form => form.GraceSeconds)
            .Must(seconds => seconds is null or (>= 0 and <= Call.LongestGrace))
            .WithMessage(_ => texts["preparation.grace-wrong", Call.LongestGrace]);
        RuleFor(form => form.GraceClause)
            .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true))
            .When(form => form.GraceSeconds > 0 || !form.GraceClause.IsEmpty);
        RuleFor(form => form.Reminders)
            .Must(all => all.TrueForAll(hours => hours is >= 1 and <= LongestReminder))
            .WithMessage(_ => texts["preparation.reminder-wrong"]);
        RuleFor(form => form.MissedComplements).IsInEnum().WithMessage(_ => texts["preparation.missed-wrong"]);
    }
}
