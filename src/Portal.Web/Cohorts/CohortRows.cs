using System.Globalization;
using Portal.Domain.Cohorts;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Cohorts;

public sealed class MemberRow
{
    /// <summary>Names it in what it reached; made of its name where it is new.</summary>
    public string? Key { get; set; }

    public string? Name { get; set; }

    public Bilingual Product { get; set; } = new();

    internal bool IsEmpty => Typed.Of(Name).Length == 0 && Product.IsEmpty;

    internal CohortMember Written => new(Typed.Of(Name), Product.Text) { Key = Typed.Of(Key) };

    public static MemberRow Of(CohortMember one) =>
        new()
        {
            Key = one.Key,
            Name = one.Name,
            Product = Bilingual.Of(one.Product),
        };
}

public sealed class MentorRow
{
    public string? Name { get; set; }

    public string? Body { get; set; }

    internal bool IsEmpty => Typed.Of(Name + Body).Length == 0;

    internal CohortMentor Written => new(Typed.Of(Name), Typed.Of(Body));

    public static MentorRow Of(CohortMentor one) => new() { Name = one.Name, Body = one.Body };
}

public sealed class SessionRow
{
    public string? Day { get; set; }

    public Bilingual Title { get; set; } = new();

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Day).Length == 0;

    internal CohortStep Written => new(TypedFields.DayOf(Day) ?? default, Title.Text);

    public static SessionRow Of(CohortStep one) =>
        new() { Day = one.Day.ToString("O", CultureInfo.InvariantCulture), Title = Bilingual.Of(one.Title) };
}

/// <summary>A milestone.</summary>
public sealed class GoalRow
{
    public string? Key { get; set; }

    public string? Day { get; set; }

    public Bilingual Title { get; set; } = new();

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Day).Length == 0;

    internal CohortMilestone Written => new(TypedFields.DayOf(Day) ?? default, Title.Text) { Key = Typed.Of(Key) };

    public static GoalRow Of(CohortMilestone one) =>
        new()
        {
            Key = one.Key,
            Day = one.Day.ToString("O", CultureInfo.InvariantCulture),
            Title = Bilingual.Of(one.Title),
        };
}
