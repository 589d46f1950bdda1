using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>
/// That the reminders before a date were derived: a sweep looks for the mark instead of for everybody whom it told. A
/// date that moves is another date, with marks of its own.
/// </summary>
public sealed class ReminderMark
{
    public required DateKind Kind { get; init; }

    public required WaveId WaveId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How many hours before the date the rule says.</summary>
    public required int Hours { get; init; }

    public required CallId CallId { get; init; }

    /// <summary>When it was to go, UTC.</summary>
    public required DateTimeOffset FellDueAt { get; init; }

    public required DateTimeOffset DerivedAt { get; init; }

    /// <summary>How many mails were owed by it.</summary>
    public int Mails { get; init; }
}

internal sealed class ReminderMarkMapping : IEntityTypeConfiguration<ReminderMark>
{
    public void Configure(EntityTypeBuilder<ReminderMark> mark)
    {
        mark.ToTable("reminder_marks");
        mark.HasKey(one => new
        {
            one.WaveId,
            one.Kind,
            one.DueAt,
            one.Hours,
        });
        mark.HasIndex(one => new { one.CallId, one.DerivedAt });
    }
}
