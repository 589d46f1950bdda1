using System.Globalization;
using Portal.Domain;
using Portal.Domain.Cohorts;
using Portal.Web.Calls.Preparation;

namespace Portal.Web.Cohorts;

/// <summary>What is typed of a cohort.</summary>
public sealed class CohortForm : PartForm
{
    /// <summary>Its name in addresses; asked where it is begun.</summary>
    public string? Slug { get; set; }

    /// <summary>The call and the number of the wave that selected it, <c>acceleration/1</c>; asked where it is begun.</summary>
    public string? Wave { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Summary { get; set; } = new();

    public Bilingual Introduction { get; set; } = new();

    public string? Candidates { get; set; }

    public List<MemberRow> Members { get; set; } = [];

    public List<MentorRow> Mentors { get; set; } = [];

    public List<SessionRow> Sessions { get; set; } = [];

    public List<GoalRow> Goals { get; set; } = [];

    public Bilingual Source { get; set; } = new();

    public static CohortForm Of(Cohort one) =>
        new()
        {
            Slug = one.Slug,
            Title = Bilingual.Of(one.Content.Title),
            Summary = Bilingual.Of(one.Content.Summary),
            Introduction = Bilingual.Of(one.Content.Introduction),
            Candidates = one.Content.Candidates.ToString(CultureInfo.InvariantCulture),
            Members = [.. one.Content.Members.Select(MemberRow.Of)],
            Mentors = [.. one.Content.Mentors.Select(MentorRow.Of)],
            Sessions = [.. one.Content.Sessions.Select(SessionRow.Of)],
            Goals = [.. one.Content.Milestones.Select(GoalRow.Of)],
            Source = Bilingual.Of(one.Content.Source),
        };

    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Members), Members);
        RowActs.Apply(Act, nameof(Mentors), Mentors);
        RowActs.Apply(Act, nameof(Sessions), Sessions);
        RowActs.Apply(Act, nameof(Goals), Goals);
    }

    internal CohortContent Content =>
        new(
            Title.Text,
            Summary.Text,
            Introduction.Text,
            Whole.Of(Candidates) ?? 0,
            [.. Members.Where(row => !row.IsEmpty).Select(row => row.Written)],
            [.. Mentors.Where(row => !row.IsEmpty).Select(row => row.Written)],
            [.. Sessions.Where(row => !row.IsEmpty).Select(row => row.Written)],
            [.. Goals.Where(row => !row.IsEmpty).Select(row => row.Written)],
            Source.Text
        );

    /// <summary>At which field a refusal is told.</summary>
    internal static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "cohort.slug-wrong" or "cohort.slug-taken" => nameof(Slug),
            "cohort.no-such-call" => nameof(Wave),
            "cohort.too-few-candidates" => nameof(Candidates),
            "cohort.member-missing" or "cohort.key-twice" => nameof(Members),
            "cohort.mentor-missing" => nameof(Mentors),
            "cohort.step-missing" => nameof(Goals),
            _ => "",
        };
}
