using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp.Agreements;

namespace Portal.Web.Calls.Preparation;

/// <summary>What a call foresees for its winners, for agreements that are drawn up from now on.</summary>
public sealed class FollowUpForm : PartForm
{
    public Bilingual AgreementTitle { get; set; } = new();

    public Bilingual AgreementBody { get; set; } = new();

    public List<MilestoneRow> Milestones { get; set; } = [];

    public List<TrancheRow> Tranches { get; set; } = [];

    public List<IndicatorRow> Indicators { get; set; } = [];

    public List<RegisterRow> Registers { get; set; } = [];

    /// <summary>What nobody types.</summary>
    [JsonIgnore]
    internal FollowUpMatter Matter { get; private set; } = null!;

    /// <summary>The agreement's text of a real project, by language; null until it is asked for.</summary>
    [JsonIgnore]
    internal IReadOnlyDictionary<string, string>? Preview { get; private set; }

    /// <summary>Why there is no preview.</summary>
    [JsonIgnore]
    internal IReadOnlyList<Refusal> Lacks { get; private set; } = [];

    internal static FollowUpForm Of(Call call, FollowUpMatter matter) =>
        new()
        {
            AgreementTitle = Bilingual.Of(call.FollowUp.Agreement?.Title),
            AgreementBody = Bilingual.Of(call.FollowUp.Agreement?.Body),
            Milestones = [.. call.FollowUp.Milestones.Select(one => MilestoneRow.Of(one, matter.Programme))],
            Tranches = [.. call.FollowUp.Tranches.Select(TrancheRow.Of)],
            Indicators = [.. call.FollowUp.Indicators.Select(IndicatorRow.Of)],
            Registers = [.. call.FollowUp.Registers.Select(RegisterRow.Of)],
            Matter = matter,
        };

    public override void Complete(PartForm saved) => Matter = ((FollowUpForm)saved).Matter;

    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Milestones), Milestones);
        RowActs.Apply(Act, nameof(Tranches), Tranches);
        RowActs.Apply(Act, nameof(Indicators), Indicators);
        RowActs.Apply(Act, nameof(Registers), Registers);
        if (Matter.Sample is { } sample)
            Show(sample);
    }

    public void Save(Call call, PersonId by, DateTimeOffset now)
    {
        var plan = Plan();
        if (!call.FollowUp.IsSameAs(plan))
            call.PlanFollowUp(plan, by, now);
    }

    /// <summary>As it is typed. A report that asks nothing of its own asks what the one before it does.</summary>
    /// <exception cref="SeedException">What a report asks can't be read.</exception>
    internal FollowUpPlan Plan()
    {
        var (milestones, tranches) = (new List<PlannedMilestone>(), new List<PlannedTranche>());
        var (keys, parts) = (
            Typed.Keys(Milestones.Select(row => row.Key)),
            Typed.Keys(Tranches.Select(row => row.Key))
        );
        foreach (var row in Milestones.Where(row => !row.IsEmpty))
            milestones.Add(row.Written(keys, milestones.LastOrDefault(), Matter.Programme));
        foreach (var row in Tranches.Where(row => !row.IsEmpty))
            tranches.Add(row.Written(parts));
        return new FollowUpPlan
        {
            Agreement =
                AgreementTitle.IsEmpty && AgreementBody.IsEmpty
                    ? null
                    : new AgreementTemplate(AgreementTitle.Text, AgreementBody.Text),
            Milestones = milestones,
            Tranches = tranches,
            Indicators = [.. Indicators.Where(row => !row.IsEmpty).Select(row => row.Written())],
            Registers = [.. Registers.Where(row => !row.IsEmpty).Select(row => row.Written())],
        };
    }

    private void Show(DrawMatter sample)
    {
        try
        {
            var plan = Plan();
            Lacks = plan.Obstacles;
            if (Lacks.Count > 0)
                return;
            var drawn = sample with { Agreement = sample.Agreement with { Plan = plan } };
            Preview = Texts.Languages.ToDictionary(
                language => language,
                language => Matter.Text!.Propose(drawn.Agreement, drawn.Terms, language),
                StringComparer.Ordinal
            );
        }
        catch (SeedException wrong)
        {
            Lacks = wrong.Refusals;
        }
    }
}

/// <param name="Agreed">Projects that keep the plan that they have signed.</param>
/// <param name="Awaited">Projects that will sign what is foreseen then.</param>
/// <param name="Sample">A project to show the text for; null where none is asked for, or there is none.</param>
internal sealed record FollowUpMatter(
    ProgrammeTerms Programme,
    int Agreed,
    int Awaited,
    DrawMatter? Sample,
    AgreementText? Text
);

public sealed class MilestoneRow
{
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public MilestoneKind Kind { get; set; }

    public MilestoneAnchor Anchor { get; set; }

    public string? Months { get; set; }

    /// <summary>What is asked, as a call's file writes it.</summary>
    public string? Report { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    public static MilestoneRow Of(PlannedMilestone one, ProgrammeTerms programme) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            Kind = one.Kind,
            Anchor = one.Anchor,
            Months = one.Months.ToString(CultureInfo.InvariantCulture),
            Report = Typed.OrNull(FollowUpFile.WriteReport(one, programme)),
        };

    internal PlannedMilestone Written(ISet<string> taken, PlannedMilestone? before, ProgrammeTerms programme)
    {
        var (sections, grid) = Typed.OrNull(Report) is { } text
            ? FollowUpFile.ReadReport(text, programme)
            : (before?.Sections ?? [], Kind == MilestoneKind.InterimReview ? before?.Grid : null);
        return new PlannedMilestone(
            Typed.OrNull(Key) ?? Keys.Free(Title.Text.Fr, taken),
            Title.Text,
            Kind,
            Anchor,
            Whole.Of(Months) ?? 0
        )
        {
            Sections = sections,
            Grid = grid,
        };
    }
}

public sealed class TrancheRow
{
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    /// <summary>Per cent of the aid, as people write it.</summary>
    public string? Percent { get; set; }

    /// <summary>The key of what it waits for; empty where it is paid at signature.</summary>
    public string? Milestone { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    internal decimal? Share =>
        decimal.TryParse(
            Typed.Of(Percent).Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var share
        )
            ? share
            : null;

    public static TrancheRow Of(PlannedTranche one) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            Percent = one.Percent.ToString("0.####", CultureInfo.InvariantCulture),
            Milestone = one.Milestone,
        };

    internal PlannedTranche Written(ISet<string> taken) =>
        new(Typed.OrNull(Key) ?? Keys.Free(Title.Text.Fr, taken), Title.Text, Share ?? 0, Typed.OrNull(Milestone));
}

public sealed class IndicatorRow
{
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Unit { get; set; } = new();

    public bool IsPublic { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    public static IndicatorRow Of(Indicator one) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            Unit = Bilingual.Of(one.Unit),
            IsPublic = one.IsPublic,
        };

    internal Indicator Written() => new(Typed.Of(Key), Title.Text, Unit.Text, IsPublic);
}

public sealed class RegisterRow
{
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public bool IsPublic { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    public static RegisterRow Of(Register one) =>
        new()
        {
            Key = one.Key,
            Title = Bilingual.Of(one.Title),
            IsPublic = one.IsPublic,
        };

    internal Register Written() => new(Typed.Of(Key), Title.Text, IsPublic);
}
