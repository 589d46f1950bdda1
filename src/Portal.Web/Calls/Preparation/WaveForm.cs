using System.Globalization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <param name="Waves">The latest first.</param>
public sealed record CallWavesPage(CallHead Call, IReadOnlyList<OwnWave> Waves, WaveForm Form);

public sealed record OwnWave(
    WaveId Id,
    int Number,
    WaveState State,
    DateTimeOffset OpensAt,
    IReadOnlyList<OwnCutOff> CutOffs,
    int? EveryMonths,
    LocalizedText? Note,
    bool Bars
)
{
    public static OwnWave Of(Wave wave, WaveUse use, DateTimeOffset now) =>
        new(
            wave.Id,
            wave.Number,
            wave.StateAt(now),
            wave.OpensAt,
            [
                .. wave.CutOffs.Select(one => new OwnCutOff(
                    one.Id,
                    one.Number,
                    one.Deadline,
                    !one.Deadline.Accepts(now),
                    wave.ObstacleToRemoving(one.Id, use, now)
                )),
            ],
            wave.EveryMonths,
            wave.Note,
            wave.BarsThoseTakingPart
        );
}

/// <param name="Stays">Why it can't be taken out; null where it can.</param>
public sealed record OwnCutOff(CutOffId Id, int Number, Deadline Deadline, bool IsPast, Refusal? Stays);

/// <summary>A wave to be announced.</summary>
public sealed class WaveForm
{
    /// <summary>How many cut-offs are asked at once; more are added one by one.</summary>
    public const int Asked = 4;

    public string? Opens { get; set; }

    /// <summary>Those that are left empty don't count.</summary>
    public List<string?> CutOffs { get; set; } = [];

    public int? EveryMonths { get; set; }

    public Bilingual Note { get; set; } = new();

    internal IEnumerable<string> Dates => CutOffs.Select(Typed.Of).Where(text => text.Length > 0);

    internal DateTimeOffset OpensAt =>
        CivilTimes.TryRead(Opens, out var civil) ? Deadline.InstantOf(civil) : DateTimeOffset.MaxValue;

    internal IReadOnlyList<Deadline> Deadlines(TimeSpan grace) =>
        [
            .. Dates
                .Select(text => CivilTimes.TryRead(text, out var civil) ? civil : (DateTime?)null)
                .OfType<DateTime>()
                .Distinct()
                .Select(civil => new Deadline(civil, grace)),
        ];
}

public sealed class WaveValidator : AbstractValidator<WaveForm>
{
    public WaveValidator(Texts texts)
    {
        RuleFor(form => form.Opens)
            .Must(text => CivilTimes.TryRead(text, out _))
            .WithMessage(_ => texts["staff.date-wrong"]);
        RuleFor(form => form.CutOffs)
            .Must((form, _) => form.Dates.Any())
            .WithMessage(_ => texts["preparation.cut-off-missing"]);
        RuleForEach(form => form.CutOffs)
            .Must(text => Typed.Of(text).Length == 0 || CivilTimes.TryRead(text, out _))
            .WithMessage(_ => texts["staff.date-wrong"]);
        RuleFor(form => form.EveryMonths)
            .Must(months => months is null or (>= 1 and <= Wave.LongestRhythm))
            .WithMessage(_ => texts["preparation.rhythm-wrong", Wave.LongestRhythm]);
        RuleFor(form => form.Note).SetValidator(new BilingualValidator(texts, CallPresentation.TextLength));
    }
}

/// <summary>What is typed beside a wave; each act takes its own part.</summary>
public sealed class WaveChange
{
    public string? Opens { get; set; }

    public string? CutOff { get; set; }

    public int? EveryMonths { get; set; }

    public Bilingual Note { get; set; } = new();

    /// <summary>Whether nobody judges a dossier of the wave whose organisation takes part in it.</summary>
    public bool Bars { get; set; }

    internal DateTimeOffset OpensAt => Deadline.InstantOf(Civil(Opens));

    /// <summary>Fields of several waves stand on one page.</summary>
    public static string Prefix(int number) => string.Create(CultureInfo.InvariantCulture, $"wave{number}");

    internal Deadline CutOffAt(TimeSpan grace) => new(Civil(CutOff), grace);

    private static DateTime Civil(string? text) =>
        CivilTimes.TryRead(text, out var civil) ? civil : throw new FormatException(text);
}

internal sealed class WaveChangeValidator : AbstractValidator<WaveChange>
{
    /// <param name="field">The only date that the act needs.</param>
    public WaveChangeValidator(Texts texts, string field)
    {
        RuleFor(change => change.Opens)
            .Must(text => field != nameof(WaveChange.Opens) || CivilTimes.TryRead(text, out _))
            .WithMessage(_ => texts["staff.date-wrong"]);
        RuleFor(change => change.CutOff)
            .Must(text => field != nameof(WaveChange.CutOff) || CivilTimes.TryRead(text, out _))
            .WithMessage(_ => texts["staff.date-wrong"]);
        RuleFor(change => change.EveryMonths)
            .Must(months => months is null or (>= 1 and <= Wave.LongestRhythm))
            .WithMessage(_ => texts["preparation.rhythm-wrong", Wave.LongestRhythm]);
        RuleFor(change => change.Note).SetValidator(new BilingualValidator(texts, CallPresentation.TextLength));
    }
}
