using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Domain.Waves;

namespace Portal.Web.Calls;

/// <summary>Where a call stands, seen from its waves.</summary>
public enum CallState
{
    Open,
    Coming,
    Closed,
}

/// <summary>A call in a list: what for, for whom, how much, until when.</summary>
/// <param name="Next">The next deadline of an open call.</param>
/// <param name="OpensAt">When a coming call opens.</param>
public sealed record CallCard(
    string Slug,
    CallKind Kind,
    string Operator,
    CallPresentation Presentation,
    CallState State,
    Deadline? Next,
    DateTimeOffset? OpensAt
)
{
    public static CallCard Of(Call call, IReadOnlyList<Wave> waves, DateTimeOffset now)
    {
        var open = waves
            .Where(wave => wave.StateAt(now) == WaveState.Open)
            .MinBy(wave => wave.ClosesAt?.At ?? DateTimeOffset.MaxValue);
        var coming = waves.Where(wave => wave.StateAt(now) == WaveState.Announced).MinBy(wave => wave.OpensAt);
        var state =
            open is not null ? CallState.Open
            : coming is not null ? CallState.Coming
            : CallState.Closed;
        return new CallCard(
            call.Slug,
            call.Kind,
            call.Operator,
            call.Presentation,
            state,
            open?.CutOffFor(now)?.Deadline,
            coming?.OpensAt
        );
    }
}

public sealed class CallFilter
{
    public string? Search { get; set; }

    public CallState? State { get; set; }

    public CallKind? Kind { get; set; }

    public string? Operator { get; set; }

    public string? Theme { get; set; }

    public bool IsEmpty => Search is null && State is null && Kind is null && Operator is null && Theme is null;
}

public sealed record CallsPage(CallFilter Filter, IReadOnlyList<CallCard> Calls);

/// <param name="OrientationQuestions">How many questions tell before writing whether the call is for somebody.</param>
/// <param name="Root">Where the call's pages lie for this reader.</param>
public sealed record CallPage(
    CallCard Card,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Regimes,
    IReadOnlyList<WavePart> Waves,
    Grid? Grid,
    IReadOnlyList<LocalizedText> Rules,
    int OrientationQuestions,
    string Root
)
{
    /// <summary>How it admits whose applications don't compete; null where they do.</summary>
    public AdmissionPlan? Admission { get; init; }

    /// <summary>The pages that follow from it: its awards, its cohorts, the catalogue.</summary>
    public IReadOnlyList<CallLink> Links { get; init; } = [];

    /// <summary>Whether its officers look at it before the public does.</summary>
    public bool IsPreview => Root != $"/calls/{Card.Slug}";

    /// <summary>The wave in which a dossier can be started now.</summary>
    public WavePart? OpenWave => Waves.FirstOrDefault(wave => wave.State == WaveState.Open);
}

/// <param name="Kind">The end of a text's key, which says what is there.</param>
/// <param name="Title">What is there by its own name, or by that of the wave.</param>
public sealed record CallLink(string Path, string Kind, LocalizedText Title);

/// <param name="EveryMonths">Months from one cut-off to the next, where the wave never closes.</param>
/// <param name="Winners">How many winners are public; null while no list is.</param>
public sealed record WavePart(
    WaveId Id,
    int Number,
    WaveState State,
    DateTimeOffset OpensAt,
    IReadOnlyList<CutOffPart> CutOffs,
    int? EveryMonths,
    LocalizedText? Note,
    AnnouncedWinners? Announced,
    int? Winners
);

public sealed record CutOffPart(Deadline Deadline, bool IsPast);

/// <summary>A call's form in force, to read before one starts.</summary>
/// <param name="Root">Where the call's pages lie for this reader.</param>
public sealed record FormPage(string Slug, CallPresentation Call, Form Form, string Root)
{
    public bool IsPreview => Root != $"/calls/{Slug}";

    /// <summary>What dossiers go through.</summary>
    public IReadOnlyList<CallStep> Steps { get; init; } = [];

    /// <summary>The step that begins with a section; null where it goes on, or all is asked at once.</summary>
    public int? StepBegunBy(FormSection section) =>
        Form.LastStep > 1 && Form.Sections.First(one => one.Step == section.Step) == section ? section.Step : null;
}

public sealed record HomePage(IReadOnlyList<CallCard> Calls, IReadOnlyList<Decisions.PublicList> Lists);
