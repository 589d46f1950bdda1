using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>When reminders go before the dates of a call, one row a kind of date.</summary>
public sealed class RemindersForm : PartForm
{
    public List<ReminderRow> Rules { get; set; } = [];

    public static RemindersForm Of(Call call) =>
        new() { Rules = [.. ReminderRule.Complete(call.Reminders).Select(ReminderRow.Of)] };

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.RuleOnReminders(
            Rules.Select(row => new ReminderRule(
                row.Kind,
                [.. row.Before.Select(hours => TimeSpan.FromHours(hours))],
                row.KeepsOfficeHours
            )),
            by,
            now
        );
}

public sealed class ReminderRow
{
    /// <summary>Hours before a date at which a reminder can go.</summary>
    private static readonly int[] Usual = [24 * 60, 24 * 30, 24 * 14, 24 * 7, 24 * 3, 24 * 2, 24, 12, 6, 3, 1];

    public DateKind Kind { get; set; }

    /// <summary>Hours.</summary>
    public List<int> Before { get; set; } = [];

    public bool KeepsOfficeHours { get; set; }

    /// <summary>What can be ticked: what is usual, and what the call has.</summary>
    internal IEnumerable<int> Choices => Usual.Concat(Before).Distinct().OrderDescending();

    public static ReminderRow Of(ReminderRule rule) =>
        new()
        {
            Kind = rule.Kind,
            Before = [.. rule.Before.Select(span => (int)span.TotalHours)],
            KeepsOfficeHours = rule.KeepsOfficeHours,
        };
}

public sealed class RemindersValidator : AbstractValidator<RemindersForm>
{
    public RemindersValidator(Texts texts)
    {
        RuleForEach(form => form.Rules)
            .ChildRules(row =>
                row.RuleFor(one => one.Before)
                    .Must(all => all.TrueForAll(IsInRange))
                    .WithMessage(_ => texts["preparation.reminder-wrong"])
            );
        RuleFor(form => form.Rules)
            .Must(rows => rows.Select(row => row.Kind).SequenceEqual(Enum.GetValues<DateKind>()))
            .WithMessage(_ => texts["preparation.overtaken"]);
    }

    private static bool IsInRange(int hours) =>
        hours >= ReminderRule.Shortest.TotalHours && hours <= ReminderRule.Longest.TotalHours;
}
